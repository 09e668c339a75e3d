"""What professionals sent this week: with an account, without one, and what waits to be asked."""

from django.utils import timezone

from familyhubs.database.actor import SystemActor, set_actor
from hubs.models import Postcode, Team
from referrals import actions as front_door
from referrals.actions.professional import make_referral

CHILD = {"is_child": True, "is_contact": False}
# Who is answered, the child, what is said, what was tried, and what only a professional says.
WITHOUT_ACCOUNT = (
    "Dawn Pickering",
    "Alfie Pickering",
    "Mum has lost weight and cries at pick-up. She says she would like somebody to talk to.",
    "A weekly chat with our family worker",
    {
        "agency_kind": "early_years",
        "name": "Priya Nair",
        "email": "priya.nair@little-acorns.example",
        "relation": "Alfie’s key worker at nursery",
        "who_agreed": "Alfie’s mother",
        "told_how": "At pick-up, in the quiet room",
        "role_wanted": "Parent Engagement worker",
    },
)
SIGNPOSTED = (
    "Gareth Pugh",
    "Ellis Pugh",
    "Our assessment found no need for a social worker. Dad asked for help with routines.",
    "One visit and two telephone calls",
    {
        "kind": "csc_nfa",
        "agency_kind": "social_care",
        "relation": "Social worker who assessed them",
        "who_agreed": "Ellis’s father",
        "told_how": "On our last visit",
    },
)


def professionals(*, staff, hubs):
    """One by a confirmed address, one that social care signposted, one not sent yet."""
    public, worker = SystemActor.PUBLIC, staff.workers[hubs[0].pk][0]
    without = {"email_confirmed": True, "agency": "Little Acorns Nursery", "source": "2B"}
    send(WITHOUT_ACCOUNT, hub=hubs[0], by=public, **without)
    team = Team.objects.filter(hub=hubs[0]).order_by("name").first()
    signposted = {"source": "5A", "referrer": worker, "organisation": worker.organisation}
    send(SIGNPOSTED, hub=hubs[0], by=worker, team=team, **signposted)
    partner = staff.partners[0]
    set_actor(partner.pk)
    draft = front_door.start_referral(owner=partner)
    asked = {"agreement": ["not_asked"], "why_without": ["not_yet"]}
    front_door.keep_section(draft, section="agreement", typed=asked)
    named = {"contact_name": ["Hannah Dale"], "ways": ["in_person"]}
    front_door.keep_section(draft, section="contact", typed=named)


def send(row, *, hub, by, team=None, email_confirmed=False, **about):
    """By the portal's own action, like the form."""
    adult, child, story, tried, part = row
    set_actor(getattr(by, "pk", by))
    draft = front_door.start_referral()
    request = {
        "channel": "professional",
        "asker": "somebody_else",
        "contact_name": adult,
        "contact": {"phone": "+447700900199", "may_call": True, "preferred": "call"},
        "hub": hub,
        "postcode": Postcode.objects.filter(ward__hub=hub).order_by("postcode")[70].postcode,
        "story": story,
        "tried": tried,
        "people": [{"full_name": adult, "is_child": False, "is_contact": True}],
        "topics": ["parent_mood"],
        "agreement": "agrees",
        "referrer_role": part["relation"],
        **about,
    }
    request["people"].append({"full_name": child, **CHILD})
    part = part | {"team_wanted": team}
    if email_confirmed:
        part["confirmed_at"] = timezone.now()
    make_referral(draft, request, {"kind": "support", **part}, by=by)
