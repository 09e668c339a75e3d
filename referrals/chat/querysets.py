"""Which chats and questions: those of the desks, and of the duty, that somebody works at (R048)."""

from datetime import timedelta

from django.apps import apps
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.council.current import council
from familyhubs.records import RecordQuerySet
from hubs.models import DutyKind, DutyShift, Role
from hubs.permissions import holds, hubs_where
from hubs.rota import FITTING

from ..desk.querysets import hubs_of_desk

LIVE = ("waiting", "talking")
OPEN = (*LIVE, "asked")
# What may tell of danger comes first.
SAFETY = Case(When(~Q(flags=[]), then=Value(0)), default=Value(1))


def opened_by_duty(user):
    """What this person's duties open now: chat duty what is open, out of hours what is flagged.

    Either where they have it, at a hub or for the whole council; and what is of no hub.
    """
    shifts = DutyShift.objects.answering_now("chat", "out_of_hours").filter(user=user)
    opened = Q(pk__in=[])
    for kind, hub, of_team in shifts.order_by().values_list("kind", "hub", "team__hub"):
        at = hub or of_team
        here = Q(hub=at) | Q(hub=None) if at else Q()
        flagged = ~Q(flags=[]) if kind == "out_of_hours" else Q()
        opened |= Q(state__in=OPEN) & here & flagged
    return opened


def unsettled(now=None):
    """Whom the family asked to keep it cannot, or has not in its days: for whoever is above."""
    over = (now or timezone.now()) - timedelta(days=council().chat_days)
    gone = Q(held_by=None) | ~Q(held_by__in=User.objects.may_sign_in())
    wanted = Q(state="ended", wish="keep", kept_at=None)
    return wanted & (gone | Q(ended_at__lt=over))


def with_chats(requests):
    """Each request with whether a chat is kept with it: most have none, and ask for no more."""
    rows = apps.get_model("referrals", "Chat").objects.filter(kept="request")
    return requests.annotate(has_chats=Exists(rows.filter(referral=OuterRef("pk"))))


class ChatQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """What is open at the desks and on the duty of this person, and what they hold or held.

        What has ended is for whoever held it last, and for safeguarding leads; for a manager of
        its hub while it must be kept and its holder does not see to it. The only door.
        """
        organisation = getattr(user, "organisation", None)
        if not getattr(user, "is_active", False) or organisation is None:
            return self.none()
        if not organisation.is_council or holds(user, Role.COMMISSIONER):
            return self.none()
        if holds(user, Role.SAFEGUARDING):
            return self.all()
        if not holds(user, *FITTING[DutyKind.CHAT]):
            return self.none()
        here = Q(hub__in=hubs_of_desk(user)) | opened_by_duty(user)
        seen = Q(held_by=user) | Q(state__in=OPEN) & here
        if holds(user, Role.MANAGER):
            seen |= unsettled() & Q(hub__in=hubs_where(user, Role.MANAGER))
        return self.filter(seen)

    def opened_by(self, digest):
        """The chat or question that a code opens, by what is kept of the code, or None."""
        return self.filter(code_digest=digest).first()

    def going_on(self):
        """Chats and questions that are not over, the newest first."""
        return self.filter(state__in=OPEN).order_by("-opened_at", "id")

    def live(self):
        return self.filter(state__in=LIVE)

    def in_line(self):
        """Those who wait, in their turn: by safety, then who was there first."""
        return self.filter(state="waiting").order_by(SAFETY, "opened_at", "id")

    def before(self, chat):
        """Those who wait and came before this one, wherever: one colleague serves several hubs."""
        earlier = Q(opened_at__lt=chat.opened_at) | Q(opened_at=chat.opened_at, pk__lt=chat.pk)
        flagged = ~Q(flags=[])
        first = flagged & earlier if chat.flags else flagged | earlier
        rows = self.filter(first, state="waiting").exclude(pk=chat.pk)
        return rows if chat.hub_id is None else rows.filter(Q(hub=None) | Q(hub=chat.hub_id))

    def talking_with(self, user):
        return self.filter(state="talking", held_by=user).order_by("opened_at", "id")

    def with_unread(self):
        """Each with how many lines of the family its holder has not seen."""
        new = Q(lines__side="family", lines__number__gt=F("staff_read"))
        return self.annotate(unread=Count("lines", filter=new))

    def to_answer(self):
        """Questions that wait for an answer: by safety, then time left."""
        return self.filter(state="asked").order_by(SAFETY, "answer_due_at", "id")

    def to_log(self, user):
        """Ended chats of this person of which nobody has noted what they were about."""
        return self.filter(state="ended", held_by=user, logged_at=None).order_by("-ended_at")

    def to_keep(self, user):
        """What the family wants kept and is nowhere yet: one's own, and what nobody sees to."""
        return self.wanted().filter(Q(held_by=user) | unsettled())

    def wanted(self):
        """What the family wants kept and is nowhere yet, whose days run out first."""
        return self.filter(state="ended", wish="keep", kept_at=None).order_by("ended_at", "id")

    def unsettled(self, now=None):
        """Of that what its holder cannot settle, or has not in the days that a chat is kept."""
        return self.filter(unsettled(now)).order_by("ended_at", "id")

    def late(self, now):
        return self.to_answer().filter(answer_due_at__lt=now)

    def over_since(self, before):
        """Ended before then; what a family wants kept and is nowhere yet has as long again.

        What is kept with a request goes with that.
        """
        rows = self.filter(state="ended", ended_at__lt=before).exclude(kept="request")
        last = before - timedelta(days=council().chat_days)
        return rows.exclude(wish="keep", kept_at=None, ended_at__gte=last)
