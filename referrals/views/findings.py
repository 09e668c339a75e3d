"""What an officer has found out about a request, as its page shows it."""

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import clocks, thresholds
from ..actions.asking import may_agree
from ..actions.decided import is_about_couples, is_delicate
from ..actions.triage import TRIES, WAYS, missed_since_reached
from ..forms.triage import NeedForm
from ..models import DecisionFacts
from ..permissions import answers_for_safeguarding
from ..safe_enquiry import abuse_is_known, why_no_joint
from ..topics import words_of

# What a request has only sometimes, by what says whether it has any.
SOMETIMES = {
    "has_enquiries": "enquiries__by",
    "has_lifts": "abuse_lifts__by",
    "has_assessed": "assessed__by",
    "has_proposal": "giving_up__proposed_by",
}


def prefetch_findings(referral):
    """What is asked for several times on its page, once; what there is none of, not at all."""
    there = [path for has, path in SOMETIMES.items() if getattr(referral, has)]
    there += ["enquiries__person"] if referral.has_enquiries else []
    prefetch_related_objects([referral], "people", "needs", *there)
    known = referral._prefetched_objects_cache
    for path in SOMETIMES.values():
        name = path.split("__")[0]
        known.setdefault(name, getattr(referral, name).none())


def prefetch_safety(referral):
    """Who was told of and asked alone, once: what may be offered together is looked at often."""
    asked = ["enquiries"] if referral.has_enquiries else []
    prefetch_related_objects([referral], "people", *asked)
    referral._prefetched_objects_cache.setdefault("enquiries", referral.enquiries.none())


def findings(referral, attempts, user):
    """Tries and what is missing of them, safety asked alone, needs found, who gives up."""
    proposal = next(iter(referral.giving_up.all()), None)
    waits = proposal is not None and proposal.agreed is None
    tried = len(missed_since_reached(attempts)) >= TRIES
    delicate = referral.is_open and tried and is_delicate(referral, timezone.now())
    return {
        "missing": missing_words(attempts) if referral.is_open else [],
        "enquiries": list(referral.enquiries.all()),
        "no_joint": why_no_joint(referral),
        "lifts": list(referral.abuse_lifts.all()),
        "may_lift": may_lift(referral, user),
        "about_couples": is_about_couples(referral),
        "assessed": [(need, words_of(need.topic)) for need in referral.assessed.all()],
        "need_form": NeedForm(),
        "proposal": proposal,
        "may_propose": delicate and not waits,
        "may_answer": waits and proposal.proposed_by_id != user.pk and may_agree(referral, user),
        "decided_as": decided_as(referral),
    }


def may_lift(referral, user):
    """Whether this person may say that joint sessions are offered after all."""
    return referral.is_open and answers_for_safeguarding(user) and abuse_is_known(referral)


def decided_as(referral):
    """What stands beside the decision, with the signs in words; None for older ones."""
    rows = DecisionFacts.objects.select_related("provider", "booking")
    facts = None if referral.is_open else rows.filter(referral=referral).first()
    if facts:
        facts.sign_words = thresholds.words_of(facts.signs)
    return facts


def missing_words(attempts):
    """What is missing before anybody may say that they cannot be reached; empty once reached."""
    missed, words = missed_since_reached(attempts), []
    if not missed and attempts:
        return []
    if (left := TRIES - len(missed)) > 0:
        words.append(ngettext("%(n)s more try", "%(n)s more tries", left) % {"n": left})
    if len({attempt.channel for attempt in missed}) < WAYS:
        words.append(_("a second way to reach them") if missed else _("two different ways"))
    if missed:
        until = clocks.may_give_up_from(min(attempt.happened_at for attempt in missed))
        words.append(_("not before %(day)s") % {"day": date_format(until, "j M Y")})
    return words
