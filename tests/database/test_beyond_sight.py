"""Every place that reads beyond what its actor may see, by file: few, and each with its reason."""

import re

from django.conf import settings

# File → how often. A new one is argued for in review: the door is `visible_to`.
USES = {
    "families/actions/contact.py": 1,
    "families/actions/deaths.py": 2,
    "families/actions/desk.py": 2,
    "families/actions/emergency.py": 1,
    "families/actions/inspections.py": 3,
    "families/actions/organisations.py": 1,
    "families/actions/records.py": 1,
    "families/actions/stopping.py": 1,
    "families/actions/teams.py": 1,
    "families/lookups.py": 2,
    "families/receipts.py": 1,
    "families/views/governance.py": 4,
    "families/views/inspections.py": 1,
    "families/views/led.py": 1,
    "families/views/online.py": 1,
    "families/views/stopping_public.py": 1,
    "families/views/written.py": 1,
    "familyhubs/notifications/outbox.py": 6,
    "familyhubs/notifications/views.py": 1,
    "familyhubs/pages/denials.py": 1,
    "familyhubs/pages/desk.py": 1,
    "familyhubs/pages/finding/actions.py": 1,
    "familyhubs/pages/people/actions.py": 2,
    "familyhubs/pages/people/holdings.py": 1,
    "familyhubs/pages/people/lists.py": 1,
    "familyhubs/uploads/actions.py": 1,
    "familyhubs/rights/keeping/actions/holding.py": 1,
    "familyhubs/rights/keeping/views/holds.py": 2,
    "familyhubs/rights/keeping/views/never.py": 1,
    "familyhubs/rights/keeping/views/schedule.py": 1,
    "familyhubs/rights/copies/actions/linking.py": 2,
    "familyhubs/rights/copies/views/public.py": 1,
    "familyhubs/rights/copies/views/requests.py": 1,
    "familyhubs/rights/holdings.py": 1,
    "familyhubs/rights/registers/views/breaches.py": 1,
    "familyhubs/rights/registers/views/requests.py": 1,
    "familyhubs/rights/merging/actions/merging.py": 1,
    "familyhubs/rights/merging/actions/telling.py": 1,
    "familyhubs/rights/merging/actions/undoing.py": 1,
    "familyhubs/rights/merging/blockers.py": 1,
    "familyhubs/rights/merging/sameness.py": 1,
    "hubs/actions/forgetting.py": 1,
    "hubs/actions/telling.py": 1,
    "referrals/actions/chats.py": 1,
    "referrals/actions/concerns.py": 2,
    "referrals/actions/deadlines.py": 2,
    "referrals/actions/finding.py": 1,
    "referrals/actions/following.py": 1,
    "referrals/actions/giving.py": 1,
    "referrals/actions/questions.py": 1,
    "referrals/actions/replying.py": 1,
    "referrals/actions/telling.py": 4,
    "referrals/chat/reading.py": 2,
    "referrals/coming.py": 1,
    "referrals/desk/status.py": 1,
    "referrals/lately.py": 1,
    "referrals/views/capacity.py": 1,
    "referrals/views/late.py": 2,
    "referrals/what_if.py": 1,
}


def test_each_use_is_known():
    found = {}
    for path in sorted(settings.BASE_DIR.glob("*/**/*.py")):
        name = path.relative_to(settings.BASE_DIR).as_posix()
        if name.startswith(("tests/", ".venv/", "var/")) or name == "familyhubs/database/actor.py":
            continue
        if uses := len(re.findall(r"(?:with|@)\s*beyond_sight\(", path.read_text())):
            found[name] = uses
    assert found == USES
