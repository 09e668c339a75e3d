"""The priority groups, worded by system administrators: from a day on, never backwards (R073)."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from families import actions
from families.models import PriorityGroup
from familyhubs.govuk.fields import DateField
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs.permissions import can_administer


class WordsForm(forms.Form):
    """What a group is called, and from when on."""

    text = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=150,
        error_messages={
            "required": gettext_lazy("Enter what the group is called"),
            "max_length": gettext_lazy("This must be 150 characters or fewer"),
        },
    )
    starts_on = DateField(
        label=gettext_lazy("From when on?"),
        called=gettext_lazy("The day"),
        must_be="today or future",
        initial=timezone.localdate,
        error_messages={"required": gettext_lazy("Enter the day from which on")},
    )


def groups(request):
    """All groups with the words they go by, and those they went by."""
    require(can_administer(request.user))
    found = PriorityGroup.objects.prefetch_related("wordings")
    in_force = set(PriorityGroup.objects.in_force().values_list("pk", flat=True))
    rows = [(group, list(group.wordings.all()), group.pk in in_force) for group in found]
    return render(request, "pages/priority_groups.html", {"rows": rows})


def reword(request, pk):
    """Other words for one group; one that ended begins again."""
    require(can_administer(request.user))
    group = get_object_or_404(PriorityGroup.objects.with_words(), pk=pk)
    form = bind(WordsForm, request, initial={"text": group.words_now})
    if form.is_valid():
        try:
            actions.reword_group(group, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The words are saved."))
            return redirect("pages:priority_groups")
    return render(request, "pages/priority_group.html", {"form": form, "group": group})


@require_POST
def end(request, pk):
    """Nobody is asked about it any more."""
    require(can_administer(request.user))
    group = get_object_or_404(PriorityGroup, pk=pk)
    try:
        actions.end_group(group, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%s is no longer asked.") % group)
    return redirect("pages:priority_groups")
