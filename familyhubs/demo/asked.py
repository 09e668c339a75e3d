"""One request with everything a family can say, a young person's own, and counted answers."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from familyhubs.database.actor import SystemActor, set_actor
from hubs.members.rules import later
from hubs.models import Postcode
from referrals import actions
from referrals.actions.besides import write_besides
from referrals.forms.compose import AT_HOME
from referrals.models import EqualityAnswer
from referrals.models.equality import QUESTIONS

CARD = {
    "phone": "+447700900140",
    "address": "14 Mill Lane",
    "preferred": "video",
    "may_video": True,
    "may_call": True,
    "may_post": True,
    "safe_hours": ["school"],
    "good_times": "when he is at work",
    "never_times": "after 5 pm",
    "must_not_know": "Her partner reads her phone",
    "code_word": "Heron",
    "helps": ["signing", "large_print"],
}
STORY = "The baby comes in spring and she sleeps on my sofa. She wants to be somewhere of her own."
# The smallest page that every reader opens.
PAGE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R
/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 62>>stream
BT /F1 18 Tf 60 760 Td (A paper form, filled in by hand) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def asked(*, staff, hub):
    """For somebody else who agrees, on paper: read the request's page to see it all."""
    taken_by = staff.triage[hub.pk]
    set_actor(taken_by.pk)
    today = timezone.localdate()
    referral = actions.receive(
        channel="paper",
        source="1B",
        asker="somebody_else",
        contact_name="Leah Marsh",
        contact=CARD,
        by=taken_by,
        taken_by=taken_by,
        hub=hub,
        story=STORY,
        postcode=Postcode.objects.filter(ward__hub=hub).order_by("postcode").first().postcode,
        people=[
            {"full_name": "Leah Marsh", "is_child": False, "is_contact": True},
            {"full_name": "baby", "is_child": True, "is_unborn": True,
             "due_on": today + timedelta(weeks=18)},
            {"full_name": "Noah Marsh", "is_child": True, "age_told": 5,
             "note": "He hides when it gets loud."},
            {"full_name": "Noah’s dad", "is_child": False, "lives_elsewhere": True},
        ],
        topics=("new_baby", "housing"),
        happened_at=timezone.now() - timedelta(minutes=40),
    )  # fmt: skip
    write_besides(
        referral, by=taken_by, filled_in={"name": "Grace Bell", "relation": "her neighbour"}
    )
    actions.add_files(referral, [ContentFile(PAGE, name="form.pdf")], by=taken_by)
    set_actor(SystemActor.PUBLIC)
    asked_alone(hub)
    count_answers(today)


def asked_alone(hub):
    """What a young person sent for themselves: the page says whom not to tell."""
    actions.receive(
        channel="web",
        source="1C",
        asker="young",
        contact_name="Mina",
        contact={
            "phone": "+447700900141",
            "preferred": "whatsapp",
            "may_whatsapp": True,
            "may_video": True,
            "must_not_know": str(AT_HOME["ask"]),
        },
        by=SystemActor.PUBLIC,
        hub=hub,
        story="I look after my brother before and after school and I am always late and tired.",
        people=[{"full_name": "Mina", "is_child": True, "is_contact": True, "age_told": 14}],
        topics=("young_carer", "attendance"),
        happened_at=timezone.now() - timedelta(minutes=25),
        alone={
            "at_home": "ask",
            "who_may_know": "My aunt knows already.",
            "talk_to": "woman",
            "school": "Mill Lane Academy",
        },
    )


def count_answers(today):
    """A year of answers, so that the figures of who asks show something."""
    rows = []
    for back in range(1, 13):
        for at in range(9):
            turn = back * 9 + at
            answers = {
                name: choices[turn % step % len(choices)][0]
                for (name, choices), step in zip(QUESTIONS.items(), (5, 7, 13, 11), strict=True)
                if turn % 4 or name != "disability"
            }
            rows.append(EqualityAnswer(month=later(today.replace(day=1), -back), **answers))
    EqualityAnswer.objects.bulk_create(rows)
