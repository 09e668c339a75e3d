"""What the database itself guards of a chat: its states, the turn of its lines, that they stay."""

import pgtrigger

STATES = """
IF NOT (
    NEW.state = OLD.state
    OR OLD.state = 'waiting' AND NEW.state IN ('talking', 'asked', 'ended')
    OR OLD.state = 'talking' AND NEW.state IN ('waiting', 'ended')
    OR OLD.state = 'asked' AND NEW.state = 'ended'
) THEN
    RAISE EXCEPTION 'A chat cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
CHAT_STATES = pgtrigger.Trigger(
    name="states", when=pgtrigger.Before, operation=pgtrigger.UpdateOf("state"), func=STATES
)

# The chat's row is held by it until the line is committed: whoever reads up to a number has read
# every line before it, and two lines never have the same one.
NUMBERS = """
UPDATE referrals_chat SET
    last_line = last_line + 1,
    spoke = CASE NEW.side WHEN 'note' THEN spoke ELSE NEW.side END,
    spoke_at = CASE NEW.side WHEN 'note' THEN spoke_at ELSE clock_timestamp() END
WHERE id = NEW.chat_id AND state <> 'ended'
RETURNING last_line INTO NEW.number;
IF NOT FOUND THEN
    RAISE EXCEPTION 'Nothing is written in a chat that has ended' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
LINE_NUMBERS = pgtrigger.Trigger(
    name="numbers", when=pgtrigger.Before, operation=pgtrigger.Insert, func=NUMBERS
)

LINE_GOES = """
IF EXISTS (SELECT FROM referrals_chat WHERE id = OLD.chat_id AND state <> 'ended') THEN
    RAISE EXCEPTION 'What was said stays until the chat has ended'
        USING ERRCODE = 'check_violation';
END IF;
RETURN OLD;
"""
CHAT_STAYS = pgtrigger.Protect(
    name="stays_until_its_end",
    operation=pgtrigger.Delete,
    condition=~pgtrigger.Q(old__state="ended"),
)
LINE_STAYS = pgtrigger.Trigger(
    name="stays_until_its_end", when=pgtrigger.Before, operation=pgtrigger.Delete, func=LINE_GOES
)
LINE_UNCHANGED = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)
