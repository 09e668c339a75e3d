"""Everything that is held of one family: which tables, and each row in them (R065).

Which rows are a family's follows from the models' own links between the tables that row-level
security guards, so a new table is in it from its first day: to copy, to compare, to let go of.
"""

from functools import cache

from django.apps import apps
from django.db.models import ForeignKey, Q

from families.models import Family, FamilyMember, Person
from familyhubs.contact.models import ContactCard
from familyhubs.database.actor import beyond_sight
from familyhubs.database.policies.kinds import NOBODY
from familyhubs.database.policies.tables import POLICIES
from familyhubs.uploads.models import StoredFile

# What a row may be about without being a part of it: one person may be in several families.
SHARED = (Person, ContactCard, StoredFile)


def rows_of(family):
    """Each table's rows of this family, in one order, as plain values; whoever reads them.

    Left out: the rows' own history, the audit trail, and what is only worked out from the rest.
    """
    with beyond_sight("everything that is held of a family, for its copy or its comparison"):
        return {
            table: list(held(model, family).order_by("pk").values()) for table, model in tables()
        }


@cache
def tables():
    """The guarded tables that can hold something of a family, by name."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    guarded = (name for name in sorted(POLICIES) if POLICIES[name] != NOBODY)
    return tuple((name, models[name]) for name in guarded if _is_reached(models[name]))


def held(model, family):
    """The rows of one model that are this family's."""
    rows = model._base_manager.all()
    if model is Family:
        return rows.filter(pk=family.pk)
    if model is Person:
        members = FamilyMember._base_manager.filter(family=family.pk)
        return rows.filter(pk__in=members.values("person"))
    if model in SHARED:
        return rows.filter(_pointed_at(model, family))
    return rows.filter(_of(model, family))


def _of(model, family):
    """A row that names a family is that family's; any other is part of what it hangs on."""
    own = Q(family_id=family.pk) if _names_a_family(model) else Q()
    parts = Q()
    for link in _parents(model):
        parts |= Q(**{f"{link.name}__in": held(link.remote_field.model, family).values("pk")})
    if not own:
        return parts
    return own | (Q(family_id=None) & parts) if parts else own


def _pointed_at(model, family):
    """What stands beside people and their requests is theirs where one of their rows names it."""
    found = Q()
    for other, link in _links():
        if link.remote_field.model is model and _holds(other, model):
            rows = held(other, family).exclude(**{link.name: None})
            found |= Q(pk__in=rows.values(link.name))
    return found


def _parents(model):
    """What a row is a part of: people and what stands beside them only where there is no other."""
    links = [link for other, link in _links() if other is model]
    links = [link for link in links if link.remote_field.model not in (model, Family)]
    return [link for link in links if link.remote_field.model not in SHARED] or (
        [] if _names_a_family(model) else links
    )


def _holds(model, shared):
    """Not by way of the very thing: a message about a card does not make the card a family's."""
    return model is Person or all(link.remote_field.model is not shared for link in _parents(model))


def _is_reached(model):
    return model in (Family, *SHARED) or _names_a_family(model) or bool(_parents(model))


def _names_a_family(model):
    return any(field.attname == "family_id" for field in model._meta.concrete_fields)


@cache
def _links():
    """Each link from one guarded table to another."""
    return tuple(
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table in POLICIES
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.remote_field.model._meta.db_table in POLICIES
    )
