from django.db import migrations

# What is erased is what two people saw: no record joins a batch that is agreed to, and none turns
# into another. It is asked of erasures too, whose triggers of row history are quiet.
GUARD = """
CREATE FUNCTION keeping_agreed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.done_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.about_id IS DISTINCT FROM OLD.about_id THEN
        RAISE EXCEPTION 'A record on the list stays the same record'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (TG_OP = 'INSERT' OR NEW.batch_id IS DISTINCT FROM OLD.batch_id) AND EXISTS (
        SELECT FROM keeping_batch WHERE id = NEW.batch_id AND decided_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'Nothing joins a batch that was decided' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER agreed_stays BEFORE INSERT OR UPDATE ON keeping_duerecord
    FOR EACH ROW EXECUTE FUNCTION keeping_agreed_stays()
"""
UNDO = """
DROP TRIGGER agreed_stays ON keeping_duerecord;
DROP FUNCTION keeping_agreed_stays()
"""


class Migration(migrations.Migration):
    dependencies = [("keeping", "0004_old_looks")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
