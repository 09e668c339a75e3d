"""How a request's stage is said: to the family, and to whoever sent it. Pure."""

from django.utils.translation import gettext_lazy as _

FAMILY_STAGE = {
    "waiting": _("We have it. Someone is reading it."),
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
SENDER_ESCALATED = _("Decided: passed on")
SENDER_DECLINED = _("Decided: no further action by us")


def told_to_family(referral):
    """The stage in families' words."""
    return FAMILY_STAGE[referral.status]


def told_to_sender(referral, accepting, advising):
    """The outline that whoever sent it may know."""
    if referral.status != "decided":
        return SENDER_STAGE[referral.status]
    if referral.decision in accepting:
        return SENDER_ACCEPTED
    if referral.decision in advising:
        return SENDER_ADVISED
    return SENDER_ESCALATED if referral.decision == "escalate_mash" else SENDER_DECLINED


# Why a family may be the one: a fact, and how it compares.
FACT_WORDS = {
    "name": _("Name"),
    "born_on": _("Date of birth"),
    "postcode": _("Postcode"),
    "reference": _("Reference"),
}
VERDICT_WORDS = {
    "match": _("the same"),
    "near": _("nearly the same"),
    "mismatch": _("different"),
    "blank": _("not known"),
}
