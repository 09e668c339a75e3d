"""The first words in which families are asked, and the law on which each purpose stands."""

from datetime import UTC, datetime

from django.db import migrations

FROM = datetime(2026, 11, 1, tzinfo=UTC)
WORDS = {
    "support": "I would like help from the family hub. I know that I can say no, and that I can"
    " stop at any time.",
    "share": "You can tell [organisation] what they need to know to help. I can stop this at any"
    " time. If I say no, I still get help, but I may have to tell my story again.",
    "gather": "You can ask [organisation] what they know that would help. I can stop this at any"
    " time.",
    "messages": "You can send me messages about the help I get, in the ways that I said are safe.",
    "news": "I want to hear about news and what’s on. I can stop this at any time.",
    "images": "You can use the photos, stories or recordings that I was told about, for what I was"
    " told. I can stop this at any time. What is printed already stays printed.",
    "research": "You can ask me whether I want to take part in research. I can say no each time.",
}
PUBLIC_TASK = "Public task: Children Act 2004 sections 10 and 11; Childcare Act 2006 section 3."
CARE = " Special category: Data Protection Act 2018 Schedule 1 paragraphs 2 and 18."
BASES = {
    "support": ("e", "h", PUBLIC_TASK + CARE),
    "share": ("e", "g", PUBLIC_TASK + CARE + " Common-law confidentiality is met by agreement."),
    "gather": ("e", "g", PUBLIC_TASK + CARE + " Common-law confidentiality is met by agreement."),
    "messages": ("e", "", PUBLIC_TASK),
    "news": ("a", "", "Consent, with Regulation 22 of PECR 2003."),
    "images": ("a", "a", "Consent."),
    "research": ("a", "", "Consent to be asked; statutory evaluation is a public task."),
}


def write(apps, editor):
    owner = editor.connection.alias
    Wording = apps.get_model("families", "Wording")
    Wording.objects.using(owner).bulk_create(
        Wording(purpose=purpose, language="en-gb", version=1, text=text, in_force_from=FROM)
        for purpose, text in WORDS.items()
    )
    LawfulBasis = apps.get_model("families", "LawfulBasis")
    LawfulBasis.objects.using(owner).bulk_create(
        LawfulBasis(purpose=purpose, article_6=six, article_9=nine, law=law, starts_at=FROM)
        for purpose, (six, nine, law) in BASES.items()
    )


class Migration(migrations.Migration):
    dependencies = [("families", "0042_the_ledger")]

    # Backwards the tables themselves go.
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
