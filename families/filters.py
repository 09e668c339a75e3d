"""What families are filtered by: words from searches.py, the rest from the address."""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import User
from familyhubs.paging import known
from hubs.models import Hub

from .models import Family, FamilyStanding, Involvement

LONGEST_SEARCH = 100
BY_NAME, LIKELIEST_FIRST = ("name", "pk"), ("place", "pk")


class FamilyFilter(django_filters.FilterSet):
    """By hub, lead, and restricted ones alone; what was typed is searched for among the rest."""

    q = django_filters.CharFilter(
        label=_("Name, date of birth, postcode, phone, email or reference"),
        method="as_they_are",
        max_length=LONGEST_SEARCH,
    )
    hub = django_filters.ModelChoiceFilter(
        label=_("Hub"), queryset=Hub.objects.all(), empty_label=_("All hubs")
    )
    lead = django_filters.ModelChoiceFilter(
        label=_("Lead practitioner"),
        queryset=User.objects.none(),
        method="led_by",
        empty_label=_("Anybody"),
    )
    restricted = django_filters.BooleanFilter(
        label=_("Restricted only"), method="restricted_only", widget=forms.CheckboxInput
    )

    class Meta:
        model = Family
        fields = []

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        # For each worker the first family will do: not for each family its worker.
        leads = Involvement.objects.current().leads().filter(user=OuterRef("pk"))
        leads = leads.filter(family__in=self.queryset.values("pk"))
        self.filters["lead"].queryset = User.objects.filter(Exists(leads)).only("full_name")

    def as_they_are(self, rows, name, value):
        return rows

    def found(self):
        """The rows, how many (None: many), and the fields that they stand in order of."""
        if not self.form.is_valid():
            return self.queryset.none(), 0, BY_NAME
        said = self.form.cleaned_data
        if not said["q"]:
            return *known(self.qs), BY_NAME
        only = {"hub": said["hub"], "only_restricted": bool(said["restricted"])}
        return *self.qs.likeliest(said["q"], self.user, **only), LIKELIEST_FIRST

    def led_by(self, rows, name, value):
        leads = Involvement.objects.current().leads().filter(user=value)
        return rows.filter(pk__in=leads.values("family"))

    def restricted_only(self, rows, name, value):
        return rows.restricted() if value else rows

    @property
    def chips(self):
        """The filters in force: what each says, and its name."""
        if not self.form.is_valid():
            return []
        said = self.form.cleaned_data
        words = {
            "search": f"“{said['q']}”" if said["q"] else "",
            "hub": str(said["hub"] or ""),
            "lead": str(said["lead"] or ""),
            "restricted": _("Restricted only") if said["restricted"] else "",
        }
        return [(name, text) for name, text in words.items() if text]


class RankedFilter(django_filters.FilterSet):
    """The ranked list by hub."""

    hub = django_filters.ModelChoiceFilter(
        label=_("Hub"),
        field_name="family__hub",
        queryset=Hub.objects.all(),
        empty_label=_("All hubs"),
    )

    class Meta:
        model = FamilyStanding
        fields = []

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user


class QuietFilter(RankedFilter):
    """Families nobody has spoken with, by weeks, hub and worker (R078)."""

    weeks = django_filters.NumberFilter(
        label=_("No contact for, weeks"),
        method="quiet_for",
        min_value=1,
        max_value=520,
        widget=forms.TextInput(attrs={"width": "4", "inputmode": "numeric"}),
    )
    worker = django_filters.ModelChoiceFilter(
        label=_("Worker"),
        queryset=User.objects.none(),
        method="of_worker",
        empty_label=_("Anybody"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        work = Involvement.objects.current().visible_to(user).exclude(user=None)
        named = User.objects.filter(pk__in=work.values("user")).order_by("full_name")
        self.filters["worker"].queryset = named.only("full_name")

    def quiet_for(self, rows, name, value):
        return rows.quiet_for(timezone.now() - timedelta(weeks=int(value)))

    def of_worker(self, rows, name, value):
        work = Involvement.objects.current().filter(user=value)
        return rows.filter(family__in=work.values("family"))
