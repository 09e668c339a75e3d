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
