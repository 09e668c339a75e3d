"""Row history: every change of a tracked row, by whatever way it came, with who made it.

Triggers copy the row, so bulk updates and raw SQL are kept too. Who acted and the request come
from the transaction's own settings, which `actor.set_actor` makes: the same for views,
tasks and commands, and joined to the audit event by `pgh_context_id` = `Event.request_id`.
"""

import pghistory
from django.db import models


def tracked(model):
    """Class decorator: keep every version of this model's rows, append-only."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+"),
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
        append_only=True,
        attrs=_plain_foreign_keys(model),
    )(model)


def _plain_foreign_keys(model):
    """The model's links without index or constraint: history is read by the row it is about."""
    return {
        field.name: models.ForeignKey(
            model if field.remote_field.model == "self" else field.remote_field.model,
            models.DO_NOTHING,
            null=field.null,
            db_column=field.db_column,
            db_constraint=False,
            db_index=False,
            related_name="+",
        )
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
    }
