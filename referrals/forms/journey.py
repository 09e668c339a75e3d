"""The way through the questions: which come, in what order, and what is still missing."""

from django.http import QueryDict
from django.utils.functional import cached_property

from familyhubs.languages.known import ENGLISH
from hubs import postcodes

from ..models import Asker
from ..safety import flags_of
from . import ask, people, reach, young

FORMS = {
    "who": ask.WhoForm,
    "under18": ask.Under18Form,
    "filler": people.FillerForm,
    "agreed": people.AgreedForm,
    "name": ask.NameForm,
    "postcode": ask.PostcodeForm,
    "hub": ask.HubForm,
    "needs": ask.NeedsForm,
    "story": ask.StoryForm,
    "today": ask.TodayForm,
    "contact": reach.ContactForm,
    "reach": reach.ReachForm,
    "careful": reach.CarefulForm,
    "language": reach.LanguageForm,
    "sharing": reach.SharingForm,
}
ORDER = ("who", "under18", "filler", "agreed", "name", "people", *list(FORMS)[5:])
MOST_PEOPLE = 20


class Journey:
    """One draft's answers as they were typed, read through the forms that asked for them.

    `typed` is {"steps": {step: {field: [text, …]}}, "people": {token: {field: [text, …]}},
    "language": its code}.
    What was wrong is kept as it was typed too, so that going back shows it. Whoever writes in
    another language than English, or says so ("help_first"), is asked about an interpreter first.
    """

    forms, order, start, is_young = FORMS, ORDER, "ask:before", False

    def __init__(self, typed):
        self.steps = typed.get("steps", {})
        self.people = typed.get("people", {})
        self.language = typed.get("language", ENGLISH)
        self.help_first = self.language != ENGLISH or bool(typed.get("help_first"))
        self._cleaned = {}

    def typed(self, step):
        """What was typed on a page, as a request would send it; None when it was never sent."""
        return as_data(self.steps[step]) if step in self.steps else None

    def form(self, step, data=None):
        """The page's form: bound to what is sent now, else showing what was typed before."""
        form_class = self.forms[step]
        if data is not None:
            return form_class(data, journey=self)
        return form_class(initial=self._shown(form_class, self.typed(step)), journey=self)

    def person_form(self, token, data=None):
        if data is not None:
            return people.PersonForm(data, journey=self)
        known = self.people.get(token)
        shown = self._shown(people.PersonForm, as_data(known) if known else None)
        return people.PersonForm(initial=shown, journey=self)

    def _shown(self, form_class, data):
        if data is None:
            return form_class.suggested(self)
        fields = form_class(journey=self).fields
        return {
            name: field.widget.value_from_datadict(data, {}, name) for name, field in fields.items()
        }

    def cleaned(self, step):
        """The page's answers if it was sent and nothing is wrong with them, else None."""
        if step not in self._cleaned:
            data = self.typed(step)
            form = self.forms[step](data, journey=self) if data is not None else None
            self._cleaned[step] = form.cleaned_data if form and form.is_valid() else None
        return self._cleaned[step]

    def answer(self, step, name, default=None):
        """One answer, or the default where the page is missing, wrong or not asked."""
        cleaned = self.cleaned(step) if step in self.path else None
        return default if cleaned is None else cleaned.get(name, default)

    @cached_property
    def listed(self):
        """The people told of: (token, their answers), those whose page is whole."""
        forms = [(token, self.person_form(token, as_data(t))) for token, t in self.people.items()]
        return [(token, form.cleaned_data) for token, form in forms if form.is_valid()]

    @cached_property
    def unfinished(self):
        """Those of whom something was typed that is not whole yet: (token, name if any)."""
        done = dict(self.listed)
        return [
            (token, "".join(typed.get("full_name", ())[-1:]).strip())
            for token, typed in self.people.items()
            if token not in done and any(text.strip() for texts in typed.values() for text in texts)
        ]

    @property
    def topics(self):
        cleaned = self.cleaned("needs")
        return self.forms["needs"].topics(cleaned) if cleaned else []

    @property
    def ways(self):
        return (self.cleaned("contact") or {}).get("ways", [])

    @property
    def for_somebody_else(self):
        return (self.cleaned("who") or {}).get("asker") == Asker.SOMEBODY_ELSE

    @cached_property
    def lookup(self):
        """What the postcode's look-up said; None where there is no postcode."""
        return (self.cleaned("postcode") or {}).get("lookup")

    @cached_property
    def hub(self):
        """The hub that will answer, or None where the front door must choose."""
        if self.lookup is not None and self.lookup.found:
            return postcodes.hub_for(self.lookup.postcode)
        return (self.cleaned("hub") or {}).get("hub")

    @cached_property
    def path(self):
        """The pages this family gets, in order."""
        left_out = self.left_out()
        first = ("language",) if self.help_first else ()
        return [step for step in dict.fromkeys((*first, *self.order)) if step not in left_out]

    def left_out(self):
        """The pages that earlier answers make needless."""
        left_out = set()
        is_alone = (self.cleaned("who") or {}).get("asker") == Asker.MYSELF
        left_out.add("people" if is_alone else "under18")
        # Whom we may talk to about somebody else is theirs to say.
        left_out |= {"sharing"} if self.for_somebody_else else {"filler", "agreed"}
        if self.lookup is not None and self.lookup.found and self.hub is not None:
            left_out.add("hub")
        if not set(self.ways) & (reach.NEED_SOMETHING):
            left_out.add("reach")
        return left_out

    def is_done(self, step):
        if step == "people":
            enough = bool(self.listed or not self.for_somebody_else)
            return "people" in self.steps and enough and not self.unfinished
        if step == "under18":
            return (self.cleaned(step) or {}).get("under18") == "no"
        return self.cleaned(step) is not None

    @property
    def gap(self):
        """The first page still to be answered, or None when the request can be sent."""
        return next((step for step in self.path if not self.is_done(step)), None)

    def may_open(self, step):
        """A page may be opened when it is asked at all and nothing before it is missing."""
        if step not in self.path:
            return False
        before = self.path[: self.path.index(step)]
        return all(self.is_done(earlier) for earlier in before)

    def before(self, step):
        """The page before this one, or None at the beginning."""
        at = self.path.index(step) if step in self.path else 0
        return self.path[at - 1] if at else None

    @cached_property
    def flags(self):
        """What a person must look at first: ticked, or read in their own words."""
        words = [
            self.answer("story", "story", ""),
            # As it was typed: it is kept only where letters are wanted.
            *self.steps.get("reach", {}).get("address", ()),
            self.answer("careful", "good_times", ""),
            self.answer("careful", "never_times", ""),
            self.answer("careful", "must_not_know", ""),
            self.answer("careful", "never_mention", ""),
            self.answer("language", "communication_needs", ""),
            self.answer("home", "who_may_know", ""),
            # The note of somebody who is not finished too: a danger is read however it was told.
            *(text for told in self.people.values() for text in told.get("note", ())),
        ]
        return flags_of(self.answer("today", "today", []), self.topics, *words)


class YoungJourney(Journey):
    """What a young person is asked who asks for themselves: no family, and nobody at home."""

    forms, order, start, is_young = young.FORMS, tuple(young.FORMS), "ask:young", True


def journey_of(typed):
    """The way through a draft: a family's, or a young person's own."""
    return (YoungJourney if typed.get("young") else Journey)(typed)


def as_young(typed):
    """A family's answers on a young person's own way: what it asks for too is kept."""
    steps = {step: said for step, said in typed.get("steps", {}).items() if step in young.FORMS}
    if "needs" in steps:
        ticked = [code for codes in steps["needs"].values() for code in codes]
        steps["needs"] = {
            group: [code for code, _said in topics if code in ticked]
            for group, (_title, topics) in young.GROUPS.items()
        }
        if set(ticked) - set(young.WORDS):
            steps["needs"]["life"].append("other")
    return typed | {"young": True, "steps": steps}


def as_data(typed):
    """Stored text as a request's own data."""
    data = QueryDict(mutable=True)
    for name, texts in typed.items():
        data.setlist(name, texts)
    return data
