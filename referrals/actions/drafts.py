"""A family's unfinished request: kept, sent exactly once, forgotten."""

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.council.current import council
from familyhubs.languages.known import ENGLISH
from familyhubs.refusals import Refused

from ..models import Draft
from .besides import write_besides
from .files import delete_drafts, hand_over
from .receiving import receive

# More than any page of ours holds; what is longer is cut, never kept whole.
LONGEST_TEXT, MOST_TEXTS, MOST_PEOPLE = 12_000, 60, 20


def start_draft(language=ENGLISH, *, young=False, help_first=False):
    """A new empty draft, kept for as long as the council says; `young`: a young person's own.

    `help_first`: they want to say first what help they need to talk with us.
    """
    said = {"young": young, "help_first": help_first}
    return Draft.objects.create(
        answers=json.dumps({name: True for name, is_so in said.items() if is_so}),
        expires_at=timezone.now() + timedelta(days=council().draft_days),
        language=language,
    )


@transaction.atomic
def write_in(draft, language):
    """The family goes on in this language."""
    draft = Draft.objects.lock(draft)
    if draft.sent_as_id is None:
        draft.language = language
        draft.save(update_fields=["language", "updated_at"])
    return draft


def read_answers(draft):
    """What was typed so far, and in which language the family writes it."""
    return typed_in(draft) | {"language": draft.language}


def typed_in(draft):
    return json.loads(draft.answers or "{}")


def is_young(draft):
    """Whether a young person began it for themselves."""
    return bool(read_answers(draft).get("young"))


def is_begun(draft):
    """Whether anything was typed into it, and it is not sent yet."""
    if draft is None or draft.sent_as_id:
        return False
    answers = typed_in(draft)
    return bool(answers.get("steps") or answers.get("people"))


@transaction.atomic
def keep_answer(draft, *, step, typed):
    """Keep one page as it was typed, right or wrong."""
    return _change(draft, lambda answers: answers.setdefault("steps", {}).update({step: typed}))


@transaction.atomic
def keep_person(draft, *, token, typed):
    """Keep one person of the family; the same token again changes the same person."""

    def put(answers):
        people = answers.setdefault("people", {})
        if token not in people and len(people) >= MOST_PEOPLE:
            raise Refused(_("That is a lot of people. Tell us about the others when we speak."))
        people[token] = typed

    return _change(draft, put)


@transaction.atomic
def take_person_out(draft, *, token):
    """Somebody is no longer to be named; somebody already gone is no error."""
    return _change(draft, lambda answers: answers.get("people", {}).pop(token, None))


@transaction.atomic
def turn(draft, turned):
    """The same answers on another way: `turned` makes them what that way asks for."""

    def put(answers):
        new = turned(answers)
        answers.clear()
        answers.update(new)

    return _change(draft, put)


def _change(draft, put):
    draft = Draft.objects.lock(draft)
    if draft.sent_as_id:
        raise Refused(_("You have already sent this."))
    answers = typed_in(draft)
    put(answers)
    draft.answers = json.dumps(answers)
    draft.save(update_fields=["answers", "updated_at"])
    return draft


def cut_to_size(data, names):
    """What was typed into these fields, as it will be kept; a date has three boxes."""
    parts = [f"{name}{part}" for name in names for part in ("", "_day", "_month", "_year")]
    return {
        name: [text[:LONGEST_TEXT] for text in data.getlist(name)[:MOST_TEXTS]]
        for name in parts
        if name in data
    }


@transaction.atomic
def send_draft(draft, *, compose, by):
    """Send it once: whoever comes second gets the same request (R041).

    `compose` makes the request from the draft as it is after the lock: what `receive` takes, and
    what `write_besides` does.
    """
    draft = Draft.objects.lock(draft)
    if draft.sent_as_id is None:
        told, besides = compose(draft)
        draft.sent_as = receive(**told, language=draft.language, by=by)
        write_besides(draft.sent_as, **besides, by=by)
        hand_over(draft, draft.sent_as)
        draft.answers = ""
        draft.save(update_fields=["sent_as", "answers", "updated_at"])
    return draft.sent_as


@transaction.atomic
def forget_draft(draft, *, by):
    """The family wants it gone; one that was sent stays."""
    delete_drafts(Draft.objects.filter(pk=draft.pk, sent_as=None), by=by)
    log.record("draft.forgotten", by=by, about=Draft)


@transaction.atomic
def delete_expired_drafts(*, by):
    """What was never sent in its time is gone for good, answers and all."""
    count = delete_drafts(Draft.objects.expired(), by=by)
    if count:
        log.record("drafts.expired", by=by, about=Draft, count=count)
    return count
