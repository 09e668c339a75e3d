"""What is held about the people of an invented family: numbers, names, needs, ways of contact."""

from families.actions import (
    add_identifier,
    add_name,
    answer_channels,
    change_send,
    check_online,
    record_needs,
    set_languages,
    tell_ethnicity,
)
from families.models import CardWay, FamilyMember
from hubs.actions import save_leaflet
from hubs.models import Activity, Topic

TOLD = {"source": "themselves"}
# On addresses that nobody can own.
LEAFLETS = (
    ("Somnul copilului mic", "ro", "video", "https://leaflets.calderwick.example/ro/sleep"),
    ("Primele cuvinte", "ro", "leaflet", "https://leaflets.calderwick.example/ro/talking"),
    ("Sen małego dziecka", "pl", "video", "https://leaflets.calderwick.example/pl/sleep"),
    ("ننھے بچے کی نیند", "ur", "video", "https://leaflets.calderwick.example/ur/sleep"),
)


def add_leaflets(*, by):
    """Short videos and leaflets in the languages that the hubs hear most."""
    topic = Topic.objects.order_by("name", "pk").first()
    for title, language, kind, url in LEAFLETS:
        told = {"title": title, "language": language, "kind": kind, "url": url}
        save_leaflet(None, topic=topic, by=by, **told)


def tell_of_people(family, *, by):
    """One parent and one child of it, as a worker wrote them down after a visit."""
    members = FamilyMember.objects.current().filter(family=family).select_related("person")
    parent = members.filter(role="parent").order_by("starts_at", "pk").first()
    child = members.filter(role="child").order_by("-person__born_on", "pk").first()
    if parent is None or child is None:
        return
    needs = {"spoken": {"language": "ro", "interpreter": "female"}, "step_free": {}}
    more = {"words": "She reads well and asks for words on paper."}
    record_needs(parent, needs=needs, by=by, **TOLD, **more)
    add_name(parent, use="maiden", name="Elena Ionescu", by=by, **TOLD)
    set_languages(parent, main="ro", others=["en"], by=by, **TOLD)
    tell_ethnicity(parent, group="white_other", described="Romanian", by=by, **TOLD)
    answers = dict.fromkeys(CardWay.values, "may_not") | {"call": "may", "video": "not_asked"}
    if parent.person.contact_card is None:
        answers.pop("call")
    answer_channels(parent, answers=answers, said_by=parent.person.full_name, by=by, **TOLD)
    # From the range that the NHS keeps for tests.
    letter = {"source": "document", "by": by}
    add_identifier(child, system="nhs", value="9990000018", **letter)
    add_identifier(child, system="upn", value="H801200001001", **letter)
    told = {"stages": ["concern"], "need_types": ["SLCN"], "disabilities": []}
    change_send(child, status="K", source="carer", by=by, **told)
    online = Activity.objects.filter(hub=family.hub, mode="online").order_by("name").first()
    if online:
        said = {"name_shown": True, "waiting_room": True, "overheard": False}
        check_online(parent, activity=online, asked_alone=False, by=by, **said)
