"""What the timeline of one family is filtered by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import Organisation, User
from familyhubs.govuk.fields import DateField
from familyhubs.govuk.widgets import PARTS

from ..models import EntryKind, Person


class TimelineFilterForm(forms.Form):
    """By kind, by whom it is about, by who wrote it, by period, pinned ones alone."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Everything")), *EntryKind.choices], required=False
    )
    about = forms.ModelChoiceField(
        label=_("About"), queryset=Person.objects.none(), required=False, empty_label=_("Anybody")
    )
    author = forms.ModelChoiceField(
        label=_("Written by"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Anybody"),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("All organisations"),
    )
    since = DateField(label=_("From"), called=_("From"), required=False)
    until = DateField(label=_("To"), called=_("To"), required=False)
    pinned = forms.BooleanField(label=_("Pinned only"), required=False)

    def __init__(self, *args, rows, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        written = rows.order_by()
        self.fields["about"].queryset = people
        self.fields["author"].queryset = User.objects.filter(
            pk__in=written.values("author")
        ).order_by("full_name")
        self.fields["organisation"].queryset = Organisation.objects.filter(
            pk__in=written.values("organisation")
        ).order_by("name")

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("The end must not be before the beginning"))
        return self.cleaned_data

    def found(self):
        """The entries that fit; none where a filter says nothing real."""
        if not self.is_valid():
            return self.rows.none()
        said = self.cleaned_data
        asked = {
            "kind": said["kind"],
            "about": said["about"],
            "author": said["author"],
            "organisation": said["organisation"],
            "happened_at__date__gte": said["since"],
            "happened_at__date__lte": said["until"],
            "pin__isnull": False if said["pinned"] else "",
        }
        return self.rows.filter(**{k: v for k, v in asked.items() if v not in ("", None)})

    @property
    def chips(self):
        """The filters in force: what each says, and its fields in the address."""
        if not self.is_valid():
            return []
        said = self.cleaned_data
        day = "%-d %b %Y"
        words = {
            "kind": EntryKind(said["kind"]).label if said["kind"] else "",
            "about": said["about"] and _("About %s") % said["about"],
            "author": said["author"] and _("By %s") % said["author"],
            "organisation": said["organisation"] and str(said["organisation"]),
            "since": said["since"] and _("From %s") % said["since"].strftime(day),
            "until": said["until"] and _("To %s") % said["until"].strftime(day),
            "pinned": said["pinned"] and _("Pinned only"),
        }
        return [(name, text) for name, text in words.items() if text]

    def names_of(self, name):
        """What one filter is called in the address: a day stands in three boxes."""
        return [f"{name}_{part}" for part in PARTS] if name in ("since", "until") else [name]
