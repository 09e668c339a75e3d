"""Questions at a desk are counted; a slip is taken back; nobody's name is asked (R019, R051)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused
from hubs.models import Service

from ..desk.topics import BY_CODE
from ..models import DeskPrompt, Did, Enquiry
from .receiving import past_moment

# After an outage, or a busy week. Figures of a month are published when no more can be added.
CATCH_UP = timedelta(days=14)
TAKEN_BACK_WITHIN = timedelta(days=1)


@transaction.atomic
def log_enquiry(hub, *, key, topic, did, channel, by, service=None, helped="", happened_at=None):
    """One question more; the same form sent twice is one."""
    if known := Enquiry.objects.filter(pk=key).first():
        return known
    at = past_moment(happened_at)
    if timezone.now() - at > CATCH_UP:
        raise Refused(_("Enquiries can be written down for two weeks, not longer."))
    if topic not in BY_CODE:
        raise Refused(_("Select what it was about"))
    service = service if did == Did.SIGNPOSTED else None
    row, is_new = Enquiry.objects.get_or_create(
        pk=key,
        defaults={
            "hub": hub,
            "topic": topic,
            "did": did,
            "channel": channel,
            "service": service,
            "helped": helped,
            "happened_at": at,
            "taken_by": by,
        },
    )
    if is_new:
        record("enquiry.logged", by=by, about=row, topic=topic, did=did, channel=channel)
    return row


@transaction.atomic
def log_same(last, *, key, by):
    """The same as last time, once more: same topic, way, answer and service if families see it."""
    told = {"topic": last.topic, "did": last.did, "channel": last.channel}
    service = Service.objects.public().filter(pk=last.service_id).first()
    return log_enquiry(last.hub, key=key, service=service, by=by, **told)


@transaction.atomic
def signpost(enquiry, service, *, by):
    """Where somebody was sent; another service takes the place of the one before."""
    enquiry = Enquiry.objects.lock(enquiry)
    if enquiry.did == Did.REQUEST:
        raise Refused(_("This has become a request. Note there whom you sent them to."))
    if enquiry.service_id not in (None, service.pk):
        enquiry.helped = ""  # That was said of the other one.
    enquiry.did, enquiry.service = Did.SIGNPOSTED, service
    enquiry.save(update_fields=["did", "service", "helped", "updated_at"])
    record("enquiry.signposted", by=by, about=enquiry, service=service.pk)
    return enquiry


@transaction.atomic
def say_whether_it_helped(enquiry, helped, *, by):
    """Asked then or later; the last answer holds."""
    enquiry = Enquiry.objects.lock(enquiry)
    if enquiry.did != Did.SIGNPOSTED:
        raise Refused(_("Say first where you sent them."))
    enquiry.helped = helped
    enquiry.save(update_fields=["helped", "updated_at"])
    record("enquiry.followed_up", by=by, about=enquiry, helped=helped)
    return enquiry


@transaction.atomic
def became_request(enquiry, *, by):
    """Somebody wrote a request with them. Which one is not kept: this row knows nobody."""
    enquiry = Enquiry.objects.lock(enquiry)
    enquiry.did, enquiry.service, enquiry.helped = Did.REQUEST, None, ""
    enquiry.save(update_fields=["did", "service", "helped", "updated_at"])
    record("enquiry.became_request", by=by, about=enquiry)


@transaction.atomic
def take_enquiry_back(enquiry, *, by):
    """It was a slip of the finger: as if it had never been logged. Twice changes nothing."""
    row = Enquiry.objects.select_for_update().filter(pk=enquiry.pk).first()
    if row is None:
        return
    if timezone.now() - row.recorded_at > TAKEN_BACK_WITHIN:
        raise Refused(_("This was logged more than a day ago. It stays as it is."))
    record("enquiry.taken_back", by=by, about=row, topic=row.topic, did=row.did)
    row.delete()


@transaction.atomic
def write_prompt(topic, words, *, by, seen=None):
    """The council's own words for a topic; refused where they are not as the page showed them.

    `seen`: the version on the page, empty where there were none; without it nothing is compared.
    """
    if topic not in BY_CODE:
        raise Refused(_("There is no such topic."))
    # Whoever writes the first words of a topic makes the row, so that the next one waits for it.
    made, is_new = DeskPrompt.objects.get_or_create(topic=topic, defaults={"changed_by": by})
    prompt = DeskPrompt.objects.lock(made)
    if seen is not None and seen != ("" if is_new else prompt.version):
        raise Refused(
            _(
                "Somebody else changed these words while you were typing. What you typed is still"
                " here, and under it the words as they are now. Save again to put yours in place."
            )
        )
    prompt.words, prompt.changed_by = words.strip(), by
    prompt.save(update_fields=["words", "changed_by", "updated_at"])
    record("desk_prompt.changed", by=by, about=prompt, topic=topic)
    return prompt
