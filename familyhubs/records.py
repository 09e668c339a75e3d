"""What every stored row has in common: an unguessable id, its dates, a lock; for some, a period."""

import uuid
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import BooleanField, Count, F, Func, Q, Value
from django.db.models.functions import JSONObject, Now
from django.http import Http404
from django.utils import timezone

_as_of = ContextVar("as_of", default=None)


@contextmanager
def as_of(moment, day):
    """Within it the querysets' now is this: a rule that is kept must not hold today's time."""
    token = _as_of.set((moment, day))
    try:
        yield
    finally:
        _as_of.reset(token)


def now():
    return (_as_of.get() or (timezone.now(),))[0]


def today():
    return (_as_of.get() or (None, timezone.localdate()))[1]


class Gone(Http404):
    """A row that was there when it was read is not there for whoever would change it."""


class RecordQuerySet(models.QuerySet):
    def lock(self, record):
        """The same row, read afresh and held until the transaction ends.

        Raises Gone where there is none, or it is nobody's business any more. Asked twice, as a
        policy weighs a row that was waited for against what its own statement saw before the wait.
        """
        rows = self.select_for_update(of=("self",)).filter(pk=record.pk).order_by("pk")
        found = rows.first() or rows.first()
        if found is None:
            raise Gone
        return found

    def among(self, few):
        """Those whose id is among `few`, a queryset of one column: PostgreSQL looks these up first.

        With `__in` it may read all that the other conditions allow: it counts the cost of a rule of
        ours again for each row that it would look up.
        """
        ids = ArraySubquery(few.order_by())
        template = {"arg_joiner": " = ANY(", "template": "%(expressions)s)"}
        return self.filter(Func(F("pk"), ids, output_field=BooleanField(), **template))


class Record(models.Model):
    """What every row in the service has: an unguessable id and the database's own dates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True


class PeriodQuerySet(RecordQuerySet):
    def current(self, at=None):
        """Rows whose period [starts_at, ends_at) contains this moment."""
        at = at or now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)


class Period(Record):
    """A row that holds from one moment until another, half open; no job is needed to end it."""

    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_start",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
            )
        ]

    @property
    def is_current(self):
        now = timezone.now()
        return self.starts_at <= now and (self.ends_at is None or self.ends_at > now)


WHOLE = {"all": Q()}


def how_many(**asked):
    """The number of rows of each of these, in one statement.

    Of `(rows, {name: condition})` how many of the rows meet each condition, by name: who sees the
    rows is then worked out once, which takes PostgreSQL longer than to count them.
    """
    asked = {name: of if isinstance(of, tuple) else (of, WHOLE) for name, of in asked.items()}
    counted = [
        rows.order_by()
        .annotate(counted_as=Value(name))
        .values("counted_as")
        .annotate(many=JSONObject(**{one: Count("pk", filter=met) for one, met in parts.items()}))
        .values_list("counted_as", "many")
        for name, (rows, parts) in asked.items()
    ]
    found = dict(counted[0].union(*counted[1:], all=True))
    many = {name: found.get(name) or dict.fromkeys(parts, 0) for name, (_, parts) in asked.items()}
    return {name: many[name]["all"] if asked[name][1] is WHOLE else many[name] for name in asked}
