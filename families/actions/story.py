"""Keeping what a family told us, and that it is still right (R065, R066)."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Family, Section, Sensitivity, StillRight, StoryPart, StorySource
from .timing import author, moment, words

STORY_AT_MOST = 5000


@transaction.atomic
def tell_story(
    family,
    *,
    section,
    words_told,
    by,
    source=StorySource.TALK,
    source_id=None,
    sensitivity=Sensitivity.SHARED,
    stood=None,
    happened_at=None,
):
    """A section as it is told now; what was told before stays. Told twice, it stands once.

    `stood` is the id of what the writer had before them ("" for nothing): nobody else's words
    are passed over unread.
    """
    family = Family.objects.lock(family)
    if section not in Section.values:
        raise Refused(_("Select a section of the story."))
    told = words(words_told, _("Enter what they told you"), STORY_AT_MOST)
    newest = latest_of(family, section, by)
    if newest and newest.words == told:
        return newest
    _refuse_unread(newest, stood)
    part = StoryPart.objects.create(
        family=family,
        section=section,
        words=told,
        happened_at=moment(happened_at),
        source=source,
        source_id=source_id,
        sensitivity=sensitivity,
        author=author(by),
    )
    record("story.told", by=by, about=part, family_id=family.pk, section=section, source=source)
    return part


def _refuse_unread(newest, stood):
    if stood is not None and stood != (str(newest.pk) if newest else ""):
        raise Refused(
            _(
                "Somebody else wrote here since you opened this page. Read it on the story’s page,"
                " put the two together, and save again."
            )
        )


@transaction.atomic
def still_right(part, *, by, happened_at=None):
    """They were read it and said yes: nobody need ask again."""
    family = Family.objects.lock(part.family)
    if latest_of(family, part.section, by) != part:
        raise Refused(_("Something newer was told since. Read that first."))
    made = StillRight.objects.create(
        family=family, part=part, by=by, happened_at=moment(happened_at)
    )
    record("story.confirmed", by=by, about=part, family_id=family.pk, section=part.section)
    return made


def latest_of(family, section, by):
    """The newest that the writer may read: what is kept from them says nothing of itself."""
    rows = StoryPart.objects.filter(family=family, section=section)
    rows = rows.visible_to(by) if author(by) else rows
    return rows.order_by("-happened_at", "-recorded_at", "-pk").first()
