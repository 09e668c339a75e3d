"""The clocks: what another target would do, seen before it is saved (domain.md 3.1)."""

from copy import copy

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.council.current import council
from familyhubs.council.models import CouncilSettings
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs.permissions import can_administer
from referrals.what_if import CLOCKS, would_be_late

from . import actions
from .closures import moved_words
from .forms import missing


class ClocksForm(forms.ModelForm):
    """The targets of the clocks that open requests run by."""

    # Which version the page showed: the action refuses when somebody else saved in between.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = CouncilSettings
        fields = CLOCKS
        error_messages = {name: missing(name) for name in CLOCKS}

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=copy(instance), **kwargs)
        self.initial["version"] = instance.version
        for name in CLOCKS:
            self.fields[name].widget.attrs["width"] = "5"

    @property
    def targets(self):
        return {name: self.cleaned_data[name] for name in CLOCKS}


def clocks(request):
    """Try a target, see how many open requests would be late by it, then save it."""
    require(can_administer(request.user))
    now = council()
    form = bind(ClocksForm, request, instance=now)
    context = {"form": form, "changed_by": User.objects.filter(pk=now.changed_by).first()}
    if form.is_valid():
        if "save" in request.POST and save(request, form, now):
            return redirect("pages:clocks")
        tried = copy(now)
        for name, target in form.targets.items():
            setattr(tried, name, target)
        context |= {"lines": lines(now, tried), "tried": True}
    return render(request, "pages/clocks.html", context)


def lines(now, tried):
    """Each clock's words, its two targets and its hubs."""
    late = would_be_late(now, tried, timezone.now())
    return [
        {
            "words": CouncilSettings._meta.get_field(clock).verbose_name,
            "old": getattr(now, clock),
            "new": getattr(tried, clock),
            "hubs": [line for line in late if line.clock == clock],
        }
        for clock in CLOCKS
    ]


def save(request, form, now):
    """Whether it was saved; where somebody else has saved meanwhile, the page says so."""
    shown = copy(now)
    shown.version = form.cleaned_data["version"]
    try:
        _saved, moved = actions.change_settings(shown, values=form.targets, by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    said = _("The clocks are saved.")
    messages.success(request, said if moved is None else f"{said} {moved_words(moved)}")
    return True
