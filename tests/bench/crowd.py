"""A county beside the told families: quiet records and requests, made in the database itself.

For each family three people and ten contacts and notes; for ten families 15 requests that were
decided over six years; for a hundred one that is open: at 200,000 families 600,000 people,
2,000,000 contacts and notes, 300,000 requests and 2,000 open ones. Sets, not rows: the memory that
it takes here is the same for any number.
"""

from django.db import connections, transaction

from familyhubs.database.actor import SystemActor, set_actor
from familyhubs.demo import names

PEOPLE, REQUESTS, OPEN, ENTRIES = 3, 1.5, 0.01, 10
# On the record of one family a worker leads: what the page is measured by.
LONG_TIMELINE = 500
# The commonest first: each next one is rarer, as names are.
FIRST = ["Mohammed", "Emma", "Muhammad", "Jack", *names.FIRST_WOMEN, *names.FIRST_MEN]
CHILDREN = ["Mohammed", "Olivia", "Muhammad", "Noah", *names.FIRST_CHILDREN]
LAST = ["Khan", "Smith", "Patel", "Jones", *names.LAST]

PREPARE = """
CREATE FUNCTION pg_temp.one_of(listed text[]) RETURNS text LANGUAGE sql VOLATILE AS
    $$ SELECT listed[1 + floor(cardinality(listed) * random() ^ 1.5)] $$;
CREATE FUNCTION pg_temp.postcode() RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT 'ZZ' || 20 + floor(random() * 40) || ' ' || floor(random() * 9) ||
        chr(65 + floor(random() * 8)::int) || chr(65 + floor(random() * 6)::int) $$;
CREATE TEMP TABLE hub AS
    SELECT hub.id, row_number() OVER (ORDER BY hub.name) - 1 AS at, count(*) OVER () AS many,
        (SELECT min(code) FROM hubs_area WHERE hub_id = hub.id AND kind = 'ward') AS ward,
        (SELECT min(decided_by_id::text)::uuid FROM referrals_referral
            WHERE hub_id = hub.id AND status = 'decided') AS officer
    FROM hubs_hub AS hub;
SELECT setseed(0.4);
ALTER TABLE families_person DISABLE TRIGGER keys_of_new_people;
ALTER TABLE families_familymember DISABLE TRIGGER keys_of_new_members;
-- The rows stand for themselves: no history of how they came.
SELECT set_config('pgtrigger.ignore', '{' || string_agg(tgname, ',') || '}', true)
    FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_insert\\_insert%%';
"""
RECORDS = """
CREATE TEMP TABLE quiet AS
    SELECT gen_random_uuid() AS id, n, hub.id AS hub_id, hub.ward AS ward_id,
        pg_temp.one_of(%(last)s) AS name, pg_temp.postcode() AS postcode,
        now() - random() * interval '6 years' AS since
    FROM generate_series(1, %(families)s) AS n JOIN hub ON hub.at = n %% hub.many;
INSERT INTO families_family (id, updated_at, reference, name, is_restricted, postcode,
        no_fixed_address, first_known_at, hub_id, ward_id)
    SELECT id, since, 'QT' || lpad(n::text, 8, '0'), name, random() < 0.01, postcode, false,
        since, hub_id, ward_id FROM quiet;
CREATE TEMP TABLE person AS
    SELECT gen_random_uuid() AS id, quiet.id AS family_id, quiet.n, at, since, quiet.hub_id,
        quiet.ward_id, quiet.postcode,
        pg_temp.one_of(CASE WHEN at = 1 THEN %(first)s::text[] ELSE %(children)s::text[] END)
            || ' ' || name AS full_name,
        since::date - (CASE WHEN at = 1 THEN 7000 ELSE 30 END + floor(random() * 5800)::int) AS born
    FROM quiet, generate_series(1, %(people)s) AS at;
INSERT INTO families_person (id, updated_at, full_name, known_as, born_on, born_accuracy,
        died_accuracy, has_died)
    SELECT id, since, full_name, '', CASE WHEN random() < 0.9 THEN born END, 'AAA', 'AAA', false
    FROM person;
INSERT INTO families_familymember (id, updated_at, starts_at, end_reason, role, relationship,
        lives_with, may_be_told, family_id, person_id)
    SELECT gen_random_uuid(), since, since, '', CASE WHEN at = 1 THEN 'parent' ELSE 'child' END, '',
        true, 'shared', family_id, id FROM person;
"""
# The keys of all of them at once: by their triggers each would be written twice.
KEYS = """
ALTER TABLE families_person ENABLE TRIGGER keys_of_new_people;
ALTER TABLE families_familymember ENABLE TRIGGER keys_of_new_members;
SELECT families_keep_keys(ARRAY(SELECT id FROM person));
"""
REQUESTS_OF_THEM = """
CREATE INDEX ON person (n);
ANALYZE person;
CREATE TEMP TABLE asked AS
    SELECT gen_random_uuid() AS id, gen_random_uuid() AS card_id, request.n, is_open,
        parent.family_id, parent.full_name, parent.hub_id, parent.ward_id, parent.postcode,
        hub.officer, random() AS chance, random() AS luck,
        now() - CASE WHEN is_open THEN random() * interval '20 days'
            ELSE interval '1 day' + random() * interval '6 years' END AS at
    FROM (
        SELECT n, n <= %(open)s AS is_open, 1 + n %% %(families)s AS whose
        FROM generate_series(1, %(open)s + %(decided)s) AS n
    ) AS request
    JOIN person AS parent ON parent.n = whose AND parent.at = 1
    JOIN hub ON hub.id = parent.hub_id;
CREATE TEMP TABLE model AS
    SELECT story, (SELECT decision_reason FROM referrals_referral WHERE decision = 'iag' LIMIT 1)
        AS reason FROM referrals_referral WHERE story <> '' LIMIT 1;
CREATE TEMP TABLE card AS SELECT * FROM contact_contactcard WHERE phone <> '' LIMIT 1;
INSERT INTO contact_contactcard
    SELECT (jsonb_populate_record(card, jsonb_build_object('id', asked.card_id))).*
    FROM asked, card;
INSERT INTO referrals_referral (id, recorded_at, updated_at, reference, channel, source, asker,
        referrer_role, agreement, agreement_words, tried, contact_name, story, postcode,
        no_fixed_address, safety_flags, happened_at, screen_due_at, decision_due_at,
        contact_due_at, screened_at, screened_by_id, status, paused_at, paused_for, review_on,
        decision, decision_reason, decided_at, decided_by_id, level, contact_card_id, family_id,
        hub_id, ward_id, agency, held_at, held_by_id, moved_because)
    SELECT id, at, at, 'QT' || lpad(n::text, 8, '0'),
        (ARRAY['web', 'web', 'phone', 'walk_in', 'paper', 'email'])[1 + floor(luck * 6)],
        '1A', 'my_family', '', '', '', '', full_name, story, postcode, false,
        CASE WHEN chance < 0.1 THEN '["harm"]'::jsonb ELSE '[]' END, at, at + interval '4 hours',
        at + interval '2 days', at + interval '2 days',
        CASE WHEN luck < 0.7 OR NOT is_open THEN least(at + interval '3 hours', now()) END,
        CASE WHEN luck < 0.7 OR NOT is_open THEN officer END, status,
        CASE WHEN status IN ('asked_family', 'preparing') THEN at END,
        CASE WHEN status IN ('asked_family', 'preparing') THEN reason ELSE '' END,
        CASE WHEN status = 'preparing' THEN current_date + 14 END,
        CASE WHEN is_open THEN '' WHEN chance < 0.45 THEN 'eha' WHEN chance < 0.9 THEN 'iag'
            ELSE 'nfa_declined' END,
        CASE WHEN is_open OR chance < 0.45 THEN '' ELSE reason END,
        CASE WHEN NOT is_open THEN least(at + luck * interval '4 days', now()) END,
        CASE WHEN NOT is_open THEN officer END,
        CASE WHEN NOT is_open AND chance < 0.45 THEN 2 + (luck * 2)::int END, card_id,
        CASE WHEN NOT is_open AND chance < 0.45 THEN family_id END, hub_id, ward_id, '',
        CASE WHEN is_open AND chance > 0.8 THEN at END,
        CASE WHEN is_open AND chance > 0.8 THEN officer END, ''
    FROM model, (SELECT *, CASE WHEN NOT is_open THEN 'decided' WHEN luck < 0.85 THEN 'waiting'
        WHEN luck < 0.95 THEN 'asked_family' ELSE 'preparing' END AS status FROM asked) AS asked;
INSERT INTO referrals_referralperson (id, recorded_at, updated_at, full_name, is_child, is_unborn,
        is_contact, born_on, lives_elsewhere, note, referral_id)
    SELECT gen_random_uuid(), asked.at, asked.at, person.full_name, person.at > 1, false,
        person.at = 1, CASE WHEN random() < 0.7 THEN person.born END, false, '', asked.id
    FROM asked JOIN person ON person.family_id = asked.family_id AND person.at < 3;
INSERT INTO referrals_referralneed (id, recorded_at, updated_at, topic, need_id, referral_id)
    SELECT gen_random_uuid(), at, at, 'sleep_feeding', NULL, id FROM asked;
INSERT INTO referrals_contactattempt (id, recorded_at, updated_at, happened_at, channel, reached,
        note, referral_id, by_id)
    SELECT gen_random_uuid(), at, at, at, 'call', chance < 0.6 OR luck < 0.3, '', id, officer
    FROM asked WHERE NOT is_open OR chance < 0.5;
INSERT INTO referrals_proposedmatch (id, recorded_at, updated_at, score, reasons, family_id,
        referral_id)
    SELECT gen_random_uuid(), at, at, 90, '[["name", "match"]]', family_id, id
    FROM asked WHERE is_open OR luck < 0.5;
INSERT INTO families_grant (id, updated_at, starts_at, end_reason, kind, cause_id, family_id,
        hub_id)
    SELECT gen_random_uuid(), asked.at, asked.at, '', 'triage', asked.id, family.id, asked.hub_id
    FROM asked JOIN families_family AS family ON family.id = family_id AND NOT is_restricted
    WHERE is_open;
"""

