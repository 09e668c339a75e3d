"""What the lists of the directory are filtered by; it stands in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.paging import without_turns
from hubs.models import Hub, ProblemKind, Topic


class ChipFilter(forms.Form):
    """A filter in the address: what cannot be read is left out; each choice can be taken off."""

    NO_CHIP = ()

    @property
    def chosen(self):
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def chips(self, request):
        """(words, the address's query without this choice) of each filter in force."""
        return [
            (self.said(name, value), without_turns(request, name, "page").urlencode())
            for name, value in self.chosen.items()
            if value and name not in self.NO_CHIP
        ]

    def said(self, name, value):
        choices = dict(self.fields[name].choices) if self.is_choice(name) else {}
        return choices.get(value, f"“{value}”" if name == "q" else str(value))

    def is_choice(self, name):
        field = self.fields[name]
        return isinstance(field, forms.ChoiceField) and not hasattr(field, "queryset")


class ClosedProblemsFilter(ChipFilter):
    """Of the problems that were closed."""

    q = forms.CharField(label=_("Service, site or what was done"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any kind")), *ProblemKind.choices]
    )


class DirectoryFilter(ChipFilter):
    """The list's filter; whatever cannot be read is left out."""

    q = forms.CharField(label=_("Name or words"), required=False, max_length=100)
    topic = forms.ModelChoiceField(
        Topic.objects.order_by("name"), label=_("Topic"), required=False, empty_label=_("Any topic")
    )
    hub = forms.ModelChoiceField(
        Hub.objects.all(), label=_("Hub"), required=False, empty_label=_("Any hub, or none")
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Any state")),
            ("public", _("Families find it")),
            ("due", _("Check is due")),
            ("hidden", _("Hidden: not checked in time")),
            ("off", _("Off")),
            ("unowned", _("Nobody owns it")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("By name")), ("due", _("By the day of the check"))],
    )

    # The order is no filter: nothing is hidden by it.
    NO_CHIP = ("sort",)
