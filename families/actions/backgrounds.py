"""Special educational needs, languages and ethnicity, as told for the work."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused
from hubs.languages import NAMES

from ..backgrounds import CENSUS, MAY_BE_EITHER, Ethnicity, SendStatus
from ..models import MemberRole, SendRecord, SpokenLanguage, ToldEthnicity
from .held import close, hold, lock_member
from .timing import moment

CHANGED = "Told anew"
TOLD = (
    "status", "stages", "need_types", "disabilities", "assessment_asked_on", "plan_issued_on",
    "plan_review_due_on",
)  # fmt: skip


@transaction.atomic
def change_send(member, *, source, by, happened_at=None, **told):
    """A child's status from this day on; the one before ends there. Said twice it stands once."""
    member, at = lock_member(member), moment(happened_at)
    if member.role not in (MemberRole.CHILD, MemberRole.UNBORN):
        raise Refused(_("This is recorded for children and young people."))
    if told["status"] not in SendStatus.values:
        raise Refused(_("Select their status"))
    _refuse_impossible_dates(told)
    known = SendRecord.objects.told_of(member).newest_first().first()
    if known and all(getattr(known, name) == told.get(name) for name in TOLD):
        return known
    if known and at < known.starts_at:
        raise Refused(_("That is before the last change."))
    if known:
        close(known, reason=CHANGED, at=at)
    row = hold(SendRecord, member, source=source, by=by, at=at, **told)
    facts = {"family_id": member.family_id, "person": member.person_id, "status": row.status}
    record("person.send_changed", by=by, about=row, **facts)
    return row


def _refuse_impossible_dates(told):
    asked, issued = told.get("assessment_asked_on"), told.get("plan_issued_on")
    if told["status"] != SendStatus.PLAN and (issued or told.get("plan_review_due_on")):
        raise Refused(_("Only an education, health and care plan has these dates."))
    if asked and issued and issued < asked:
        raise Refused(_("The plan must come after the assessment was asked for."))
    if "NONE" in told["disabilities"] and len(told["disabilities"]) > 1:
        raise Refused(_("Select their disabilities, or that they have none, not both."))


@transaction.atomic
def set_languages(member, *, main, others, source, by, happened_at=None):
    """What they speak from now on: one language most, and others."""
    member, at = lock_member(member), moment(happened_at)
    spoken = {main: True} | {code: False for code in others if code != main}
    if main not in NAMES or not set(others) <= set(NAMES):
        raise Refused(_("Select the language they speak most"))
    for row in SpokenLanguage.objects.told_of(member):
        if spoken.get(row.language) == row.is_main:
            spoken.pop(row.language)
        else:
            close(row, reason=CHANGED, at=at)
    for code, is_main in spoken.items():
        told = {"language": code, "is_main": is_main}
        hold(SpokenLanguage, member, source=source, by=by, at=at, **told)
    facts = {"family_id": member.family_id}
    record("person.languages_told", by=by, about=member.person, **facts)


@transaction.atomic
def tell_ethnicity(member, *, group, source, by, described="", census_code="", happened_at=None):
    """The group they say, and their own words; a return's code follows, or is said beside it."""
    member, at = lock_member(member), moment(happened_at)
    if group not in Ethnicity.values:
        raise Refused(_("Select their ethnic group"))
    usual = CENSUS[Ethnicity(group)]
    if census_code and census_code not in MAY_BE_EITHER.get(group, (usual,)):
        raise Refused(_("Select a census code that fits the group"))
    for row in ToldEthnicity.objects.told_of(member):
        close(row, reason=CHANGED, at=at)
    told = {"group": group, "described": described.strip(), "census_code": census_code or usual}
    row = hold(ToldEthnicity, member, source=source, by=by, at=at, **told)
    facts = {"family_id": member.family_id, "person": member.person_id}
    record("person.ethnicity_told", by=by, about=row, **facts)
    return row
