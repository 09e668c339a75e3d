"""What became of professionals' referrals, by kind: defined once, in words and in SQL (R045, R056).

A category is a kind with its turn: they add up to all that were decided.
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from referrals.models import ACCEPTING, ReferralKind

ACCEPTED, OTHERWISE = "accepted", "otherwise"
TURNS = {ACCEPTED: _("accepted"), OTHERWISE: _("other decision")}
TITLE = _("What became of professionals’ referrals")
POLARITY = _(
    "Neither way is better by itself: a referral that needs no more than advice is no loss."
)
DEFINITION = (
    _(
        "Referrals by professionals that were decided in the period, at the district of the hub"
        " that decided, by kind: a request for support, a step down from children’s social care,"
        " and a family that social care has assessed and signposted with no further action."
    ),
    _(
        "Accepted are those after which a service, a lead practitioner or an open plan helps the"
        " family. The share is of all of that kind that were decided."
    ),
)


def category(kind, turn):
    return f"{kind}_{turn}"


CATEGORIES = {
    category(kind, turn): format_lazy("{kind}: {turn}", kind=kind.label, turn=words)
    for kind in ReferralKind
    for turn, words in TURNS.items()
}
SQL = f"""
SELECT date_trunc('month', decided_at AT TIME ZONE 'Europe/London')::date, hub_id,
       professional.kind || CASE WHEN decision IN ({", ".join(f"'{d}'" for d in sorted(ACCEPTING))})
           THEN '_{ACCEPTED}' ELSE '_{OTHERWISE}' END,
       count(*)
FROM referrals_referral
JOIN referrals_professionalreferral professional
  ON professional.referral_id = referrals_referral.id
WHERE decided_at >= %(start)s::timestamp AT TIME ZONE 'Europe/London'
  AND decided_at < %(end)s::timestamp AT TIME ZONE 'Europe/London'
  AND (%(hub)s::uuid IS NULL OR hub_id = %(hub)s)
GROUP BY 1, 2, 3
"""
