"""A family whose time is over, with one of everything, each text of it marked."""

import re
from datetime import date, timedelta
from uuid import uuid4

from django.apps import apps
from django.db import DataError, IntegrityError, InternalError, connection, models, transaction
from django.utils import timezone

from families.models import Person
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.database.encryption import EncryptedTextField, cipher
from familyhubs.rights.keeping import actions
from familyhubs.rights.keeping.actions.erasing import certify
from familyhubs.rights.keeping.models import Batch, DueRecord, Hold, Rule, RuleChange
from referrals.models import Referral
from tests.cast import somebody
from tests.factories.contact import ContactCardFactory
from tests.factories.families import AgreementFactory
from tests.test_sweeps import one_of_everything

TOMORROW = timezone.localdate() + timedelta(days=1)
MARK = "zq7mark"
TOKEN = re.compile(r"gAAAA[\w=-]{40,}")
OLD = "2000-06-01 12:00+00"


def run(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else None


def everything_of(family, worker, ada):
    """One of everything, of a request that was accepted; its people have ways to reach them."""
    AgreementFactory(family=family, person=ada)
    one_of_everything(family, worker, ada)
    Person.objects.filter(pk=ada.pk).update(contact_card=ContactCardFactory())
    quiet_guards()
    Referral.objects.filter(family=None).update(
        family=family, status="decided", decision="eha", decided_by=worker,
        decided_at=timezone.now(), screened_at=timezone.now(), screened_by=worker,
    )  # fmt: skip


def quiet_guards():
    """For this transaction: no trigger refuses a change; row history is written all the same."""
    run(
        "SELECT set_config('pgtrigger.ignore', '{' || string_agg(tgname, ',') || '}', true)"
        " FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_%%' AND tgname !~ '_(insert|update)_'"
    )


def reached(owner, family):
    """Table → ids of all that hangs on a family."""
    found = {}
    rows = owner.execute(
        "SELECT tab::regclass::text, id FROM keeping_reached('families_family', %s)", [family.pk]
    )
    for table, pk in rows.fetchall():
        found.setdefault(table, []).append(pk)
    return found


def mark(found):
    """A mark in every text of every row, wherever the database lets it stand; how many."""
    by_table = {m._meta.db_table: m for m in apps.get_models()}
    count = 0
    quiet_guards()
    for table, ids in found.items():
        model = by_table[table]
        for field in model._meta.concrete_fields:
            for pk in ids:
                count += mark_one(model, field, pk)
    return count


def mark_one(model, field, pk):
    if isinstance(field, EncryptedTextField):
        value = MARK
    elif isinstance(field, models.JSONField):
        value = [MARK]
    elif isinstance(field, models.CharField | models.TextField) and not field.choices:
        value = f"{MARK}{pk}"[: field.max_length]
    else:
        return 0
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**{field.attname: value})
    except (IntegrityError, DataError, InternalError, ValueError):
        return 0
    return 1


def where_marked(owner):
    """Every table of the database that holds the mark, in the open or encrypted."""
    tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    found = set()
    for (table,) in tables:
        for (text,) in owner.execute(f'SELECT t::text FROM "{table}" t').fetchall():
            opened = "".join(cipher().decrypt(one.encode()).decode() for one in TOKEN.findall(text))
            if MARK in text or MARK in opened:
                found.add(table)
    return found


def rows_of(owner, found):
    """The rows of these tables as text, byte for byte, with their versions."""
    said = {}
    for table, ids in found.items():
        said[table] = rows = owner.execute(
            f'SELECT t::text FROM "{table}" t WHERE id = ANY (%s) ORDER BY id', [ids]
        ).fetchall()
        assert rows
        versions = f"{table}event"
        if owner.execute("SELECT to_regclass(%s)", [versions]).fetchone()[0]:
            said[versions] = owner.execute(
                f'SELECT t::text FROM "{versions}" t WHERE pgh_obj_id = ANY (%s) ORDER BY pgh_id',
                [ids],
            ).fetchall()
    return said


def make_old(family, *ids):
    """All that happened with these families is long over."""
    pk = family.pk
    quiet_guards()
    run("UPDATE families_person p SET born_on = %s, born_accuracy = 'AAA'"
        " FROM families_familymember m"
        " WHERE m.person_id = p.id AND m.family_id = %s", date(1980, 1, 1), pk)  # fmt: skip
    for table in ("families_involvement", "families_governancecase"):
        run(f"UPDATE {table} SET starts_at = %s, ends_at = %s, end_reason = 'Over'"
            " WHERE family_id = %s", OLD, OLD, pk)  # fmt: skip
    run("UPDATE families_timelineentry SET happened_at = %s WHERE family_id = %s", OLD, pk)
    run("UPDATE outcomes_plan SET opened_at = %s, closed_at = %s, closure_reason = 'goals_met'"
        " WHERE family_id = %s", OLD, OLD, pk)  # fmt: skip
    run("UPDATE referrals_referral SET happened_at = %s, screened_at = %s, decided_at = %s"
        " WHERE family_id = %s", OLD, OLD, OLD, pk)  # fmt: skip


def one_of_each(family, officer, words):
    """What the pages of keeping show: a rule, a change, what is due, a batch, a proof, a hold."""
    rule = Rule.objects.get(code="family")
    change = RuleChange.objects.create(
        rule=rule, before=300, months=360, why=words, proposed_by=officer
    )
    now = timezone.now()
    batch = Batch.objects.create(rule=rule, why=words, proposed_by=officer, salt=uuid4())
    DueRecord.objects.create(
        rule=rule, about_id=uuid4(), reference="FH-7K3M-2Q9T", since=now, batch=batch
    )
    done = Batch.objects.create(
        rule=rule, why=words, proposed_by=officer, decided_by=somebody("governance"),
        decided_at=now, approved_at=now, salt=uuid4(),
    )  # fmt: skip
    due = DueRecord.objects.create(
        rule=rule, about_id=family.pk, reference=family.reference, since=now
    )
    certificate = certify(done, by=SystemActor.CLOCK)
    hold = Hold.objects.create(rule=rule, why=words, review_on=TOMORROW, placed_by=officer)
    return rule, change, due, batch, certificate, hold


def agreed_batch(code="family"):
    """Found due, proposed by one officer and agreed to by another."""
    with acting_as(SystemActor.CLOCK):
        actions.find_due(by=SystemActor.CLOCK)
    one, other = somebody("governance"), somebody("governance")
    rule = Rule.objects.get(code=code)
    chosen = DueRecord.objects.to_review().filter(rule=rule).values_list("pk", flat=True)
    batch = actions.propose_batch(rule, chosen=list(chosen), why="Their time is over", by=one)
    actions.decide_batch(batch, agreed=True, answer="", by=other)
    return batch
