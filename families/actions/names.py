"""What a person is called, and was called (R067)."""

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import NameUse, Person, PersonName
from .held import hold, lock_member
from .timing import moment, words


class Before(models.TextChoices):
    """What becomes of the name that was used until now."""

    OLD = "old", gettext_lazy("Keep it as an old name")
    MAIDEN = "maiden", gettext_lazy("Keep it as the name before marriage")
    HIDDEN = "hidden", gettext_lazy("Never use or show it again")
    MISTAKE = "mistake", gettext_lazy("It was written wrongly: do not keep it")


@transaction.atomic
def change_name(member, *, full_name, known_as, before, source, by, happened_at=None):
    """The name they go by from now on; the one before is kept as they want it kept."""
    member, at = lock_member(member), moment(happened_at)
    person = Person.objects.lock(member.person)
    full_name = words(full_name, _("Enter a full name"), 200)
    if before not in Before.values:
        raise Refused(_("Select what becomes of the name before"))
    if full_name != person.full_name and before != Before.MISTAKE:
        told = {"name": person.full_name, "is_hidden": before == Before.HIDDEN}
        told["use"] = NameUse.MAIDEN if before == Before.MAIDEN else NameUse.OLD
        _keep(member, source=source, by=by, at=at, **told)
    person.full_name, person.known_as = full_name, known_as.strip()
    person.save(update_fields=["full_name", "known_as", "updated_at"])
    facts = {"family_id": member.family_id, "before": before}
    record("person.renamed", by=by, about=person, **facts)
    return person


@transaction.atomic
def add_name(member, *, use, name, source, by, is_hidden=False, happened_at=None):
    """Another name of theirs; said twice it stands once."""
    member, at = lock_member(member), moment(happened_at)
    if use not in NameUse.values:
        raise Refused(_("Select what the name is for"))
    told = {"use": use, "name": words(name, _("Enter a name"), 200), "is_hidden": is_hidden}
    row = _keep(member, source=source, by=by, at=at, **told)
    facts = {"family_id": member.family_id, "person": member.person_id, "use": use}
    record("person.name_added", by=by, about=row, **facts)
    return row


def _keep(member, *, use, name, is_hidden, source, by, at):
    """The row of this name; one that is told again takes what is told of it now."""
    same = {"family": member.family_id, "person": member.person_id, "use": use, "name": name}
    known = PersonName.objects.filter(ends_at=None, **same).first()
    if known is None:
        values = {"use": use, "name": name, "is_hidden": is_hidden}
        return hold(PersonName, member, source=source, by=by, at=at, **values)
    if known.is_hidden != is_hidden:
        known.is_hidden = is_hidden
        known.save(update_fields=["is_hidden", "updated_at"])
    return known
