"""The demo’s questions to “ask us”, one of them answered; and a request in Polish (R048)."""

from uuid import uuid4

from familyhubs.accounts.models import User
from familyhubs.database.actor import SystemActor, set_actor
from hubs.models import Role
from referrals import actions

ANSWERED = (
    "Is there a group for dads with a baby? I work until four.",
    "Yes: Dads and babies, on Saturdays at 10. You need not book. See you there!",
)
WAITS = "My girl is two and says no words yet. Whom do I ask?"
POLISH = "Mój syn nie chce chodzić do szkoły. Nie mówię dobrze po angielsku."


def chats(hub):
    """Written by families, answered by the hub’s desk: the same actions as for anybody."""
    desk = User.objects.get(memberships__hub=hub, memberships__role=Role.FRONT_OF_HOUSE)
    words, answer = ANSWERED
    first = ask(hub, words, name="Ben")
    ask(hub, WAITS, name="Lena")
    ask_in_polish(hub)
    set_actor(desk.pk)
    actions.answer_question(first, words=answer, key=uuid4(), by=desk)
    actions.log_chat(first, topic="baby", did="answered", by=desk)


def ask(hub, words, **told):
    set_actor(SystemActor.PUBLIC)
    told |= {"words": words, "hub": hub, "key": uuid4(), "way": "look"}
    return actions.ask_question(by=SystemActor.PUBLIC, **told)


def ask_in_polish(hub):
    """What was typed stays in its language; the page says which it is, and who interprets."""
    actions.receive(
        channel="web",
        source="1A",
        asker="my_family",
        contact_name="Agnieszka Wójcik",
        contact={
            "phone": "+447700900141",
            "preferred": "call",
            "may_call": True,
            "interpreter_language": "Polish",
        },
        by=SystemActor.PUBLIC,
        hub=hub,
        story=POLISH,
        people=[
            {"full_name": "Agnieszka Wójcik", "is_child": False, "is_contact": True},
            {"full_name": "Kuba Wójcik", "is_child": True},
        ],
        topics=("no_school",),
        language="pl",
    )
