"""What the registers' tests begin with: a request, a breach, a case of one's own."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.rights.registers import actions
from familyhubs.rights.registers.models import RightsRequest
from tests.rights.copied import own_case, written

SAID = {
    "name": "Ada Okafor",
    "born_on": "1990-03-27",
    "asker": "self",
    "about": "",
    "reach": "Text me in the morning",
    "what": "You told the school",
}


def sent(kind="complaint", *, days_ago=0, **said):
    """As the public page sends it; some days ago, where a clock is looked at."""
    said = {"email": "", "key": uuid4(), "language": "en-gb"} | SAID | said
    with acting_as(SystemActor.PUBLIC):
        asked = actions.send_in(kind=kind, **said)
    if days_ago:
        ago = timedelta(days=days_ago)
        with acting_as(SystemActor.CLOCK):
            asked.received_on -= ago
            asked.owed_on -= ago
            asked.save()
    return asked


def matched(asked, family, by):
    own_case(family, by)
    with acting_as(by):
        return actions.match(asked, family=family, by=by)


def reported(by, *, hours_ago=1):
    found_at = timezone.now() - timedelta(hours=hours_ago)
    said = "A letter went to the wrong house"
    with acting_as(by):
        return actions.report(said=said, found_at=found_at, by=by, key=uuid4())


def described(breach, by, *, harm="risk"):
    facts = {"what": "A letter", "people_count": 2, "data_kinds": ["contact"], "harm": harm}
    with acting_as(by):
        return actions.describe(breach, by=by, contained="Fetched back", **facts)


def only_request(user):
    with acting_as(user):
        return RightsRequest.objects.get()


def one_in_each_register(family, person, worker, officer, words):
    """What the pages show: a request, a breach that names the family, a disputed line."""
    asked = sent("other", what=words, reach=words, about=words)
    breach = described(reported(worker), officer)
    own_case(family, officer)
    with acting_as(officer):
        actions.name_family(breach, family=family, by=officer)
    note = written(family, words, author=worker)
    with acting_as(worker):
        disputed = actions.dispute(family, said_by=person, words=words, by=worker, entry=note)
    return asked, breach, disputed
