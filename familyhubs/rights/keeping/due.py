"""Which records are due, as SQL over whole tables: the rules that the schedule's clocks follow.

What is not known errs on keeping: a child without a date of birth, a month or a year without its
day, a family that social care keeps the record of, that somebody is owed a copy of, or that anybody
did something for this year.
"""

from django.db import connection

# The last day that a part-known date can mean.
BORN = """
CASE p.born_accuracy
    WHEN 'UUE' THEN (date_trunc('year', p.born_on) + interval '2 years - 1 day')::date
    WHEN 'AAA' THEN p.born_on
    ELSE (date_trunc('month', p.born_on) + interval '2 months - 1 day')::date
END
"""
# Where no child is recorded: the last that is known to have happened.
LAST = """
SELECT greatest(f.first_known_at,
    (SELECT max(coalesce(x.closed_at, x.opened_at)) FROM outcomes_plan x
        WHERE x.family_id = f.id),
    (SELECT max(coalesce(x.ends_at, x.starts_at)) FROM families_involvement x
        WHERE x.family_id = f.id),
    (SELECT max(x.happened_at) FROM families_timelineentry x WHERE x.family_id = f.id),
    (SELECT max(coalesce(x.decided_at, x.happened_at)) FROM referrals_referral x
        WHERE x.family_id = f.id)) AT TIME ZONE 'Europe/London'
"""
SINCE = f"""
    SELECT (coalesce(max(coalesce({BORN}, p.due_on)), ({LAST}))
            + make_interval(months => %(months)s))::date AS day,
        coalesce(bool_or(p.born_on IS NULL AND p.due_on IS NULL), false) AS unknown,
        count(p.id) > 0 AS has_children
    FROM families_familymember m JOIN families_person p ON p.id = m.person_id
    WHERE m.family_id = f.id AND m.role IN ('child', 'unborn')
"""
LEVEL = """
coalesce((SELECT c.to_level FROM outcomes_levelchange c WHERE c.family_id = f.id
        ORDER BY c.happened_at DESC, c.recorded_at DESC LIMIT 1), 1)
"""
FAMILY = f"""
SELECT f.id AS about_id, f.reference, since.day AS since
FROM families_family f
CROSS JOIN LATERAL ({SINCE}) since
WHERE since.day <= %(today)s AND NOT since.unknown
    -- What was erased has no people any more, and an end already.
    AND f.reference NOT LIKE 'X%%'
    AND NOT EXISTS (SELECT FROM outcomes_plan x WHERE x.family_id = f.id
        AND (x.closed_at IS NULL OR x.closed_at > %(quiet)s))
    AND NOT EXISTS (SELECT FROM families_involvement x WHERE x.family_id = f.id
        AND (x.ends_at IS NULL OR x.ends_at > %(quiet)s))
    AND NOT EXISTS (SELECT FROM families_timelineentry x WHERE x.family_id = f.id
        AND x.happened_at > %(quiet)s)
    AND NOT EXISTS (SELECT FROM referrals_referral x WHERE x.family_id = f.id
        AND (x.decided_at IS NULL OR x.decided_at > %(quiet)s))
    AND NOT EXISTS (SELECT FROM families_governancecase x WHERE x.family_id = f.id
        AND x.ends_at IS NULL)
    -- Somebody is owed a copy of it.
    AND NOT EXISTS (SELECT FROM copies_copyrequest x WHERE x.family_id = f.id
        AND x.released_at IS NULL)
    -- Stepped up for good: social care keeps the record.
    AND {LEVEL} < 5
"""
REQUEST = """
SELECT r.id AS about_id, r.reference,
    (r.decided_at AT TIME ZONE 'Europe/London' + make_interval(months => %(months)s))::date AS since
FROM referrals_referral r
WHERE r.family_id IS NULL AND r.reference NOT LIKE 'X%%'
    AND r.decided_at <= %(today)s::timestamp - make_interval(months => %(months)s)
    AND NOT EXISTS (SELECT FROM referrals_concern c WHERE c.referral_id = r.id
        AND (c.decided_at IS NULL OR c.decided_at > %(quiet)s))
"""
STOP_REQUEST = """
SELECT s.id AS about_id, '' AS reference,
    (s.done_at AT TIME ZONE 'Europe/London' + make_interval(months => %(months)s))::date AS since
FROM families_stoprequest s
WHERE s.done_at <= %(today)s::timestamp - make_interval(months => %(months)s)
"""
# Of those that somebody matched to a family, the family's clock decides.
RIGHTS_REQUEST = """
SELECT r.id AS about_id, r.reference,
    (r.closed_at AT TIME ZONE 'Europe/London' + make_interval(months => %(months)s))::date AS since
FROM registers_rightsrequest r
WHERE r.family_id IS NULL
    AND r.closed_at <= %(today)s::timestamp - make_interval(months => %(months)s)
    AND NOT EXISTS (SELECT FROM copies_copyrequest x WHERE x.id = r.copy_id
        AND x.released_at IS NULL)
"""
SQL = {
    "family": FAMILY,
    "request": REQUEST,
    "stop_request": STOP_REQUEST,
    "rights_request": RIGHTS_REQUEST,
}


def due_of(rule, *, on, months=None, about=None):
    """The SQL and parameters of what is due by this rule on a day; of one record, if named."""
    sql = SQL[rule.code]
    quiet = f"{on.year - 1}-{on.month:02}-01"
    params = {"months": months or rule.months, "today": on, "quiet": quiet}
    sql = f"SELECT * FROM ({sql}) found WHERE NOT keeping_is_held(%(rule)s, about_id)"
    params["rule"] = rule.pk
    if about is not None:
        sql += " AND about_id = %(about)s"
        params["about"] = about
    return sql, params


def how_many_due(rule, *, on, months=None):
    """How many records would be due, were the period this long."""
    sql, params = due_of(rule, on=on, months=months)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) due", params)
        return cursor.fetchone()[0]


def is_due(rule, about, *, on):
    sql, params = due_of(rule, on=on, about=about)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({sql})", params)
        return cursor.fetchone()[0]
