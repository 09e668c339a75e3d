"""Information governance: cases that let an officer read, the words shown, and the law (A7)."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Family, GovernanceCase, GrantKind, LawfulBasis, Wording
from .access import end_grants, grant
from .timing import words

LONGEST = 2_000


@transaction.atomic
def open_case(family, *, kind, why, due_on, by):
    """From now on this officer reads this family, until the case is closed."""
    family = Family.objects.lock(family)
    mine = GovernanceCase.objects.open().filter(family=family, kind=kind, officer=by)
    if known := mine.first():
        return known
    if due_on < timezone.localdate():
        raise Refused(_("The day must be today or in the future."))
    case = GovernanceCase.objects.create(
        family=family,
        kind=kind,
        why=words(why, _("Enter why you must read this record"), LONGEST),
        due_on=due_on,
        officer=by,
    )
    record("governance.case_opened", by=by, about=case, family_id=family.pk, kind=kind)
    grant(family, kind=GrantKind.GOVERNANCE, user=by, by=by, cause_id=case.pk)
    return case


@transaction.atomic
def close_case(case, *, result, by):
    """The officer's sight of the family ends with it."""
    case = GovernanceCase.objects.lock(case)
    if case.ends_at is not None:
        raise Refused(_("This case is closed already."))
    case.ends_at = timezone.now()
    case.end_reason = words(result, _("Enter what came of it"), 200)
    case.save(update_fields=["ends_at", "end_reason", "updated_at"])
    end_grants(case.pk, by=by)
    record("governance.case_closed", by=by, about=case, family_id=case.family_id)
    return case


@transaction.atomic
def write_wording(*, purpose, language, text, by):
    """New words from now on; whoever agreed before agreed to the old ones, and they stay."""
    text = words(text, _("Enter the words"), LONGEST)
    if purpose in ("share", "gather") and "[organisation]" not in text:
        raise Refused(_("Write [organisation] where the name of the organisation belongs."))
    same = Wording.objects.filter(purpose=purpose, language=language)
    newest = same.aggregate(newest=Max("version"))["newest"] or 0
    try:
        with transaction.atomic():
            wording = Wording.objects.create(
                purpose=purpose,
                language=language,
                version=newest + 1,
                text=text,
                in_force_from=timezone.now(),
                written_by=by,
            )
    except IntegrityError:
        raise Refused(_("Somebody wrote new words just now. Read theirs first.")) from None
    record("wording.written", by=by, about=wording, purpose=purpose, version=newest + 1)
    return wording


@transaction.atomic
def decide_basis(*, purpose, article_6, law, by, article_9=""):
    """The council relies on another law from now on; what it relied on before stays on record."""
    now = timezone.now()
    standing = LawfulBasis.objects.select_for_update().filter(purpose=purpose, ends_at=None)
    for before in standing:
        before.ends_at, before.end_reason = now, "Decided anew"
        before.save(update_fields=["ends_at", "end_reason", "updated_at"])
    basis = LawfulBasis.objects.create(
        purpose=purpose,
        article_6=article_6,
        article_9=article_9,
        law=words(law, _("Enter the Acts and sections"), LONGEST),
        starts_at=now,
        decided_by=by,
    )
    record("lawful_basis.decided", by=by, about=basis, purpose=purpose, article=article_6)
    return basis
