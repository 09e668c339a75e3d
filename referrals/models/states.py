"""What the database itself guards of a request's states."""

import pgtrigger

# A decision is final; a delicate request is given up by two people only (domain.md 2.8).
STATES = """
IF OLD.status = 'decided' AND (
    NEW.status <> 'decided' OR NEW.decision <> OLD.decision
    OR NEW.decided_at <> OLD.decided_at OR NEW.decided_by_id <> OLD.decided_by_id
) THEN
    RAISE EXCEPTION 'A decision is final' USING ERRCODE = 'check_violation';
END IF;
IF NEW.decision = 'nfa_not_contactable' AND OLD.status <> 'decided' AND (
    NEW.safety_flags <> '[]'::jsonb OR EXISTS (
        SELECT FROM referrals_referralperson p WHERE p.referral_id = NEW.id AND p.is_child
        AND (p.is_unborn OR p.age_told = 0 OR p.born_on > NEW.decided_at::date - interval '1 year')
    )
) AND NOT EXISTS (
    SELECT FROM referrals_givingup g WHERE g.referral_id = NEW.id AND g.agreed
) THEN
    RAISE EXCEPTION 'A manager must agree first' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
REFERRAL_STATES = pgtrigger.Trigger(
    name="states",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("status", "decision", "decided_at", "decided_by_id"),
    func=STATES,
)

# A young person's own request stays theirs, and stands in a record that no parent is in, until
# they and a worker agree; nothing else may stand in such a record (R063, access.md 4).
ALONE = """
IF TG_OP = 'UPDATE' AND (OLD.asker = 'young') <> (NEW.asker = 'young') THEN
    RAISE EXCEPTION 'Who asked for themselves stays so' USING ERRCODE = 'check_violation';
END IF;
IF NEW.family_id IS NOT NULL AND (
    NEW.asker = 'young' AND NOT EXISTS (
        SELECT FROM referrals_askedalone a WHERE a.referral_id = NEW.id AND a.opened_at IS NOT NULL
    )
) <> EXISTS (
    SELECT FROM families_ownrecord o WHERE o.family_id = NEW.family_id AND o.ends_at IS NULL
) THEN
    RAISE EXCEPTION 'A young person asked alone' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
STAYS_ALONE = pgtrigger.Trigger(
    name="stays_alone",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("asker", "family_id"),
    func=ALONE,
)
# Without the answer who may know, nobody could be told what to keep silent about.
SAYS_WHO_MAY_KNOW = pgtrigger.Trigger(
    name="says_who_may_know",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    condition=pgtrigger.Q(new__asker="young"),
    func="""
IF NOT EXISTS (SELECT FROM referrals_askedalone a WHERE a.referral_id = NEW.id)
AND EXISTS (SELECT FROM referrals_referral r WHERE r.id = NEW.id) THEN
    RAISE EXCEPTION 'Nobody asked who may know' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
""",
)
