"""The answers as the family reads them once more before it sends them."""

from dataclasses import dataclass, replace

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override

from familyhubs.govuk.fields import spoken
from familyhubs.languages import saying
from familyhubs.languages.known import ENGLISH

from ..models import Asker
from ..topics import words_of
from .people import ELSEWHERE, UNBORN
from .young import WORDS as YOUNG_WORDS


@dataclass(frozen=True)
class Line:
    """One question, what was answered (nothing where nothing was), and the page to change it.

    `in_english`: the answer is a choice of ours that has to stay in English.
    """

    step: str
    question: str
    answer: str = ""
    in_english: bool = False


def lines_of(journey, in_english=()):
    """Every page that was asked, in order; these steps in English, whatever the page is in."""
    lines = []
    for step in journey.path:
        lines += english_lines(journey, step) if step in in_english else LINES[step](journey)
    return lines


def english_lines(journey, step):
    """Our own words in English and marked as such; what the family typed as it is."""
    shown = list(LINES[step](journey))
    with override(ENGLISH):
        english = list(LINES[step](journey))
    return [
        replace(
            line,
            question=format_html('<span lang="{}" dir="ltr">{}</span>', ENGLISH, line.question),
            in_english=line.answer != other.answer,
        )
        for line, other in zip(english, shown, strict=True)
    ]


def _chosen(journey, step, name):
    """The words of the choices taken on a page."""
    form_choices = dict(journey.forms[step](journey=journey).fields[name].choices)
    taken = journey.answer(step, name, []) or []
    taken = taken if isinstance(taken, list) else [taken]
    return "\n".join(str(form_choices[code]) for code in taken)


def _who(journey):
    yield Line("who", _("Who needs help"), _chosen(journey, "who", "asker"))


def _under18(journey):
    yield Line("under18", _("Under 18"), _chosen(journey, "under18", "under18"))


def _filler(journey):
    known = [journey.answer("filler", name, "") for name in ("filled_by", "relation")]
    yield Line("filler", _("You"), saying.listed(known))


def _agreed(journey):
    yield Line("agreed", _("Do they agree"), _chosen(journey, "agreed", "agreed"))


def _name(journey):
    question = _("Name") if journey.answer("who", "asker") != Asker.SOMEBODY_ELSE else _("Contact")
    yield Line("name", question, journey.answer("name", "contact_name", ""))


def _people(journey):
    told = "\n".join(line_of_person(told) for _token, told in journey.listed)
    yield Line("people", _("People"), told)


def line_of_person(told):
    """A name, and after it whatever else was said."""
    what = {UNBORN: _("a baby on the way"), ELSEWHERE: _("lives somewhere else")}
    parts = [saying.apart(told["full_name"]), what.get(told["kind"], "")]
    parts.append(str(told["age"]) if told.get("age") is not None else "")
    if told.get("born_on"):
        parts.append(_("born %(day)s") % {"day": saying.said(told["born_on"], "j F Y")})
    if told.get("due_on"):
        parts.append(_("due about %(day)s") % {"day": saying.said(told["due_on"], "j F Y")})
    line, note = saying.listed(parts), saying.apart(told.get("note"))
    return _("%(person)s. %(note)s") % {"person": line, "note": note} if note else line


def _postcode(journey):
    homeless = journey.answer("postcode", "no_fixed_address")
    said = _("No fixed address") if homeless else journey.answer("postcode", "postcode", "")
    yield Line("postcode", _("Postcode"), said)


def _hub(journey):
    yield Line("hub", _("Easiest place"), str(journey.answer("hub", "hub") or ""))


def _needs(journey):
    own = YOUNG_WORDS if journey.is_young else {}
    told = "\n".join(str(own.get(code) or words_of(code)) for code in journey.topics)
    yield Line("needs", _("What is happening"), told)


def _story(journey):
    yield Line("story", _("In your own words"), journey.answer("story", "story", ""))


def _today(journey):
    said = _chosen(journey, "today", "today")
    said_none = "none" in journey.typed("today").getlist("today")
    yield Line("today", _("Happening now"), said or (_("None of these") if said_none else ""))


def _contact(journey):
    yield Line("contact", _("How to get in touch"), _chosen(journey, "contact", "ways"))


def _reach(journey):
    if phone := journey.answer("reach", "phone"):
        yield Line("reach", _("Phone number"), spoken(phone))
    if journey.answer("reach", "voicemail"):
        yield Line("reach", _("Leave a message"), _chosen(journey, "reach", "voicemail"))
    if email := journey.answer("reach", "email"):
        yield Line("reach", _("Email address"), email)
    if address := journey.answer("reach", "address"):
        yield Line("reach", _("Address for letters"), address)
    if journey.answer("reach", "first"):
        yield Line("reach", _("Try first"), _chosen(journey, "reach", "first"))


def _careful(journey):
    yield Line("careful", _("Good times"), _chosen(journey, "careful", "safe_hours"))
    for name, question in (
        ("good_times", _("Good times in your words")),
        ("never_times", _("Never at these times")),
        ("must_not_know", _("Must not know")),
        ("never_mention", _("Never mention")),
        ("code_word", _("Secret word")),
    ):
        yield Line("careful", question, journey.answer("careful", name, ""))


def _language(journey):
    needed = journey.answer("language", "interpreter", "")
    said = {"yes": journey.answer("language", "language", ""), "no": _("No")}.get(needed, "")
    yield Line("language", _("Interpreter"), said)
    yield Line("language", _("What helps"), _chosen(journey, "language", "helps"))
    helps = journey.answer("language", "communication_needs", "")
    yield Line("language", _("What else helps"), helps)


def _sharing(journey):
    share = journey.answer("sharing", "share", [])
    nobody = "nobody" in share
    said = _("None of them") if nobody else _chosen(journey, "sharing", "share")
    yield Line("sharing", _("Who we may talk to"), said)


def _you(journey):
    age = journey.answer("you", "age")
    yield Line("you", _("Age"), "" if age is None else str(age))
    yield Line("you", _("School or college"), journey.answer("you", "school", ""))


def _home(journey):
    yield Line("home", _("May anyone at home know"), _chosen(journey, "home", "at_home"))
    yield Line("home", _("Who may and who must not"), journey.answer("home", "who_may_know", ""))


def _talk(journey):
    # As it was ticked: "I do not mind" is an answer too.
    said = journey.typed("talk").get("talk_to", "")
    words = dict(journey.forms["talk"].base_fields["talk_to"].choices).get(said, "")
    yield Line("talk", _("Who you would rather talk to"), str(words))


LINES = {
    "who": _who,
    "under18": _under18,
    "filler": _filler,
    "agreed": _agreed,
    "name": _name,
    "people": _people,
    "postcode": _postcode,
    "hub": _hub,
    "needs": _needs,
    "story": _story,
    "today": _today,
    "contact": _contact,
    "reach": _reach,
    "careful": _careful,
    "language": _language,
    "sharing": _sharing,
    "you": _you,
    "home": _home,
    "talk": _talk,
}
