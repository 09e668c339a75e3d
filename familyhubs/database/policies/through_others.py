"""Families that somebody sees through others: the team they are in, or whom they act for.

Called by `policies_take_sight` alone, which leaves out the restricted ones. Late-bound, as the
tables may be younger than the function.
"""

# B, the third way: a team that the family was told of, in which they work with it. Where the family
# said no to the organisation itself, only a decision opens it.
TOLD = """
CREATE OR REPLACE FUNCTION policies_told(
    who uuid, theirs uuid, teams uuid[], begun timestamptz, at timestamptz
) RETURNS uuid[] LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ARRAY(
        SELECT told.family_id FROM families_teamtold AS told
        JOIN families_integratedteam AS named ON named.team_id = told.team_id
        JOIN families_sharingagreement AS agreed ON agreed.id = named.agreement_id
        WHERE told.organisation_id = theirs AND agreed.organisation_id = theirs
            AND told.team_id = ANY (teams)
            AND told.starts_at <= begun AND (told.ends_at IS NULL OR told.ends_at > at)
            AND named.starts_at <= begun AND (named.ends_at IS NULL OR named.ends_at > at)
            AND agreed.starts_at <= begun AND (agreed.ends_at IS NULL OR agreed.ends_at > at)
            AND NOT EXISTS (
                SELECT FROM families_agreement AS answer
                WHERE answer.family_id = told.family_id AND answer.status = 'declined'
                    AND answer.purpose = 'share' AND answer.organisation_id = theirs
                    AND answer.starts_at <= begun
                    AND (answer.ends_at IS NULL OR answer.ends_at > at)
            )
            AND EXISTS (
                SELECT FROM families_involvement AS work
                WHERE work.family_id = told.family_id AND work.starts_at <= begun
                    AND (work.ends_at IS NULL OR work.ends_at > at)
                    AND (work.team_id = ANY (teams)
                        OR work.user_id = who AND work.role IN ('lead', 'worker'))
            )
    );
END $$
"""

# A10: the work of those, and of the teams and their people, for whom somebody acts.
ACTED_FOR = """
CREATE OR REPLACE FUNCTION policies_acted_for(
    who uuid, begun timestamptz, at timestamptz, today date
) RETURNS uuid[] LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    people uuid[]; teams uuid[];
BEGIN
    SELECT array_agg(acted.worker_id), array_agg(team.id)
        FILTER (WHERE team.ended_on IS NULL OR team.ended_on > today)
    INTO people, teams
    FROM families_supportassignment AS acted LEFT JOIN hubs_team AS team ON team.id = acted.team_id
    WHERE acted.user_id = who
        AND acted.starts_at <= begun AND (acted.ends_at IS NULL OR acted.ends_at > at);
    people := people || ARRAY(
        SELECT held.user_id FROM hubs_membership AS held
        WHERE held.team_id = ANY (teams)
            AND held.role IN ('practitioner', 'manager', 'safeguarding')
            AND held.starts_at <= begun AND (held.ends_at IS NULL OR held.ends_at > at)
    );
    RETURN ARRAY(
        SELECT work.family_id FROM families_involvement AS work
        WHERE work.starts_at <= begun AND (work.ends_at IS NULL OR work.ends_at > at)
            AND (work.team_id = ANY (teams)
                OR work.role IN ('lead', 'worker') AND work.user_id = ANY (people))
    );
END $$
"""