ENTRIES_OF_THEM = """
CREATE TEMP TABLE writer AS
    SELECT id, organisation_id, row_number() OVER (ORDER BY id) - 1 AS at, count(*) OVER () AS many
    FROM accounts_user WHERE id IN (
        SELECT user_id FROM families_involvement WHERE role = 'lead' AND user_id IS NOT NULL
    );
INSERT INTO families_timelineentry (id, recorded_at, updated_at, happened_at, kind, sensitivity,
        summary, body, channel, also_present, amendment_reason, family_id, author_id,
        organisation_id)
    SELECT gen_random_uuid(), since, since, since,
        CASE WHEN luck < 0.6 THEN 'contact' ELSE 'note' END,
        CASE WHEN luck BETWEEN 0.2 AND 0.4 THEN 'team' ELSE 'shared' END,
        'Rang about how the week went', repeat('They said how the nights are. ', 6),
        CASE WHEN luck < 0.6 THEN 'call' ELSE '' END, '', '', family_id, writer.id,
        organisation_id
    FROM (
        SELECT id AS family_id, random() AS luck,
            now() - random() * interval '6 years' - interval '1 hour' AS since,
            floor(random() * (SELECT count(*) FROM writer)) AS wrote
        FROM (
            SELECT id, generate_series(1, %(entries)s) FROM quiet
            UNION ALL SELECT family_id, generate_series(1, %(long)s) FROM (
                SELECT plan.family_id FROM outcomes_plan AS plan
                JOIN families_involvement AS lead ON lead.family_id = plan.family_id
                    AND lead.role = 'lead' AND lead.ends_at IS NULL
                WHERE plan.closed_at IS NULL AND lead.user_id = %(worker)s
                ORDER BY plan.opened_at LIMIT 1
            ) AS long
        ) AS each
    ) AS entry JOIN writer ON writer.at = wrote;
"""


