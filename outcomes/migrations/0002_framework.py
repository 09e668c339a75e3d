"""The ten headings and the needs under them (domain.md 2.1), with the wording in use from 2022."""

from datetime import date

from django.db import migrations

SINCE = date(2022, 4, 1)
FRAMEWORK = {
    (1, "Getting a good education"): {
        "1.1": "Attendance below 90%",
        "1.2": "Attendance below 50%: severe absence",
        "1.3": "Not in suitable full-time education",
        "1.4": "Special educational needs not being met",
    },
    (2, "Good early years development"): {
        "2.1": "Expectant or new parents who need additional or specialist support",
        "2.2": "Physical health needs of a child under 5 not met",
        "2.3": "Developmental needs of a child under 5 not met",
    },
    (3, "Improved mental and physical health"): {
        "3.1": "Child needs mental health support",
        "3.2": "Adult needs mental health support",
        "3.3": "Learning disability, neurodiversity or physical health need affecting the family",
    },
    (4, "Promoting recovery and reducing harm from substance use"): {
        "4.1": "Adult with a drug or alcohol problem",
        "4.2": "Child or young person with a drug or alcohol problem",
    },
    (5, "Improved family relationships"): {
        "5.1": "Harmful conflict between parents",
        "5.2": "Child or young person violent or abusive at home",
        "5.3": "Unsupported young carer, or changed caring circumstances",
    },
    (6, "Children safe from abuse and exploitation"): {
        "6.1": "Abuse or neglect in the household, now or in the past",
        "6.2": "Missing from home",
        "6.3": "Risk of sexual exploitation",
        "6.4": "Risk of criminal exploitation",
        "6.5": "Risk of radicalisation",
        "6.6": "Harm outside the family: peers, online, bullying",
    },
    (7, "Crime prevention and tackling crime"): {
        "7.1": "Adult crime or anti-social behaviour in the last 12 months",
        "7.2": "Young person at risk of crime, gangs or serious violence",
        "7.3": "Young person's crime or anti-social behaviour in the last 12 months",
    },
    (8, "Safe from domestic abuse"): {
        "8.1": "Victim or survivor of domestic abuse in the family",
        "8.2": "Person using abusive behaviour",
        "8.3": "Child affected by domestic abuse",
    },
    (9, "Secure housing"): {
        "9.1": "In temporary accommodation and at risk of losing it",
        "9.2": "Unsuitable or unsustainable housing, threatened with eviction or homelessness",
        "9.3": "Young person of 16 or 17 excluded from home, or at risk of it",
    },
    (10, "Financial stability"): {
        "10.1": "Adult out of work",
        "10.2": "Unmanageable debt, or support with money needed",
        "10.3": "Young person not in education, employment or training",
    },
}


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    heading_model = apps.get_model("outcomes", "Heading")
    need_model = apps.get_model("outcomes", "Need")
    needs = []
    for (number, name), under in FRAMEWORK.items():
        heading = heading_model.objects.using(alias).create(number=number, name=name)
        for code, words in under.items():
            position = len(needs) + 1
            needs.append(
                need_model(
                    code=code, heading=heading, name=words, position=position, active_from=SINCE
                )
            )
    need_model.objects.using(alias).bulk_create(needs)


def empty(apps, schema_editor):
    alias = schema_editor.connection.alias
    for name in ("Need", "Heading"):
        apps.get_model("outcomes", name).objects.using(alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0001_initial")]

    operations = [migrations.RunPython(fill, empty)]
