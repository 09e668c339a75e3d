"""What an actor sees, worked out once for each transaction by the database itself.

The rule of access.md sections 1 and 2, as families/querysets/grounds.py words it in Python: a
property test holds the two together (tests/database/test_sight.py). What is worked out stands in
settings of the transaction, which the policies read:

- `sight`: `all` (a system actor, or code inside `beyond_sight`), `user`, `keys` or nothing;
- `me`, `flags`: who it is, and what they are (`every`, `ordinary`, `council`, `role practitioner`);
- `hubs`: whose ordinary families they see; `families`: single ones; `led`; `barred`;
- `queues`: the hubs whose requests they see; `managed`: the hubs, or hubs of a
  team, that they manage; `desks`: the hubs
  whose open chats they answer;
- `opened`: what the transaction wrote itself, and keys that a visitor has shown.

Within a transaction sight only grows: an end acts on the next request, which every page asks anew.
"""

from .through_others import ACTED_FOR, TOLD

# Who acts where no person does, and what they see. Nobody else sees all.
SEES_ALL = {
    "system:clock": "Every deadline of every family, by the clock",
    "system:delivery": "Whom a message is for, and the instructions of the family it is about",
    "system:matching": "Everybody, to find whom a request may be about",
    "system:setup": "Everything: it fills the database of a demo",
}
SEES_BY_KEYS = {
    "system:public": "Only what a visitor has shown the key of",
    "system:import": "Nothing of people: it reads the directory",
}
# In this order: whatever keeps or restores an actor keeps or restores all of them.
SETTINGS = (
    "sight", "me", "flags", "hubs", "families", "led", "barred", "queues", "managed", "desks",
    "opened",
)  # fmt: skip

KEEP = """
CREATE OR REPLACE FUNCTION policies_keep(name text, ids uuid[], grow boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF grow THEN
        ids := nullif(current_setting('familyhubs.' || name, true), '')::uuid[] || ids;
    END IF;
    PERFORM set_config('familyhubs.' || name, coalesce(ids, '{}')::text, true);
END $$
"""

# Whether a member of a family is covered for an organisation (access.md B).
COVERED = """
CREATE OR REPLACE FUNCTION policies_covered(families uuid[], organisation uuid, at timestamptz)
RETURNS uuid[] LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT member.family_id), '{}')
    FROM families_familymember AS member
    WHERE member.family_id = ANY (families)
        AND member.starts_at <= at AND (member.ends_at IS NULL OR member.ends_at > at)
        AND (EXISTS (
            SELECT FROM families_agreement AS given
            WHERE given.family_id = member.family_id AND given.person_id = member.person_id
                AND given.organisation_id = organisation
                AND given.status = 'given' AND given.purpose = 'share'
                AND given.starts_at <= at AND (given.ends_at IS NULL OR given.ends_at > at)
        ) OR EXISTS (
            SELECT FROM families_sharingdecision AS decided
            WHERE decided.family_id = member.family_id AND decided.person_id = member.person_id
                AND decided.organisation_id = organisation
                AND decided.starts_at <= at AND (decided.ends_at IS NULL OR decided.ends_at > at)
        ))
$$
"""

