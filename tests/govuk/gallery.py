"""Every component and field on two pages, one for each room: addresses for tests only."""

from pathlib import Path

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from familyhubs.govuk.fields import DateField, PhoneField, PostcodeField, TimeField
from familyhubs.govuk.forms import settle_revealed

HELP = [("money", "Money"), ("sleep", "Sleep"), ("school", "School"), ("none", "None of these")]
REPLY = [("text", "Text message"), ("phone", "Phone call"), ("email", "Email")]


class GalleryForm(forms.Form):
    name = forms.CharField(
        label="Your name",
        help_text="What you like to be called",
        error_messages={"required": "Enter your name"},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    born = DateField(
        label="When was your child born?",
        called="Date of birth",
        must_be="today or past",
        help_text="For example, 27 3 2021",
        error_messages={"required": "Enter when your child was born"},
        widget=DateField.widget(attrs={"autocomplete": "bday"}),
    )
    reply = forms.ChoiceField(
        label="How should we reply?",
        choices=REPLY,
        error_messages={"required": "Select how we should reply"},
        widget=forms.RadioSelect(
            attrs={
                "hints": {"text": "We never say what it is about"},
                "reveals": {"text": "mobile", "phone": ["landline", "best_time"]},
                "divider_before": {"email": "or"},
            }
        ),
    )
    mobile = PhoneField(
        label="Mobile number", required=False, error_messages={"required": "Enter a mobile number"}
    )
    landline = PhoneField(
        label="Phone number", required=False, error_messages={"required": "Enter a phone number"}
    )
    best_time = TimeField(label="Best time to ring", required=False)
    help_with = forms.MultipleChoiceField(
        label="What would help?",
        help_text="Select all that fit",
        choices=HELP,
        error_messages={"required": "Select what would help"},
        widget=forms.CheckboxSelectMultiple(
            attrs={"divider_before": {"none": "or"}, "exclusive": "none"}
        ),
    )
    yes_no = forms.ChoiceField(
        label="Have we met?",
        choices=[("yes", "Yes"), ("no", "No")],
        error_messages={"required": "Select yes if we have met"},
        widget=forms.RadioSelect(attrs={"inline": True, "small": True}),
    )
    postcode = PostcodeField(label="Postcode", error_messages={"required": "Enter your postcode"})
    words = forms.CharField(
        label="Tell us in your own words",
        max_length=200,
        error_messages={"required": "Tell us what is happening"},
        widget=forms.Textarea(attrs={"count": True}),
    )
    language = forms.ChoiceField(
        label="Language",
        choices=[("", "Choose"), ("en", "English"), ("pl", "Polish")],
        error_messages={"required": "Select a language"},
    )
    weeks = forms.IntegerField(
        label="How many weeks?",
        min_value=1,
        error_messages={"required": "Enter how many weeks"},
        widget=forms.NumberInput(attrs={"width": "3", "prefix": "about", "suffix": "weeks"}),
    )
    photo = forms.FileField(
        label="Photo of the leaflet", error_messages={"required": "Choose a photo"}
    )
    password = forms.CharField(
        label="Password",
        error_messages={"required": "Enter a password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    agree = forms.BooleanField(
        label="You may share this with my school",
        help_text="You can stop it any time",
        error_messages={"required": "Select if you agree"},
    )

    def clean(self):
        settle_revealed(self)
        return self.cleaned_data


COMPONENTS = (Path(__file__).parent / "gallery.html").read_text()


@login_not_required
def gallery(request, room):
    form = GalleryForm(request.POST or None, request.FILES or None)
    if "saved" in request.GET:
        messages.success(request, "Saved: your name.")
    page = engines["django"].from_string(
        f'{{% extends "base_{room}.html" %}}{{% load govuk %}}'
        "{% block title %}Gallery{% endblock %}{% block content %}" + COMPONENTS + "{% endblock %}"
    )
    return HttpResponse(page.render({"form": form}, request))


urlpatterns = [
    path("gallery/<slug:room>", gallery),
    path("", include("familyhubs.urls")),
]
