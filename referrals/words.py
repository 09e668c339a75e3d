"""How a request's stage is said: to the family, and to whoever sent it. Pure."""

from django.utils.translation import gettext_lazy as _

FAMILY_STAGE = {
    "received": _("We have it. Nobody has looked at it yet."),
    "looked_at": _("We have it, and someone is looking at it."),
    "tried": _("We have tried to reach you, and we try again."),
    "reached": _("We have been in touch with you."),
    "asked_family": _("We have asked you something. We go on when we hear from you."),
    "preparing": _("We are getting things ready with you. We look at it again soon."),
    "decided": _("We have read it and decided what happens next. We will tell you, or have done."),
}
# What a referrer may know without the family's agreement: that it was looked at, and the outline.
SENDER_STAGE = {
    "waiting": _("Received: waiting for a decision"),
    "asked_family": _("Received: waiting for the family"),
    "preparing": _("Received: we help the family to get ready"),
}
SENDER_ACCEPTED = _("Decided: we are working with the family")
SENDER_ADVISED = _("Decided: the family was given advice")
# Whether there is school in a week (familyhubs.calendar.school).
WEEK_WORDS = {
    "term": _("Term"),
    "part": _("Part of it holiday"),
    "holiday": _("Holiday"),
    "unknown": _("Not entered"),
}
SENDER_ESCALATED = _("Decided: passed on")
SENDER_DECLINED = _("Decided: no further action by us")


def told_to_family(referral, attempts):
    """The stage in families' words; the request is fetched `with_first_look`."""
    if referral.status != "waiting":
        return FAMILY_STAGE[referral.status]
    if any(one.reached for one in attempts):
        return FAMILY_STAGE["reached"]
    if attempts:
        return FAMILY_STAGE["tried"]
    return FAMILY_STAGE["looked_at" if looked_at(referral) else "received"]


def looked_at(referral):
    """Since when somebody looks at it: they opened, took or screened it; None before that."""
    return referral.first_look or referral.screened_at


def stages_of(referral, attempts):
    """(words, the day it happened or None, whether it has) of each stage, in families' words.

    `attempts` are the tries to reach the family, and the request is fetched `with_first_look`.
    The days are of what we did, never of what was
    said.
    """
    tried = max((one.happened_at for one in attempts if not one.reached), default=None)
    reached = max((one.happened_at for one in attempts if one.reached), default=None)
    first = min((one.happened_at for one in attempts), default=None)
    stages = [
        (_("We have what you sent"), referral.happened_at),
        (_("Someone is looking at it"), looked_at(referral) or first),
    ]
    if tried and not reached:
        stages.append((_("We tried to reach you"), tried))
    elif reached:
        stages.append((_("We have been in touch with you"), reached))
    if referral.status == "asked_family":
        stages.append((_("We have asked you something, and wait for you"), referral.paused_at))
    stages.append((_("We have decided what happens next"), referral.decided_at))
    return [(words, at, at is not None) for words, at in stages]


def told_to_sender(referral, accepting, advising):
    """The outline that whoever sent it may know."""
    if referral.status != "decided":
        return SENDER_STAGE[referral.status]
    if referral.decision in accepting:
        return SENDER_ACCEPTED
    if referral.decision in advising:
        return SENDER_ADVISED
    return SENDER_ESCALATED if referral.decision == "escalate_mash" else SENDER_DECLINED


OPENING = _("Thank you for referring this family.")
TOLD_AGREED = {
    "single_agency": _("The family agreed that one service works with them. We have asked it to."),
    "eha": _("We have started an early help assessment with the family. They have a lead worker."),
    "intensive": _("A worker now helps the family closely. They have a lead worker."),
    "add_to_open": _("We were working with the family already. Your referral joins that plan."),
    "iag": _("We spoke with the family and gave them advice. They need nothing more for now."),
    "signpost_universal": _("We showed the family where to find help that is open to everybody."),
    "redirect_other_la": _("The family lives in another area. Its council has been asked."),
    "nfa_no_agreement": _("The family does not want help from us now. They can ask at any time."),
    "nfa_declined": _("The family does not want help from us now. They can ask at any time."),
    "nfa_not_contactable": _("We tried and could not reach the family."),
    "nfa_not_needed": _("Nothing more is needed from us now."),
    "duplicate": _("We had this referral already."),
}
CLOSING = _("If things change, or you are worried, refer them again or ring us.")


def draft_for_referrer(referral, accepting, advising):
    """What the referrer may be told, to be edited: without agreement the outline and no more."""
    may = referral.agreement == "agrees" and not (referral.family and referral.family.is_restricted)
    told = TOLD_AGREED.get(referral.decision) if may else None
    told = told or f"{told_to_sender(referral, accepting, advising)}."
    return "\n\n".join(str(line) for line in (OPENING, told, CLOSING))


# Why a family may be the one: a fact, and how it compares.
FACT_WORDS = {
    "name": _("Name"),
    "born_on": _("Date of birth"),
    "postcode": _("Postcode"),
    "reference": _("Reference"),
    "reach": _("Phone or email"),
}
VERDICT_WORDS = {
    "match": _("the same"),
    "near": _("nearly the same"),
    "mismatch": _("different"),
    "blank": _("not known"),
}
