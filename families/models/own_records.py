"""A record that a young person began alone (R063, access.md section 4)."""

import pgtrigger
from django.db import models
from django.db.models import Q

from familyhubs.audit.history import tracked
from familyhubs.records import Period

from .people import Family


@tracked
class OwnRecord(Period):
    """While it lasts no other adult stands in the record: whoever is in it could be shown it."""

    family = models.OneToOneField(Family, models.PROTECT, related_name="own_record")

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="own_record_ends_with_a_reason",
                condition=Q(ends_at=None, end_reason="")
                | Q(ends_at__isnull=False) & ~Q(end_reason=""),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="begins_with_nobody",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
IF EXISTS (SELECT FROM families_familymember m WHERE m.family_id = NEW.family_id) THEN
    RAISE EXCEPTION 'Somebody is in this record already' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
""",
            ),
            # Once it has been opened, what was shown cannot be unshown.
            pgtrigger.Protect(
                name="opened_stays_opened",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__ends_at__isnull=False),
            ),
        ]