TAKE = """
CREATE OR REPLACE FUNCTION policies_take_sight(
    actor text, at timestamptz, today date, grow boolean DEFAULT false
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who accounts_user;
    organisation accounts_organisation;
    begun timestamptz := at;
    roles text[]; teams uuid[]; flags text[] := '{}'; mine uuid[]; hub_ids uuid[] := '{}';
    managed uuid[]; managed_teams uuid[]; queues uuid[]; barred uuid[]; led uuid[];
    desks uuid[]; answers uuid[]; told uuid[];
    shared uuid[]; ordinary uuid[] := '{}'; is_council boolean; works boolean; is_agreed boolean;
BEGIN
    IF NOT grow THEN
        PERFORM set_config('familyhubs.' || name, '', true)
        FROM unnest(%(settings)s::text[]) AS name;
        PERFORM set_config('familyhubs.asked_at', at::text, true),
            set_config('familyhubs.asked_on', today::text, true);
    END IF;
    IF actor LIKE 'system:%%' OR actor = '' THEN
        PERFORM set_config('familyhubs.sight', CASE
            WHEN actor = ANY (%(all)s::text[]) THEN 'all'
            WHEN actor = ANY (%(keys)s::text[]) THEN 'keys' ELSE '' END, true);
        RETURN;
    END IF;
    SELECT * INTO who FROM accounts_user
    WHERE id = CASE WHEN actor ~ '^[0-9a-f-]{36}$' THEN actor::uuid END;
    SELECT * INTO organisation FROM accounts_organisation WHERE id = who.organisation_id;
    IF who.id IS NULL OR NOT who.is_active OR who.access_ends_on < today
        OR organisation.ended_on <= today
    THEN
        RETURN;
    ELSIF grow THEN
        begun := at + interval '1 hour';  -- What this transaction wrote began after it did.
    ELSE
        PERFORM set_config('familyhubs.sight', 'user', true),
            set_config('familyhubs.me', actor, true);
    END IF;
    IF organisation.id IS NULL THEN
        RETURN;
    END IF;
    SELECT array_agg(DISTINCT held.role),
        array_agg(DISTINCT team.id) FILTER (WHERE team.ended_on IS NULL OR team.ended_on > today),
        array_agg(DISTINCT held.hub_id) FILTER (WHERE held.role = 'manager'),
        array_agg(DISTINCT team.id) FILTER (WHERE held.role = 'manager'
            AND (team.ended_on IS NULL OR team.ended_on > today)),
        array_agg(DISTINCT coalesce(held.hub_id, team.hub_id))
            FILTER (WHERE held.role IN ('triage', 'manager')),
        array_agg(DISTINCT coalesce(held.hub_id, team.hub_id))
            FILTER (WHERE held.role IN ('front_of_house', 'practitioner', 'manager')),
        array_agg(DISTINCT coalesce(held.hub_id, team.hub_id)) FILTER (WHERE held.role = 'manager'),
        array_agg(DISTINCT 'anywhere ' || held.role)
            FILTER (WHERE held.hub_id IS NULL AND held.team_id IS NULL)
    INTO roles, teams, managed, managed_teams, queues, desks, answers, flags
    FROM hubs_membership AS held LEFT JOIN hubs_team AS team ON team.id = held.team_id
    WHERE held.user_id = who.id AND held.starts_at <= begun
        AND (held.ends_at IS NULL OR held.ends_at > at);
    IF roles IS NULL THEN
        RETURN;
    END IF;
    is_council := organisation.kind = 'council';
    is_agreed := is_council OR EXISTS (
        SELECT FROM families_sharingagreement AS agreed
        WHERE agreed.organisation_id = organisation.id AND agreed.starts_at <= begun
            AND (agreed.ends_at IS NULL OR agreed.ends_at > at)
    );
    flags := flags || ARRAY(SELECT 'role ' || role FROM unnest(roles) AS role)
        || CASE WHEN is_council THEN 'council' ELSE 'partner' END;
    works := NOT 'commissioner' = ANY (roles)
        AND (is_council OR is_agreed AND 'partner' = ANY (roles));
    IF NOT 'commissioner' = ANY (roles)
        AND (is_council OR organisation.may_triage AND is_agreed)
    THEN
        PERFORM policies_keep('queues', array_remove(queues, NULL), grow);
        IF flags && ARRAY['anywhere triage', 'anywhere manager'] THEN
            flags := flags || ARRAY['queues'];
        END IF;
    END IF;
    IF is_council AND NOT 'commissioner' = ANY (roles) THEN
        SELECT desks || array_agg(coalesce(shift.hub_id, team.hub_id)),
            flags || array_agg('chat duty'::text) || array_agg('desks'::text)
                FILTER (WHERE shift.hub_id IS NULL AND shift.team_id IS NULL)
        INTO desks, flags
        FROM hubs_dutyshift AS shift LEFT JOIN hubs_team AS team ON team.id = shift.team_id
        WHERE shift.user_id = who.id AND shift.kind IN ('chat', 'out_of_hours')
            AND shift.starts_at <= begun AND (shift.ends_at IS NULL OR shift.ends_at > at);
        IF flags && ARRAY['anywhere front_of_house', 'anywhere practitioner', 'anywhere manager']
        THEN
            flags := flags || ARRAY['desks'];
        END IF;
        PERFORM policies_keep('desks', array_remove(desks, NULL), grow);
    END IF;
    SELECT array_agg(bar.family_id) INTO barred FROM families_conflictofinterest AS bar
    WHERE bar.user_id = who.id AND bar.lifted_by_id IS NULL
        AND bar.starts_at <= at AND (bar.ends_at IS NULL OR bar.ends_at > at);
    PERFORM policies_keep('barred', barred, false);

    IF works AND (NOT is_council OR roles && ARRAY['practitioner', 'manager', 'safeguarding']) THEN
        -- A1, A2, follow-up, B: a team's work never opens a restricted family.
        SELECT array_agg(work.family_id) FILTER (WHERE work.user_id = who.id),
            array_agg(work.family_id) FILTER (WHERE work.user_id IS NULL),
            array_agg(work.family_id) FILTER (WHERE work.user_id = who.id AND work.role = 'lead')
        INTO mine, ordinary, led
        FROM families_involvement AS work
        WHERE (work.user_id = who.id AND work.role IN ('lead', 'worker', 'follow_up')
            OR work.team_id = ANY (teams))
            AND work.starts_at <= begun AND (work.ends_at IS NULL OR work.ends_at > at);
        -- A8, and what a later kind of grant opens to one person, but for those below.
        mine := mine || ARRAY(
            SELECT granted.family_id FROM families_grant AS granted
            WHERE granted.user_id = who.id AND granted.starts_at <= begun
                AND (granted.ends_at IS NULL OR granted.ends_at > at)
                AND granted.kind NOT IN ('triage', 'desk', 'referred', 'out_of_hours', 'closed',
                    'break_glass', 'glass_duty', 'governance', 'inspection')
        );
        ordinary := ordinary || ARRAY(
            SELECT granted.family_id FROM families_grant AS granted
            WHERE granted.user_id = who.id AND granted.starts_at <= begun
                AND (granted.ends_at IS NULL OR granted.ends_at > at)
                AND granted.kind = 'referred'
        );
    END IF;
    IF works AND NOT is_council THEN
        told := policies_told(who.id, organisation.id, teams, begun, at);
        mine := led || policies_covered(mine, organisation.id, begun);
        ordinary := policies_covered(ordinary, organisation.id, begun) || told;
    END IF;
    IF works AND is_council AND roles && ARRAY['practitioner', 'manager', 'safeguarding'] THEN
        -- A1 on the rota now.
        SELECT hub_ids || array_agg(shift.hub_id) FILTER (WHERE shift.hub_id IS NOT NULL),
            array_agg(shift.team_id) FILTER (WHERE shift.team_id IS NOT NULL)
        INTO hub_ids, shared
        FROM hubs_dutyshift AS shift
        WHERE shift.user_id = who.id AND shift.kind = 'practice'
            AND shift.starts_at <= begun AND (shift.ends_at IS NULL OR shift.ends_at > at);
        IF hub_ids <> '{}' OR shared IS NOT NULL THEN
            flags := flags || ARRAY['duty'];
            ordinary := ordinary || ARRAY(
                SELECT work.family_id FROM families_involvement AS work
                WHERE work.team_id = ANY (shared)
                    AND work.starts_at <= begun AND (work.ends_at IS NULL OR work.ends_at > at)
            );
        END IF;
        -- A6 out of hours.
        shared := ARRAY(
            SELECT granted.family_id FROM families_grant AS granted
            JOIN hubs_dutyshift AS shift ON shift.id = granted.cause_id
            WHERE granted.user_id = who.id AND granted.kind = 'out_of_hours'
                AND granted.starts_at <= begun
                AND (granted.ends_at IS NULL OR granted.ends_at > at)
                AND shift.user_id = who.id AND shift.kind = 'out_of_hours'
                AND shift.starts_at <= begun AND (shift.ends_at IS NULL OR shift.ends_at > at)
        );
        mine := mine || shared;
        IF shared <> '{}' THEN
            flags := flags || ARRAY['duty'];
        END IF;
    END IF;
    IF works AND is_council AND 'manager' = ANY (roles) THEN  -- A3
        hub_ids := hub_ids || managed;
        IF 'anywhere manager' = ANY (flags) THEN
            flags := flags || ARRAY['ordinary'];
        ELSE
            ordinary := ordinary || ARRAY(
                SELECT work.family_id FROM families_involvement AS work
                JOIN families_family AS family ON family.id = work.family_id
                LEFT JOIN hubs_team AS team ON team.id = work.team_id
                WHERE work.starts_at <= begun AND (work.ends_at IS NULL OR work.ends_at > at)
                    AND NOT family.is_restricted AND (family.hub_id = ANY (hub_ids)) IS NOT TRUE
                    AND (work.team_id IN (
                        SELECT id FROM hubs_team WHERE hub_id = ANY (managed)
                        UNION ALL SELECT unnest(managed_teams)
                    ) OR work.user_id IN (
                        SELECT held.user_id FROM hubs_membership AS held
                        WHERE held.team_id = ANY (managed_teams)
                            AND held.role IN ('practitioner', 'manager', 'safeguarding')
                            AND held.starts_at <= begun
                            AND (held.ends_at IS NULL OR held.ends_at > at)
                    ))
            );
        END IF;
    END IF;
    IF works AND is_council AND 'triage' = ANY (roles) THEN  -- A4
        ordinary := ordinary || ARRAY(
            SELECT granted.family_id FROM families_grant AS granted
            WHERE granted.kind = 'triage' AND granted.starts_at <= begun
                AND (granted.ends_at IS NULL OR granted.ends_at > at)
                AND ('anywhere triage' = ANY (flags) OR granted.hub_id IN (
                    SELECT coalesce(held.hub_id, team.hub_id) FROM hubs_membership AS held
                    LEFT JOIN hubs_team AS team ON team.id = held.team_id
                    WHERE held.user_id = who.id AND held.role = 'triage'
                        AND (held.team_id IS NULL OR held.team_id = ANY (teams))
                        AND held.starts_at <= begun AND (held.ends_at IS NULL OR held.ends_at > at)
                ))
        );
    END IF;
    IF works AND is_council AND roles && ARRAY['practitioner', 'manager', 'triage'] THEN  -- D
        ordinary := ordinary || ARRAY(
            SELECT granted.family_id FROM families_grant AS granted
            WHERE granted.user_id = who.id AND granted.kind = 'break_glass'
                AND granted.starts_at <= begun
                AND (granted.ends_at IS NULL OR granted.ends_at > at)
        );
    END IF;
    -- D of a manager on duty, and A7 in an open case: restricted families too.
    IF works AND is_council AND roles && ARRAY['manager', 'governance'] THEN
        mine := mine || ARRAY(
            SELECT granted.family_id FROM families_grant AS granted
            WHERE granted.user_id = who.id AND granted.starts_at <= begun
                AND (granted.ends_at IS NULL OR granted.ends_at > at)
                AND (granted.kind = 'glass_duty' AND 'manager' = ANY (roles)
                    OR granted.kind = 'governance' AND 'governance' = ANY (roles))
        );
    END IF;
    IF works AND is_council AND 'front_of_house' = ANY (roles) THEN  -- A5
        ordinary := ordinary || ARRAY(
            SELECT granted.family_id FROM families_grant AS granted
            WHERE granted.user_id = who.id AND granted.kind = 'desk'
                AND granted.starts_at <= begun
                AND (granted.ends_at IS NULL OR granted.ends_at > at)
        );
    END IF;
    IF works AND is_council AND 'support' = ANY (roles) THEN  -- A10
        ordinary := ordinary || policies_acted_for(who.id, begun, at, today);
    END IF;
    IF works AND is_council AND 'inspector' = ANY (roles) THEN  -- A12
        ordinary := ordinary || ARRAY(
            SELECT granted.family_id FROM families_grant AS granted
            WHERE granted.user_id = who.id AND granted.kind = 'inspection'
                AND granted.starts_at <= begun
                AND (granted.ends_at IS NULL OR granted.ends_at > at)
        );
    END IF;
    IF works AND is_council AND 'safeguarding' = ANY (roles) THEN  -- A6
        flags := flags || ARRAY['every'];
    END IF;
    ordinary := ARRAY(
        SELECT id FROM families_family WHERE id = ANY (ordinary) AND NOT is_restricted
    );
    PERFORM policies_keep('families', ARRAY(
        SELECT DISTINCT id FROM unnest(mine || ordinary) AS id WHERE id IS NOT NULL
    ), grow);
    PERFORM policies_keep('hubs', hub_ids, grow);
    PERFORM policies_keep('led', led, grow);
    PERFORM policies_keep(
        'managed', CASE WHEN is_council THEN array_remove(answers, NULL) END, grow);
    PERFORM set_config('familyhubs.flags', CASE
        WHEN grow THEN current_setting('familyhubs.flags', true) ELSE ',' END
        || array_to_string(flags, ',') || ',', true);
END $$
"""