def without_checks(cursor):
    """Take indexes and foreign keys away, and give how to make them.

    Built, or checked, at the end for all rows they take a tenth of the time.
    """
    cursor.execute(
        "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),"
        " format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,"
        " pg_get_constraintdef(oid)) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid = 'families_timelineentry'::regclass"
        " UNION ALL SELECT format('DROP INDEX %I', indexname), indexdef FROM pg_indexes"
        " WHERE schemaname = 'public' AND (indexdef LIKE '%USING gin%'"
        " AND tablename SIMILAR TO '(families|referrals)\\_%'"
        " OR tablename = 'families_timelineentry' AND indexdef NOT LIKE '%UNIQUE%')"
    )
    found = cursor.fetchall()
    for drop, _make in found:
        cursor.execute(drop)
    return [make for _drop, make in found]


def build_crowd(families, told, worker, say):
    """Who is missing of so many families beside those that were told; gives about how many rows."""
    given = {
        "families": max(1, families - told),
        "decided": round(families * REQUESTS) - told,
        "open": max(1, round(families * OPEN)),
        "people": PEOPLE,
        "entries": ENTRIES,
        "long": LONG_TIMELINE,
        "worker": worker.pk,
        "first": FIRST,
        "children": CHILDREN,
        "last": LAST,
    }
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        set_actor(SystemActor.SETUP, using="owner")
        # Checked at once: left to the end, millions of checks would wait in memory.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        again = without_checks(cursor)
        for rows in (PREPARE, RECORDS, KEYS, REQUESTS_OF_THEM, ENTRIES_OF_THEM):
            for statement in filter(str.strip, rows.split(";\n")):
                cursor.execute(statement, given)
        say("  a county beside them; its indexes")
        for statement in again:
            cursor.execute(statement)
    requests = given["decided"] + given["open"]
    return given["families"] * (1 + 3 * PEOPLE + ENTRIES) + requests * 7
