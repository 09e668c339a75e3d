"""Which chats and questions: those of the desks, and of the duty, that somebody works at (R048)."""

from datetime import timedelta

from django.apps import apps
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.council.current import council
from familyhubs.database.sealed import written
from familyhubs.database.standins import NOW, TODAY, StandIn, put_in, worded_once
from familyhubs.records import RecordQuerySet
from hubs.models import DutyKind, DutyShift, Role
from hubs.permissions import holds, hubs_where
from hubs.rota import FITTING

from ..desk.querysets import DESK_ROLES

LIVE = ("waiting", "talking")
OPEN = (*LIVE, "asked")
# What may tell of danger comes first.
SAFETY = Case(When(~Q(flags=[]), then=Value(0)), default=Value(1))


USER = StandIn("user")


@worded_once(maxsize=1)
def _open_here():
    """The open chats of somebody's desks and duties: asked by every staff page.

    Chat duty opens what is open, out of hours what is flagged: where they have it, at a hub or for
    the whole council; and what is of no hub.
    """
    related = apps.get_model
    desks = related("hubs", "Membership").objects.current().filter(user=USER, role__in=DESK_ROLES)
    mine = DutyShift.objects.answering_now("chat", "out_of_hours").filter(user=USER)
    chat, night = mine.filter(kind="chat"), mine.filter(kind="out_of_hours")
    flagged, at_hub = ~Q(flags=[]), Q(hub=OuterRef("hub")) | Q(team__hub=OuterRef("hub"))
    at_hub |= Q(hub=None, team=None)
    of_no_hub = Q(hub=None) & (Q(Exists(chat)) | flagged & Q(Exists(night)))
    here = Q(Exists(desks.filter(at_hub)), hub__isnull=False) | Q(Exists(chat.filter(at_hub)))
    here |= flagged & Q(Exists(night.filter(at_hub))) | of_no_hub
    rows = related("referrals", "Chat").objects.filter(here, state__in=OPEN)
    (found,) = written(rows.values("pk"))
    return RawSQL(*found)


def open_here(user):
    """What this person may answer now, but for what they hold."""
    said = {USER: user.pk, NOW: timezone.now(), TODAY: timezone.localdate()}
    return Q(pk__in=put_in(_open_here(), said))


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
        seen = Q(held_by=user) | open_here(user)
        if holds(user, Role.MANAGER):
            seen |= unsettled() & Q(hub__in=hubs_where(user, Role.MANAGER))
        return self.filter(seen)

    def waiting_for(self, user):
        """Chats that wait and questions, of those that this person may answer: to be counted.

        A safeguarding lead who is on no desk and no chat duty is shown what is flagged.
        """
        rows = self.filter(state__in=["waiting", "asked"])
        if holds(user, *FITTING[DutyKind.CHAT]):
            return rows.filter(open_here(user))
        return rows.visible_to(user).exclude(flags=[])

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
