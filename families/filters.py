"""What families are filtered by: words from searches.py, the rest from the address."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import User
from hubs.models import Hub

from .models import Family, Involvement

LONGEST_SEARCH = 100


class FamilyFilter(django_filters.FilterSet):
    """By name or reference, hub, lead, and restricted ones alone."""

    q = django_filters.CharFilter(
        label=_("Name or reference"), method="matching_words", max_length=LONGEST_SEARCH
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
        leads = Involvement.objects.current().leads().filter(family__in=self.queryset.values("pk"))
        named = User.objects.filter(pk__in=leads.values("user")).only("full_name")
        self.filters["lead"].queryset = named

    def matching_words(self, rows, name, value):
        return rows.matching_words(value, self.user)

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
