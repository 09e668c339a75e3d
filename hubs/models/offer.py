"""The local offer: services, who they are for, and where they are given (R009, R023, R027)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from familyhubs.records import Record

from ..querysets import FoundQuerySet, ServiceQuerySet
from .places import Site


class AgeBand(models.TextChoices):
    """Ages and stages by which families search and managers report (R009)."""

    PRE_BIRTH = "pre_birth", _("Before birth")
    EARLY_YEARS = "early_years", _("0 to 4 years")
    PRIMARY = "primary", _("5 to 10 years")
    TEENS = "teens", _("11 to 19 years")
    PARENTS = "parents", _("Parents and carers")
    EXTRA_SUPPORT = "extra_support", _("Extra support, up to 25 with SEND")


class Mode(models.TextChoices):
    """How a service is given (Open Referral UK attending types, and home visits)."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    PHONE = "phone", _("By phone")
    HOME_VISIT = "home_visit", _("At your home")
    HYBRID = "hybrid", _("In person or online")


BY_PHONE_OR_ONLINE = [Mode.ONLINE.value, Mode.PHONE.value]


class Cost(models.TextChoices):
    """Whether it costs anything."""

    FREE = "free", _("Free")
    PAY = "pay", _("You pay")


class ServiceStatus(models.TextChoices):
    """Whether it is given at all (domain.md 2.2)."""

    ACTIVE = "active", _("Active")
    INACTIVE = "inactive", _("Inactive")
    CLOSED = "closed", _("Temporarily closed")
    DEFUNCT = "defunct", _("Has ended")


class AccessNeed(models.TextChoices):
    """What a service makes room for."""

    STEP_FREE = "step_free", _("Step-free way in")
    TOILET = "toilet", _("Accessible toilet")
    PARKING = "parking", _("Blue Badge parking")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    BSL = "bsl", _("British Sign Language")
    INTERPRETER = "interpreter", _("Interpreter")
    BABY_CHANGING = "baby_changing", _("Baby changing")
    QUIET = "quiet", _("Quiet space")


class Weekday(models.IntegerChoices):
    """Days of the week as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Topic(Record):
    """What a service is about: the DfE's taxonomy, and what hubs need beside it (domain.md 2.2)."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    family_words = models.CharField(max_length=100, help_text="What families read.")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    is_dfe = models.BooleanField(default=False, help_text="Part of the DfE's own taxonomy.")
    synonyms = models.TextField(blank=True, help_text="Other words that families search for.")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(name="topic_not_own_parent", condition=~Q(parent=F("id")))
        ]

    def __str__(self):
        return self.family_words


