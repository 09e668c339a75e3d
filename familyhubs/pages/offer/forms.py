"""What staff, providers and families may type about a service."""

from itertools import groupby
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import Organisation
from familyhubs.govuk.fields import DateField, PhoneField
from hubs.imports.actions.uploads import WHAT
from hubs.languages import code_of, name_of
from hubs.masking import public_place
from hubs.models import (
    AccessNeed,
    AgeBand,
    Cost,
    Mode,
    ProblemKind,
    ServiceStatus,
    Site,
    Topic,
    Weekday,
)

from ..places.forms import line

TOO_LONG = _("This must be %(limit_value)d characters or fewer")
FROM_THE_LIST = _("Select from the list")


def words(label, longest, rows=3, missing="", **kwargs):
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": TOO_LONG, "required": missing},
        **kwargs,
    )


def ticks(label, choices, **kwargs):
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        error_messages={"invalid_choice": FROM_THE_LIST},
        **kwargs,
    )


def age(label):
    wrong = _("Enter an age in whole years, up to 120")
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"width": "3", "inputmode": "numeric"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class ProposeForm(forms.Form):
    """What a provider may say of a service. `seen` is the version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = line(_("Name of the service"), _("Enter the name of the service"), 200)
    summary = line(_("In one sentence (optional)"), max_length=300)
    description = words(
        _("What it is (optional)"), 4_000, 6, help_text=_("Short words. No times or phone numbers.")
    )
    target_group = line(_("Who it is for, in words (optional)"), max_length=200)
    age_bands = ticks(_("Ages and stages"), AgeBand.choices)
    lowest_age = age(_("Youngest age (optional)"))
    highest_age = age(_("Oldest age (optional)"))
    cost = forms.ChoiceField(
        label=_("Cost"),
        choices=Cost.choices,
        widget=forms.RadioSelect(attrs={"inline": True}),
        error_messages={
            "required": _("Select whether it is free"),
            "invalid_choice": _("Select whether it is free"),
        },
    )
    cost_words = line(_("What it costs, and for whom it is less (optional)"), max_length=200)
    languages = line(
        _("Languages spoken (optional)"),
        max_length=200,
        help_text=_("With commas between them, for example: English, Polish"),
    )
    modes = ticks(_("How it is given"), Mode.choices)
    is_send_friendly = forms.BooleanField(
        label=_("Children with special needs or disabilities are welcome"), required=False
    )
    access_needs = ticks(_("Access"), AccessNeed.choices)
    days = ticks(_("Days"), Weekday.choices)
    times = words(_("When, in words (optional)"), 2_000)
    how_to_get_it = words(
        _("How to get it (optional)"),
        2_000,
        help_text=_("Can people just turn up, or does somebody have to ask for them first?"),
    )
    phone = PhoneField(label=_("Phone (optional)"), required=False)
    email = forms.EmailField(
        label=_("Email address that families read (optional)"),
        max_length=254,
        required=False,
        error_messages={
            "invalid": _("Enter an email address in the right form, like name@example.com")
        },
    )
    website = forms.URLField(
        label=_("Website (optional)"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={
            "invalid": _("Enter a web address in the right form, like www.example.com"),
            "max_length": TOO_LONG,
        },
    )

    def clean_languages(self):
        """Codes, whatever was typed: a code or a name."""
        typed = [text for text in self.cleaned_data["languages"].split(",") if text.strip()]
        codes = [code_of(text) for text in typed]
        if "" in codes:
            unknown = typed[codes.index("")].strip()
            raise ValidationError(
                _("We could not find the language %(name)s. Check how it is spelt"),
                params={"name": unknown[:40]},
            )
        return list(dict.fromkeys(codes))

    def clean_days(self):
        return [int(day) for day in self.cleaned_data["days"]]

    def clean_seen(self):
        seen = self.cleaned_data["seen"]
        return seen if seen is not None and 0 < seen < 2**31 else 0

    def clean(self):
        low, high = (self.cleaned_data.get(name) for name in ("lowest_age", "highest_age"))
        if low is not None and high is not None and high < low:
            self.add_error("highest_age", _("The oldest age must be the youngest age or more"))
        return self.cleaned_data

    @classmethod
    def initial_of(cls, service, changes=None):
        """The live version, as these boxes show it, with `changes` that somebody took back."""
        if service is None:
            return {"cost": Cost.FREE}
        kept = {name: getattr(service, name, None) for name in cls.base_fields} | (changes or {})
        languages = (changes or {}).get("languages", service.languages)
        spoken = ", ".join(name_of(code) for code in languages)
        return kept | {"seen": service.version, "languages": spoken}


class ServiceForm(ProposeForm):
    """All that staff say of a service."""

    provider = forms.ModelChoiceField(
        Organisation.objects.filter(ended_on=None),
        label=_("Who gives it (optional)"),
        required=False,
        empty_label=_("Not said"),
        error_messages={"invalid_choice": FROM_THE_LIST},
    )
    funder = line(_("Who pays for it (optional)"), max_length=200)
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        label=_("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        error_messages={"invalid_choice": FROM_THE_LIST, "invalid_pk_value": FROM_THE_LIST},
    )
    is_everywhere = forms.BooleanField(
        label=_("For everybody, wherever they live (by phone or online)"), required=False
    )
    owner_email = forms.EmailField(
        label=_("Who keeps it right: their email address (optional)"),
        help_text=_("We ask them when a check is due. Without one, the hub’s manager is asked."),
        max_length=254,
        required=False,
        error_messages={
            "invalid": _("Enter an email address in the right form, like name@example.com")
        },
    )
    is_another = forms.BooleanField(
        label=_("I have looked: this is another service"), required=False
    )

    def __init__(self, *args, alike=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.alike = alike
        field = self.fields["topics"]
        field.queryset = Topic.objects.exclude(parent=None).order_by("parent__name", "name")
        by_group = groupby(field.queryset.select_related("parent"), lambda topic: topic.parent)
        field.choices = [
            (str(parent), [(topic.pk, str(topic)) for topic in own]) for parent, own in by_group
        ]
        if not alike:
            del self.fields["is_another"]

    def clean(self):
        if self.alike and not self.cleaned_data.pop("is_another", False):
            self.add_error("is_another", _("Look at the services like it, and tick if this is new"))
        return super().clean()

    @classmethod
    def initial_of(cls, service):
        initial = super().initial_of(service)
        if service is not None:
            owner = service.owner or service.owner_card
            initial |= {"topics": service.topics.all(), "owner_email": owner.email if owner else ""}
        return initial


class SwitchForm(forms.Form):
    """On or off, now or by date, with what families read meanwhile."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    status = forms.ChoiceField(
        label=_("Is it running?"),
        choices=ServiceStatus.choices,
        widget=forms.RadioSelect(
            attrs={
                "hints": {
                    ServiceStatus.ACTIVE: _("Families find it."),
                    ServiceStatus.CLOSED: _("Its page stays, and says so."),
                    ServiceStatus.INACTIVE: _("Families do not see it."),
                    ServiceStatus.DEFUNCT: _("Families do not see it. It stays on record."),
                }
            }
        ),
        error_messages={
            "required": _("Select whether it is running"),
            "invalid_choice": _("Select whether it is running"),
        },
    )
    on_from = DateField(
        label=_("First day it runs (optional)"), called=_("The first day"), required=False
    )
    on_until = DateField(
        label=_("Last day it runs (optional)"), called=_("The last day"), required=False
    )
    banner = line(
        _("What families read at the top of its page (optional)"),
        max_length=300,
        help_text=_("For example: “Closed for the summer. The library runs a group meanwhile.”"),
    )

    clean_seen = ProposeForm.clean_seen

    def clean(self):
        first, last = (self.cleaned_data.get(name) for name in ("on_from", "on_until"))
        if first and last and last < first:
            self.add_error("on_until", _("The last day must be the first day or later"))
        return self.cleaned_data

    @classmethod
    def initial_of(cls, service):
        kept = {name: getattr(service, name, None) for name in cls.base_fields}
        return kept | {"seen": service.version}


