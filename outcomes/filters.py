"""What the list of plans may be narrowed by; every filter is in the address."""

from datetime import timedelta

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .levels import Level
from .models import Plan


class PlanFilter(django_filters.FilterSet):
    """Whose plans, how their review stands, and the level."""

    whose = django_filters.ChoiceFilter(
        label=_("Whose"),
        choices=[("mine", _("Those I lead"))],
        empty_label=_("All I can see"),
        method="by_lead",
    )
    review = django_filters.ChoiceFilter(
        label=_("Review"),
        choices=[("overdue", _("Overdue"))],
        empty_label=_("All"),
        method="by_review",
    )
    level = django_filters.ChoiceFilter(
        label=_("Level of need"), choices=Level.choices, empty_label=_("All levels")
    )

    class Meta:
        model = Plan
        fields = ["whose", "review", "level"]

    def by_lead(self, plans, name, value):
        return plans.led_by(self.request.user)

    def by_review(self, plans, name, value):
        return plans.review_due(timezone.localdate() - timedelta(days=1))