class Service(Record):
    """One kind of help that somebody gives: by whom, with and for whom, where and when (R027)."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, unique=True)
    summary = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True, max_length=4_000)
    provider = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    funder = models.CharField(max_length=200, blank=True)
    target_group = models.CharField(max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, related_name="services", blank=True)
    age_bands = ArrayField(
        models.CharField(max_length=15, choices=AgeBand), default=list, blank=True
    )
    lowest_age = models.PositiveSmallIntegerField(null=True, blank=True)
    highest_age = models.PositiveSmallIntegerField(null=True, blank=True)
    cost = models.CharField(max_length=4, choices=Cost, default=Cost.FREE)
    cost_words = models.CharField(max_length=200, blank=True)
    languages = ArrayField(
        models.CharField(max_length=3), default=list, blank=True, help_text="ISO 639 codes."
    )
    modes = ArrayField(models.CharField(max_length=10, choices=Mode), default=list, blank=True)
    is_send_friendly = models.BooleanField(default=False)
    access_needs = ArrayField(
        models.CharField(max_length=15, choices=AccessNeed), default=list, blank=True
    )
    days = ArrayField(models.PositiveSmallIntegerField(choices=Weekday), default=list, blank=True)
    times = models.TextField(blank=True, max_length=2_000, help_text="In words.")
    how_to_get_it = models.TextField(blank=True, max_length=2_000)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(max_length=300, blank=True)
    is_everywhere = models.BooleanField(
        default=False, help_text="For everybody, wherever they live: by phone or online."
    )
    status = models.CharField(max_length=8, choices=ServiceStatus, default=ServiceStatus.ACTIVE)
    on_from = models.DateField(null=True, blank=True)
    on_until = models.DateField(null=True, blank=True, help_text="The last day it is on.")
    banner = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=60, blank=True, help_text="The list it came by.")
    source_key = models.CharField(max_length=200, blank=True)
    is_edited_here = models.BooleanField(
        default=False, editable=False, help_text="From now on its list changes it no more."
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    # Freshness (R025): who answers for it, when somebody last said it is right, and until when.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_card = models.ForeignKey(
        "contact.ContactCard", models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_assured_on = models.DateField(null=True, blank=True)
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_due_on = models.DateField()

    # Kept by triggers of migration 0005: name, words, provider, topics and their synonyms, plain.
    search_text = models.TextField(default="", editable=False)

    is_remote = models.GeneratedField(
        expression=Q(is_everywhere=True)
        | (Q(modes__contained_by=BY_PHONE_OR_ONLINE) & ~Q(modes=[])),
        output_field=models.BooleanField(),
        db_persist=True,
        help_text="Nobody goes anywhere for it.",
    )

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=~Q(source=""),
                name="service_one_per_source_key",
            ),
            models.CheckConstraint(
                name="service_off_after_on",
                condition=Q(on_from=None) | Q(on_until=None) | Q(on_until__gte=F("on_from")),
            ),
            models.CheckConstraint(
                name="service_ages_in_order",
                condition=Q(lowest_age=None)
                | Q(highest_age=None)
                | Q(highest_age__gte=F("lowest_age")),
            ),
            models.CheckConstraint(
                name="service_one_owner", condition=Q(owner=None) | Q(owner_card=None)
            ),
            models.CheckConstraint(
                name="service_status_is_one", condition=Q(status__in=ServiceStatus.values)
            ),
            models.CheckConstraint(
                name="service_lists_are_of_their_kind",
                condition=Q(age_bands__contained_by=AgeBand.values)
                & Q(modes__contained_by=Mode.values)
                & Q(access_needs__contained_by=AccessNeed.values)
                & Q(days__contained_by=Weekday.values),
            ),
        ]
        indexes = [
            GinIndex(OpClass("search_text", "gin_trgm_ops"), name="service_by_trigram"),
            models.Index(fields=["status", "review_due_on"], name="service_by_review"),
            models.Index(Upper("name"), name="service_by_name"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("offer:service", args=[self.slug])

    @property
    def age_band_words(self):
        return [AgeBand(band).label for band in self.age_bands]

    @property
    def mode_words(self):
        return [Mode(mode).label for mode in self.modes]

    @property
    def access_words(self):
        return [AccessNeed(need).label for need in self.access_needs]

    @property
    def day_words(self):
        return [Weekday(day).label for day in sorted(self.days)]


class FoundService(models.Model):
    """What a search asks of a service, and no more: kept by a trigger (migration 0018).

    One search counts thousands of rows. A service's own is wide, most of it words for its page.
    """

    service = models.OneToOneField(
        Service, models.CASCADE, primary_key=True, related_name="found", editable=False
    )
    is_remote = models.BooleanField()
    review_due_on = models.DateField()
    on_from = models.DateField(null=True)
    on_until = models.DateField(null=True)
    status = models.CharField(max_length=8, choices=ServiceStatus)
    name = models.CharField(max_length=200)
    words = SearchVectorField(help_text="Of the service's `search_text`, in English.")

    objects = FoundQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex("words", name="service_by_words"),
            # All that a search without words or choices asks: not even this row is read.
            models.Index(
                fields=["is_remote", "name", "service"],
                include=["review_due_on", "on_from", "on_until"],
                condition=Q(status="active"),
                name="service_found",
            ),
        ]


class ServiceAtSite(Record):
    """A service given at a site, with when (R027)."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="at_sites")
    site = models.ForeignKey(Site, models.PROTECT, related_name="services_here")
    schedule = models.TextField(blank=True, max_length=2_000, help_text="When, in words.")

    class Meta:
        ordering = ["site__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["service", "site"], name="service_at_site_once")
        ]

    def __str__(self):
        return f"{self.service} at {self.site}"


class ServiceHours(Record):
    """One stretch of a weekday when a service is given at a site."""

    at = models.ForeignKey(ServiceAtSite, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["at", "weekday", "opens"], name="service_hours_once"),
            models.CheckConstraint(
                name="service_hours_in_order", condition=Q(opens__lt=F("closes"))
            ),
            models.CheckConstraint(
                name="service_hours_on_a_weekday", condition=Q(weekday__in=Weekday.values)
            ),
        ]
