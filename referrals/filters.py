"""What the queue may be narrowed by; every filter is in the address, so it can be bookmarked."""

import django_filters
from django import forms
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from familyhubs.references import read_reference

from .models import Channel, Referral
from .permissions import hubs_triaged_by


def hubs_of(request):
    """The hubs of this person's queue."""
    return hubs_triaged_by(request.user)


class QueueFilter(django_filters.FilterSet):
    """Hub, channel, flagged or not, reference."""

    reference = django_filters.CharFilter(
        label=_("Reference"),
        method="by_reference",
        max_length=40,
        widget=forms.TextInput({"width": "10", "autocomplete": "off", "spellcheck": "false"}),
    )
    called = django_filters.CharFilter(
        label=_("Name"),
        help_text=_("Of anybody in the request"),
        method="by_name",
        min_length=2,
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    hub = django_filters.ModelChoiceFilter(
        label=_("Hub"), queryset=hubs_of, empty_label=_("All your hubs")
    )
    channel = django_filters.ChoiceFilter(
        label=_("Came by"), choices=Channel, empty_label=_("Any way")
    )
    flagged = django_filters.ChoiceFilter(
        label=_("Safeguarding"),
        choices=[("yes", _("Flagged")), ("no", _("Not flagged")), ("screen", _("Not screened"))],
        empty_label=_("All"),
        method="by_flag",
    )

    class Meta:
        model = Referral
        fields = ["reference", "called", "hub", "channel", "flagged"]

    def by_reference(self, queryset, name, value):
        return queryset.filter(reference=read_reference(value, "ASK"))

    def by_name(self, queryset, name, value):
        # Ids alone, past the policies, which could not use the index (decision 57).
        return queryset.filter(pk__in=RawSQL("SELECT referrals_named(%s)", [value.upper()]))

    def by_flag(self, queryset, name, value):
        if value == "screen":
            return queryset.filter(screened_at=None)
        unflagged = queryset.filter(safety_flags=[])
        return unflagged if value == "no" else queryset.exclude(safety_flags=[])

    def chips(self):
        """The filters in force: (words, the address's query without this one)."""
        if not self.form.is_valid():
            return []
        return [
            (f"{field.label}: {self._said(name, value)}", self._without(name))
            for name, field in self.form.fields.items()
            if (value := self.form.cleaned_data.get(name))
        ]

    def _said(self, name, value):
        choices = dict(getattr(self.form.fields[name], "choices", None) or {})
        return value if name == "hub" else choices.get(value, value)

    def _without(self, name):
        query = self.data.copy()
        for gone in (name, "before", "after"):
            query.pop(gone, None)
        return query.urlencode()
