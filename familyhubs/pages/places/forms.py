"""What a system administrator types about districts, hubs, wards, sites and teams."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import Organisation
from familyhubs.govuk.fields import DateField, PhoneField, PostcodeField
from hubs.models import Hub, Site, SiteKind

from . import lists

NO_HUB = "none"


def line(label, missing="", max_length=100, **kwargs):
    """One line of text; required where there is something to say when it is missing."""
    return forms.CharField(
        label=label,
        max_length=max_length,
        required=bool(missing),
        error_messages={
            "required": missing,
            "max_length": _("This must be %(limit_value)d characters or fewer"),
        },
        **kwargs,
    )


def hub_field(label, empty_label, missing="", **kwargs):
    return forms.ModelChoiceField(
        Hub.objects.all(),
        label=label,
        required=bool(missing),
        empty_label=empty_label,
        error_messages={"required": missing, "invalid_choice": _("Select a hub from the list")},
        **kwargs,
    )


class DistrictForm(forms.Form):
    """A part of the council's area."""

    name = line(_("Name of the district"), _("Enter the name of the district"))


class HubForm(forms.Form):
    """The hub of a district."""

    name = line(
        _("Name of the hub"),
        _("Enter the name of the hub"),
        help_text=_("Staff see this name."),
    )
    public_name = line(
        _("What families call it (optional)"),
        help_text=_("Only where that is not its name. Families see this one."),
    )
    phone = PhoneField(label=_("Phone (optional)"), required=False)
    email = forms.EmailField(
        label=_("Email address (optional)"),
        max_length=254,
        required=False,
        error_messages={
            "invalid": _("Enter an email address in the right form, like name@example.com")
        },
    )
    about = forms.CharField(
        label=_("About this hub (optional)"),
        help_text=_("Families read it at the top of its page."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("This must be 2,000 characters or fewer")},
    )
    community = line(
        _("A community it works with above all (optional)"),
        max_length=200,
        help_text=_("In words that leave nobody out, such as: We work closely with …"),
    )
    social_link = forms.URLField(
        label=_("Its page on social media (optional)"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a web address, like https://example.org/our-hub")},
    )


class WardsForm(forms.Form):
    """The wards a hub serves. Each choice carries the hub its ward had on the page."""

    wards = forms.MultipleChoiceField(
        label=_("Wards"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        error_messages={
            "invalid_choice": _(
                "A ward has changed hands since this page was opened. Look again and choose."
            )
        },
    )

    def __init__(self, *args, hub, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = list(lists.wards())
        field = self.fields["wards"]
        field.choices = [(self.choice(ward), ward.name) for ward in self.known]
        field.initial = [self.choice(ward) for ward in self.known if ward.hub_id == hub.pk]
        moves = _("now with {hub}: ticked, it moves here")
        field.widget.attrs["hints"] = {
            self.choice(ward): format_lazy(moves, hub=ward.hub.name)
            for ward in self.known
            if ward.hub_id not in (None, hub.pk)
        }

    @staticmethod
    def choice(ward):
        return f"{ward.code}@{ward.hub_id or ''}"

    @property
    def chosen(self):
        """What the action takes: each ward's code with the hub it was seen with."""
        return dict(choice.split("@") for choice in self.cleaned_data["wards"])


class SiteForm(forms.Form):
    """What the council says of a place: of one from a list, its hub, its kind and its days."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Select a kind")), *SiteKind.choices],
        help_text=_("Families see main buildings and delivery sites that have a hub."),
        error_messages={
            "required": _("Select what kind of place it is"),
            "invalid_choice": _("Select a kind from the list"),
        },
    )
    hub = hub_field(_("Hub"), _("No hub"))
    opened_on = DateField(
        label=_("Opened on (optional)"), called=_("The day it opened"), required=False
    )
    closed_on = DateField(
        label=_("Closed on (optional)"), called=_("The day it closed"), required=False
    )


class OwnSiteForm(SiteForm):
    """A place that came by no list: all of it is ours to say."""

    field_order = ("name", "kind", "hub", "address", "postcode")
    name = line(_("Name"), _("Enter the name of the place"), 200)
    address = line(_("Address (optional)"), max_length=300)
    postcode = PostcodeField(label=_("Postcode (optional)"), required=False)
    phone = PhoneField(label=_("Phone (optional)"), required=False)
    email = forms.EmailField(
        label=_("Email address (optional)"),
        max_length=254,
        required=False,
        error_messages={
            "invalid": _("Enter an email address in the right form, like name@example.com")
        },
    )
    opening_times = forms.CharField(
        label=_("Opening times (optional)"),
        help_text=_("As you would say them to a family."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("This must be 2,000 characters or fewer")},
    )


class SitesFilter(forms.Form):
    """The list's filter; whatever cannot be read is left out."""

    q = forms.CharField(label=_("Name or postcode"), required=False, max_length=100)
    hub = forms.ChoiceField(label=_("Hub"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any kind")), *SiteKind.choices]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hubs = [(str(hub.pk), hub.name) for hub in Hub.objects.order_by("name")]
        self.fields["hub"].choices = [("", _("Any hub, or none")), (NO_HUB, _("No hub")), *hubs]

    @property
    def chosen(self):
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class GiveSitesForm(forms.Form):
    """Sites ticked in the list, and the hub they go to."""

    sites = forms.ModelMultipleChoiceField(
        Site.objects.all(),
        error_messages={
            "required": _("Tick at least one site"),
            "invalid_choice": _("Tick sites from the list"),
            "invalid_pk_value": _("Tick sites from the list"),
        },
    )
    to = hub_field(_("Give the ticked sites to"), _("Select a hub"), _("Select the hub they go to"))


class TeamForm(forms.Form):
    """A team and where it works."""

    name = line(_("Name of the team"), _("Enter the name of the team"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        empty_label=_("Select an organisation"),
        help_text=_("It stays with this one for good."),
        error_messages={
            "required": _("Select the team’s organisation"),
            "invalid_choice": _("Select an organisation from the list"),
        },
    )
    hub = hub_field(
        _("Hub"),
        _("The whole council"),
        help_text=_("The managers of this hub see the families the team works with."),
    )

    def __init__(self, *args, team=None, **kwargs):
        super().__init__(*args, **kwargs)
        running = Organisation.objects.filter(ended_on=None)
        self.fields["organisation"].queryset = running
        if team:
            del self.fields["organisation"]


class EndTeamForm(forms.Form):
    """Nothing is asked: the button is the answer."""
