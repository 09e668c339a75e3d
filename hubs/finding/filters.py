"""What a search may be narrowed by; all of it stands in the address, to be bookmarked (R009, R013).

Of the choices, what cannot be read is left out; of where somebody looks from, we say so.
"""

from functools import lru_cache

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.council.current import council
from familyhubs.govuk.drawn import drawn_together

from ..languages import spoken
from ..models import AccessNeed, AgeBand, Mode, Topic, Weekday
from .statements import asked, worded
from .where import LONGEST, Missed, locate, place_named

# What a session says of its access is in words.
IN_WORDS = {
    "step_free": "step",
    "toilet": "accessible toilet",
    "parking": "parking",
    "hearing_loop": "loop",
    "bsl": "sign language",
    "interpreter": "interpreter",
    "baby_changing": "changing",
    "quiet": "quiet",
}
# Which ways of taking part answer a wish, of services and of sessions.
WAYS = {
    "in_person": (["in_person", "hybrid"], ["in_person", "hybrid"]),
    "online": (["online", "hybrid"], ["online", "whatsapp", "hybrid"]),
    "phone": (["phone"], ["phone", "sms"]),
    "home_visit": (["home_visit"], ["home_visit"]),
    "hybrid": (["hybrid"], ["hybrid"]),
}
OLDEST = 99


@lru_cache
def every_topic():
    """Code, words and the code of its group, of each."""
    return worded(Topic.objects.values("code", "family_words", "parent__code"))


class Choice(forms.ChoiceField):
    """One of its choices; they are never changed in place, and copied with no form: that took half
    of the form's time."""

    def __deepcopy__(self, memo):
        return super(forms.ChoiceField, self).__deepcopy__(memo)


def choice(label, anything, choices=()):
    return Choice(label=label, required=False, choices=[("", anything), *choices])


class FindForm(forms.Form):
    """Where, what, and everything it may be narrowed by; `here` is where somebody looks from."""

    near = forms.CharField(
        label=_("Postcode or place"),
        required=False,
        help_text=_("Like a town, a ward or a hub. You can leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "spellcheck": "false"}),
    )
    q = forms.CharField(
        label=_("What do you need?"),
        required=False,
        help_text=_("Like “debt”, “baby group” or “sleep”. You can leave it empty."),
    )
    topic = choice(_("Topic"), _("All topics"))
    band = choice(_("Who it is for"), _("Everyone"), AgeBand.choices)
    age = forms.IntegerField(
        label=_("Child’s age in years"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "width": "2"}),
    )
    day = choice(_("Day"), _("Any day"), Weekday.choices)
    cost = choice(_("Cost"), _("Any"), [("free", _("Free"))])
    language = choice(_("Language"), _("Any"))
    mode = choice(_("How"), _("Any way"), Mode.choices)
    send = choice(_("Special needs (SEND)"), _("All"), [("yes", _("SEND-friendly"))])
    access = forms.MultipleChoiceField(
        label=_("What you need to get in and take part"),
        required=False,
        choices=AccessNeed.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )

    def __init__(self, query):
        super().__init__(query, auto_id="id_%s")
        self.topics = asked("{topics}", topics=every_topic())
        # Listed only where one is chosen, or where the fields are drawn anew.
        self.fields["topic"].choices = self.topic_choices
        self.fields["language"].choices = self.language_choices
        self.here = self.missed = None
        self.is_valid()
        self.chosen = {n: v for n, v in self.cleaned_data.items() if v not in ("", None, [])}
        # What cannot be read of the choices is no error on this page.
        self._errors.clear()
        self.settle()

    def topic_choices(self):
        """Each group of topics with its own."""
        groups = [(code, name) for code, name, parent in self.topics if parent is None]
        return [
            ("", _("All topics")),
            *((name, [(code, _("All of: %s") % name), *self.below(code)]) for code, name in groups),
        ]

    def language_choices(self):
        return [("", _("Any")), *spoken()]

    def below(self, code):
        return [(own, name) for own, name, parent in self.topics if parent == code]

    def settle(self):
        """Where that is; what is no place but could be a topic is taken as one."""
        near, typed = self.chosen.get("near", ""), self.chosen.get("q", "")
        if near:
            self.here, self.missed = locate(near)
            if self.missed is Missed.NO_SUCH_PLACE and not typed:
                self.missed, self.chosen["q"] = None, near
                del self.chosen["near"]
        elif typed and (place := place_named(typed[:LONGEST])):
            self.here, self.chosen["near"] = place, typed
            del self.chosen["q"]
        if self.missed:
            self.add_error("near", self.why_missed(near))
        elif "near" in self.data and not self.chosen and "all" not in self.data:
            self.add_error("near", _("Enter a postcode, a place or what you need"))

    def why_missed(self, near):
        """What to do next about each of the three."""
        words = {
            Missed.MALFORMED: _(
                "We could not read that as a whole postcode. Check it, or enter the name of a place"
            ),
            Missed.UNKNOWN: _(
                "We could not find this postcode in the area of %(council)s."
                " Check it, or enter the name of a place"
            ),
            Missed.NO_SUCH_PLACE: _(
                "We could not find a place of this name. Check it, or enter a postcode"
            ),
        }
        return words[self.missed] % {"council": council().name}

    @property
    def is_asked(self):
        """Somebody has asked for something, and we know where that is."""
        return not self.errors and bool(self.chosen or "all" in self.data)

    @property
    def is_over_age(self):
        """Older than our help is for: said, and never refused (R010, R011)."""
        return self.chosen.get("age", 0) >= council().upper_age

    @property
    def is_for_the_young(self):
        """What young people look for: they have a door of their own (R063)."""
        asked_for = self.chosen.get("band") == AgeBand.TEENS
        return asked_for or self.chosen.get("age", 0) in range(11, 20)

    @property
    def more_choices(self):
        """The fields behind "More choices", drawn: what they offer depends on the topics alone."""
        fields = [field for field in self if field.name not in ("near", "q")]
        return drawn_together(fields, told=tuple(self.topics))

    @property
    def is_narrowed(self):
        return bool(self.chosen.keys() - {"near", "q"})

    def chips(self):
        """What is chosen, in words, with the address's query without it."""
        found = []
        for name, value in self.chosen.items():
            for each in value if isinstance(value, list) else [value]:
                found.append((self.said(name, each), self.without(name, each)))
        return found

    def said(self, name, value):
        if name == "near":
            return _("Near %s") % self.here.name if self.here else value
        if name == "age":
            return _("Age %s") % value
        if name == "topic":
            return next(words for code, words, _parent in self.topics if code == value)
        choices = dict(getattr(self.fields[name], "choices", ()))
        return choices.get(int(value) if name == "day" else value, value)

    def without(self, name, value):
        """The address's query without one choice; what turned the pages goes too."""
        query = self.data.copy()
        others = [one for one in query.getlist(name) if name == "access" and one != value]
        for gone in ("page", "show", "all"):
            query.pop(gone, None)
        query.setlist(name, others)
        if name in ("near", "q") and name not in self.data:
            query.setlist("near" if name == "q" else "q", [])
        return query.urlencode() or "all=yes"