class SiteChoiceForm(forms.Form):
    """One of the sites."""

    site = forms.ModelChoiceField(
        Site.objects.all(),
        label=_("Site"),
        empty_label=_("Select a site"),
        error_messages={
            "required": _("Select a site"),
            "invalid_choice": _("Select a site from the list"),
        },
    )


class PlaceForm(SiteChoiceForm):
    """Where it is given, and when there."""

    schedule = words(
        _("When (optional)"),
        2_000,
        help_text=_("For example: Mon 9am - 11am, Thurs 1pm - 3pm"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.open().order_by("name", "id")
        self.fields["site"].label_from_instance = place_words


def place_words(site):
    """A site by its name and where it is, unless that is secret."""
    place = public_place(site)
    return f"{site.name}, {place.postcode}" if place.postcode else site.name


class ReasonForm(forms.Form):
    """Why a change does not go live."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = words(_("If you decline: why?"), 500, help_text=_("The provider reads this."))

    clean_seen = ProposeForm.clean_seen


class CloseProblemForm(forms.Form):
    what_was_done = words(_("What was done"), 500, missing=_("Enter what was done"))


class ReportForm(forms.Form):
    """A family tells us what is wrong. Nobody is asked who they are."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=ProblemKind.choices,
        widget=forms.RadioSelect(),
        error_messages={
            "required": _("Select what is wrong"),
            "invalid_choice": _("Select what is wrong"),
        },
    )
    words = words(
        _("Tell us more (optional)"),
        1_000,
        4,
        help_text=_("Please do not write your name, or anything about a child or a family."),
    )

    def clean_key(self):
        return self.cleaned_data["key"] or uuid4()


LIST_WORDS = {
    "services": _("Services, in the columns of our own export"),
    "food_banks": _("Food banks (open data): services and their sites"),
    "mental_health_services": _("Mental health services (open data): services and their sites"),
    "childrens_centres": _("Children’s centres: sites"),
    "libraries": _("Libraries: sites"),
    "schools_and_colleges": _("Schools and colleges: sites"),
    "general_practices": _("GP practices: sites"),
}


class UploadForm(forms.Form):
    """A list, and which one it is."""

    what = forms.ChoiceField(
        label=_("Which list is it?"),
        choices=[(name, LIST_WORDS[name]) for name in WHAT],
        widget=forms.RadioSelect(),
        error_messages={
            "required": _("Select which list it is"),
            "invalid_choice": _("Select which list it is"),
        },
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV, UTF-8, up to 500 KB. You see what would change before anything does."),
        error_messages={
            "required": _("Choose the file"),
            "empty": _("The file is empty"),
            "invalid": _("Choose the file"),
        },
    )
