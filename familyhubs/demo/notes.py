"""What colleagues wrote of families this week: notes, a draft, a warning, a document."""

from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from families import actions
from families.models import Family, Involvement

LETTER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    b"4 0 obj<</Length 76>>stream\nBT /F1 14 Tf 60 760 Td (Attendance this half term: "
    b"86 per cent. Thank you.) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def notes(hub, *, staff, as_somebody):
    """By the portal's own actions, for the families that one practitioner leads."""
    worker = as_somebody(staff.workers[hub.pk][0])
    led = Involvement.objects.current().leads().filter(user=worker, family__is_restricted=False)
    families = Family.objects.filter(pk__in=led.values("family")).order_by("name", "pk")[:2]
    for family, say in zip(families, (visited, warned), strict=False):
        say(family, worker, staff.managers[hub.pk])


def visited(family, worker, manager):
    """A visit, a thought for few, and a note that is not finished."""
    people = [row.person for row in family.members.current().select_related("person")]
    actions.write_note(
        family,
        kind="contact",
        summary="Visited at home: mornings are calmer",
        body="They have breakfast together before school now. The bus is still the hard part.",
        present=people[:2],
        also_present="The health visitor",
        sensitivity="team",
        by=worker,
    )
    actions.write_note(
        family,
        summary="To talk through in supervision",
        body="I am not sure whether we go too fast. Ask before the next visit.",
        sensitivity="restricted",
        readers=[manager],
        by=worker,
    )
    typed = {
        "kind": ["contact"],
        "summary": ["Rang about the school bus"],
        "body": ["The school says"],
        "sensitivity": ["shared"],
    }
    actions.keep_draft(family, key=uuid4(), typed=typed, seen=0, by=worker)


def warned(family, worker, manager):
    """What to do before a visit, and a letter."""
    actions.warn(
        family,
        person=None,
        what_to_do="Ring before you visit: the dog must be in the yard first",
        why="The dog bit a parcel carrier in spring. The family keeps it in the yard for visits.",
        is_disclosed=True,
        review_on=timezone.localdate() + timedelta(days=60),
        by=worker,
    )
    actions.add_document(
        family,
        upload=SimpleUploadedFile("attendance.pdf", LETTER, "application/pdf"),
        title="Attendance letter of the school",
        kind="letter",
        is_given_to_family=True,
        sensitivity="team",
        by=worker,
    )
