"""Districts, hubs and the sites they work from (R001, R002, R004–R007)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from familyhubs.records import Record

from ..querysets import HubQuerySet, SiteQuerySet


class District(Record):
    """A part of the council's area with one main hub (R001)."""

    name = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Hub(Record):
    """The hub of a district: the team of teams that families and work belong to (R001)."""

    district = models.OneToOneField(District, models.PROTECT, related_name="hub")
    name = models.CharField(max_length=100, unique=True)
    public_name = models.CharField(
        max_length=100,
        blank=True,
        help_text="What families call it, where that is not its name (R007).",
    )
    slug = models.SlugField(max_length=100, unique=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    about = models.TextField(blank=True, max_length=2_000)
    social_link = models.URLField(max_length=300, blank=True, help_text="Its own page (R014).")
    community = models.CharField(
        max_length=200, blank=True, help_text="A community it works with above all (R034)."
    )

    objects = HubQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.public_name or self.name

    def get_absolute_url(self):
        return reverse("hubs:hub", args=[self.slug])


class SiteKind(models.TextChoices):
    """What sort of place a site is (R004, R005)."""

    MAIN = "main", "Main hub building"
    SATELLITE = "satellite", "Delivery site"
    LIBRARY = "library", "Library"
    SCHOOL = "school", "School or college"
    GP = "gp", "GP practice"
    COMMUNITY = "community", "Community, church or village hall"
    FOOD_BANK = "food_bank", "Food bank"
    SERVICE = "service", "Service address"
    REGISTRY = "registry", "Registry office"
    MOBILE = "mobile", "Mobile"
    HOME = "home", "Visits at home"
    VIRTUAL = "virtual", "Online or by phone"


class Facility(models.TextChoices):
    """What a site has (R021)."""

    STEP_FREE = "step_free", _("Step-free way in")
    ACCESSIBLE_TOILET = "accessible_toilet", _("Accessible toilet")
    BABY_CHANGING = "baby_changing", _("Baby changing")
    BREASTFEEDING = "breastfeeding", _("You can breastfeed here")
    PARKING = "parking", _("Parking")
    BUGGIES = "buggies", _("Room for buggies")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    RECEPTION = "reception", _("Reception desk")
    PLAY = "play", _("Play space")
    YOUTH = "youth", _("Space for young people")
    KITCHEN = "kitchen", _("Kitchen")
    CLINIC = "clinic", _("Clinic room")
    QUIET = "quiet", _("Quiet space")
    WIFI = "wifi", _("Free Wi-Fi")


class Site(Record):
    """A place where help is delivered: a hub's building, a delivery site, a partner's address."""

    hub = models.ForeignKey(Hub, models.PROTECT, null=True, blank=True, related_name="sites")
    kind = models.CharField(max_length=12, choices=SiteKind)
    name = models.CharField(max_length=200)
    public_name = models.CharField(
        max_length=100,
        blank=True,
        db_default="",
        help_text="What families call it, if not its name (R007).",
    )
    inside = models.CharField(
        max_length=200, blank=True, help_text="The building it is inside (R005)."
    )
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    opening_times = models.TextField(blank=True, help_text="As the source words them.")
    is_address_hidden = models.BooleanField(
        default=False,
        db_default=False,
        help_text="A refuge or somebody's home: only its name is public.",
    )
    facilities = ArrayField(
        models.CharField(max_length=20, choices=Facility),
        default=list,
        db_default=[],
        blank=True,
    )
    access = models.CharField(
        max_length=500, blank=True, db_default="", help_text="How to get in and around."
    )
    opens_on_bank_holidays = models.BooleanField(default=False, db_default=False)
    is_mandated = models.BooleanField(default=False, help_text="Stipulated by the contract (R002).")
    stipulated_weekly_hours = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True
    )
    source = models.CharField(max_length=60, blank=True, help_text="The import it came by.")
    source_key = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hub"], condition=Q(kind="main"), name="site_one_main_per_hub"
            ),
            models.CheckConstraint(
                name="site_main_has_hub", condition=~Q(kind="main") | Q(hub__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=~Q(source=""),
                name="site_one_per_source_key",
            ),
            models.CheckConstraint(
                name="site_place_is_whole",
                condition=Q(longitude=None, latitude=None)
                | Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
            ),
            models.CheckConstraint(
                name="site_closes_after_opening",
                condition=Q(opened_on=None)
                | Q(closed_on=None)
                | Q(closed_on__gte=models.F("opened_on")),
            ),
            models.CheckConstraint(
                name="site_facilities_are_known",
                condition=Q(facilities__contained_by=Facility.values),
            ),
        ]

    def __str__(self):
        return self.public_name or self.name

    def get_absolute_url(self):
        return reverse("hubs:site", args=[self.pk])

    @property
    def facility_words(self):
        return [Facility(facility).label for facility in self.facilities]
