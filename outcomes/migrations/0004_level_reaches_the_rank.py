"""The level of a family's open plan stands with the family, for the lists that are read by it."""

from django.db import migrations

KEPT = """
CREATE FUNCTION outcomes_level_reaches_the_rank() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE families_familystanding SET updated_at = now(), level = coalesce(
        (SELECT level FROM outcomes_plan WHERE family_id = NEW.family_id AND closed_at IS NULL), 0
    ) WHERE family_id = NEW.family_id;
    RETURN NULL;
END $$;
CREATE TRIGGER level_begins AFTER INSERT ON outcomes_plan
    FOR EACH ROW WHEN (NEW.closed_at IS NULL) EXECUTE FUNCTION outcomes_level_reaches_the_rank();
CREATE TRIGGER level_changes AFTER UPDATE ON outcomes_plan FOR EACH ROW
    WHEN ((OLD.level, OLD.closed_at) IS DISTINCT FROM (NEW.level, NEW.closed_at))
    EXECUTE FUNCTION outcomes_level_reaches_the_rank();
UPDATE families_familystanding s SET level = p.level
FROM outcomes_plan p WHERE p.family_id = s.family_id AND p.closed_at IS NULL;
"""
NOT_KEPT = """
DROP TRIGGER level_changes ON outcomes_plan;
DROP TRIGGER level_begins ON outcomes_plan;
DROP FUNCTION outcomes_level_reaches_the_rank();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0003_history"),
        ("families", "0037_the_17_groups"),
    ]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
