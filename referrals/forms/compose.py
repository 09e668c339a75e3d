"""From a family's answers to the request that `receive` takes."""

from django.utils.translation import gettext_lazy as _

from familyhubs.contact.models import Channel as Way
from familyhubs.languages.known import named

from ..models import Asker, AtHome, Channel, SourceCode
from .people import ADULT, AGREED, CHILD, ELSEWHERE, UNBORN
from .reach import SHARED_WITH
from .young import SHARED_WITH as YOUNG_SHARED_WITH

SOURCES = {
    Asker.MYSELF: SourceCode.SELF,
    Asker.MY_FAMILY: SourceCode.FAMILY,
    Asker.SOMEBODY_ELSE: SourceCode.ACQUAINTANCE,
    Asker.YOUNG: SourceCode.SELF,
}
GROWN = 18
# What stands on the contact card of a young person who asked alone (R063).
AT_HOME = {
    AtHome.NOBODY: _("Parents, carers and others at home"),
    AtHome.ASK: _("Parents, carers and others at home, until the young person has been asked"),
}
WHO_MAY = "Who may know, and who must not:"


def request_of(journey, *, asker=None, name=None):
    """Everything told, as the keyword arguments of `actions.receive`.

    `asker` and `name` are given where another form than the journey's asks for them.
    """
    young = Asker.YOUNG if journey.is_young else None
    asker = young or asker or journey.answer("who", "asker")
    name = name or journey.answer("name", "contact_name")
    return {
        "channel": Channel.WEB,
        "source": SOURCES[asker],
        "asker": asker,
        "contact_name": name,
        "contact": contact_of(journey),
        "hub": journey.hub,
        "story": journey.answer("story", "story", ""),
        "postcode": journey.answer("postcode", "postcode", ""),
        "no_fixed_address": journey.answer("postcode", "no_fixed_address", False),
        "people": people_of(journey, asker, name),
        "topics": journey.topics,
        "safety_flags": journey.flags,
        "alone": alone_of(journey),
        # What somebody else may agree to is theirs to say; of oneself it needs no question.
        **(agreement_of(journey) if asker == Asker.SOMEBODY_ELSE else {}),
        "sharing": [] if asker == Asker.SOMEBODY_ELSE else sharing_of(journey),
    }


def agreement_of(journey):
    """What the one who fills it in says of somebody else's agreement; nothing of one's own."""
    agreement, words = AGREED.get(journey.answer("agreed", "agreed"), ("", ""))
    return {"agreement": agreement, "agreement_words": words}


def alone_of(journey):
    """What only a young person says, as the values of AskedAlone; None of a family."""
    if not journey.is_young:
        return None
    return {
        "at_home": journey.answer("home", "at_home"),
        "who_may_know": journey.answer("home", "who_may_know", ""),
        "talk_to": journey.answer("talk", "talk_to", ""),
        "school": journey.answer("you", "school", ""),
    }


def must_not_know(journey):
    """Who must not know; of a young person whoever is at home, unless they say that they may.

    It stands on the card, which everybody reads before they ring, and which keeps machines quiet:
    who may know and who must not, in their own words, only a person can weigh.
    """
    said = journey.answer("careful", "must_not_know", "")
    home = AT_HOME.get(journey.answer("home", "at_home"))
    own = journey.answer("home", "who_may_know", "")
    own = f"{WHO_MAY} {own}" if own else ""
    return ". ".join(part for part in (home and str(home), own, said) if part)


def contact_of(journey):
    """The contact card: only the ways that were ticked, with all that was asked of us."""
    ways = journey.ways
    return {
        "phone": journey.answer("reach", "phone", ""),
        "email": journey.answer("reach", "email", ""),
        "preferred": preferred(journey),
        "may_call": Way.CALL in ways,
        "may_voicemail": journey.answer("reach", "voicemail") == "yes",
        "may_text": Way.TEXT in ways,
        "may_whatsapp": Way.WHATSAPP in ways,
        "may_email": Way.EMAIL in ways,
        "may_video": Way.VIDEO in ways,
        "may_post": Way.POST in ways,
        "may_come": Way.IN_PERSON in ways,
        "address": journey.answer("reach", "address", ""),
        **careful_of(journey),
    }


def preferred(journey):
    """The one way there is, or the one they would have us try first; else none before another."""
    return journey.ways[0] if len(journey.ways) == 1 else journey.answer("reach", "first", "")


def careful_of(journey):
    """What the card says beside the ways: when, what never, in which language, what helps."""
    needs_one = journey.answer("language", "interpreter") == "yes"
    interpreter = journey.answer("language", "language", "") if needs_one else ""
    known = named(interpreter)
    return {
        "good_times": journey.answer("careful", "good_times", ""),
        "helps": journey.answer("language", "helps", []),
        "safe_hours": journey.answer("careful", "safe_hours", []),
        "never_times": journey.answer("careful", "never_times", ""),
        "must_not_know": must_not_know(journey),
        "never_mention": journey.answer("careful", "never_mention", ""),
        "code_word": journey.answer("careful", "code_word", ""),
        "interpreter_language": known.name if known else interpreter,
        "communication_needs": journey.answer("language", "communication_needs", ""),
    }


def people_of(journey, asker, name):
    """Those told of; the one who asks is among them unless it is for somebody else."""
    if journey.is_young:
        return [young_person(journey, name)]
    listed = [] if "people" not in journey.path else [told for _token, told in journey.listed]
    # A father and a grown son may have the same name: the first is the one we answer.
    adults = [told for told in listed if told["kind"] == ADULT]
    same = (told for told in adults if told["full_name"].casefold() == name.casefold())
    contact = next(same, None)
    people = [
        {
            "full_name": told["full_name"],
            "is_child": told["kind"] in (CHILD, UNBORN),
            "is_unborn": told["kind"] == UNBORN,
            "lives_elsewhere": told["kind"] == ELSEWHERE,
            "age_told": told["age"],
            "born_on": told["born_on"],
            "due_on": told["due_on"],
            "note": told["note"],
            "is_contact": told is contact,
        }
        for told in listed
    ]
    if asker != Asker.SOMEBODY_ELSE and not any(person["is_contact"] for person in people):
        people.insert(0, {"full_name": name, "is_child": False, "is_contact": True})
    return people


def young_person(journey, name):
    """The one who asks, and nobody else."""
    age = journey.answer("you", "age")
    is_child = age is None or age < GROWN
    return {"full_name": name, "is_child": is_child, "age_told": age, "is_contact": True}


def sharing_of(journey):
    """A wish for each kind ticked; an explicit no to all where "nobody" was; else nothing said."""
    share = journey.answer("sharing", "share", [])
    if "nobody" in share:
        kinds = YOUNG_SHARED_WITH if journey.is_young else SHARED_WITH
        return [{"kind": kind, "agrees": False} for kind in kinds]
    return [{"kind": kind, "agrees": True} for kind in share]


def besides(journey):
    """What belongs to the request and stands in rows of its own: who filled it in for whom."""
    if not journey.for_somebody_else:
        return {}
    name, relation = (journey.answer("filler", key, "") for key in ("filled_by", "relation"))
    return {"filled_in": {"name": name, "relation": relation}}