# What opens or ends work in the middle of a transaction opens the family to its rest.
GROW = """
CREATE OR REPLACE FUNCTION policies_grow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF coalesce(current_setting('familyhubs.me', true), '') <> '' THEN
        PERFORM policies_take_sight(
            current_setting('familyhubs.me'), current_setting('familyhubs.asked_at')::timestamptz,
            current_setting('familyhubs.asked_on')::date, true
        );
    END IF;
    RETURN NULL;
END $$
"""
GROWS_ON = (
    "families_involvement",
    "families_grant",
    "families_supportassignment",
    "families_integratedteam",
    "families_teamtold",
    "families_agreement",
    "families_sharingdecision",
    "families_sharingagreement",
    "hubs_membership",
    "hubs_dutyshift",
)

# Whoever wrote a row may go on with it, though it stands with no family yet or has moved on.
REMEMBER = """
CREATE OR REPLACE FUNCTION policies_remember() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('familyhubs.opened',
        coalesce(current_setting('familyhubs.opened', true), '') || ',' || NEW.id || ',', true);
    RETURN NEW;
END $$
"""

# Whether a family is restricted, of those a request in somebody's queue is about.
IS_ORDINARY = """
CREATE OR REPLACE FUNCTION policies_is_ordinary(family uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT NOT is_restricted FROM families_family WHERE id = family);
END $$
"""

FUNCTIONS = (KEEP, COVERED, TOLD, ACTED_FOR, TAKE, GROW, REMEMBER, IS_ORDINARY)
# What the web's role calls by itself; triggers need no leave.
CALLED_BY_WEB = (
    "policies_take_sight(text, timestamptz, date, boolean)",
    "policies_is_ordinary(uuid)",
    "families_people_named(text)",
    "families_meant(jsonb, timestamptz, integer, integer)",
    "families_also_in(uuid, uuid)",
    "families_keep_reach(jsonb)",
    "families_reached(text[])",
    "referrals_named(text)",
)
NOT_CALLED_BY_WEB = (
    "policies_keep(text, uuid[], boolean)",
    "policies_covered(uuid[], uuid, timestamptz)",
    "policies_told(uuid, uuid, uuid[], timestamptz, timestamptz)",
    "policies_acted_for(uuid, timestamptz, timestamptz, date)",
)
