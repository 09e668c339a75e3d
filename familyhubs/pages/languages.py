"""What of the families' pages is translated, and who has checked it, kept by administrators."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from familyhubs.govuk.fields import DateField
from familyhubs.languages.actions import record_check, withdraw_check
from familyhubs.languages.catalogue import digest_of, lines_of
from familyhubs.languages.groups import GROUPS
from familyhubs.languages.known import OTHERS
from familyhubs.languages.models import LanguageCheck
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs.permissions import can_administer


class CheckForm(forms.Form):
    """Who has read it, as what, and when. The digest is of the words that were shown."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    checked_by = forms.CharField(
        label=gettext_lazy("Who has checked it?"),
        help_text=gettext_lazy("The name of a person who speaks both languages well."),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Enter the name of who has checked it"),
            "max_length": gettext_lazy("The name must be 200 characters or fewer"),
        },
    )
    checked_as = forms.CharField(
        label=gettext_lazy("Their role and organisation"),
        help_text=gettext_lazy("For example: interpreter, Language Line; community worker, Ashby."),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Enter their role and organisation"),
            "max_length": gettext_lazy("Role and organisation must be 200 characters or fewer"),
        },
    )
    checked_on = DateField(
        label=gettext_lazy("When did they check it?"),
        called=gettext_lazy("The day"),
        must_be="today or past",
        error_messages={"required": gettext_lazy("Enter the day on which they checked it")},
    )


@require_safe
def languages(request):
    """Every group of words in every language: checked, changed since, or not yet checked."""
    require(can_administer(request.user))
    standing = {}
    for check in LanguageCheck.objects.standing().order_by("recorded_at"):
        standing.setdefault((check.language, check.group), []).append(check)
    rows = [
        (group, [(one, state_of(standing, one.code, group.code)) for one in OTHERS.values()])
        for group in GROUPS.values()
    ]
    context = {"rows": rows, "languages": OTHERS.values()}
    return render(request, "languages/list.html", context)


def state_of(standing, code, group):
    """(what it is, the check that holds or last held)."""
    checks = standing.get((code, group), [])
    holding = [check for check in checks if check.digest == digest_of(group, code)]
    if holding:
        return "checked", holding[-1]
    return ("changed", checks[-1]) if checks else ("unchecked", None)


def words(request, code, group):
    """A group's words beside each other, and the form for whoever has read them."""
    require(can_administer(request.user))
    if code not in OTHERS or group not in GROUPS:
        raise Http404
    digest = digest_of(group, code)
    form = bind(CheckForm, request)
    if form.is_valid():
        try:
            check = record_check(language=code, group=group, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("%(who)s has checked these words.") % {"who": check.checked_by}
            messages.success(request, said)
            return redirect("pages:language_words", code, group)
    checks = LanguageCheck.objects.filter(language=code, group=group)
    context = {
        "form": form,
        "digest": digest,
        "language": OTHERS[code],
        "group": GROUPS[group],
        "lines": lines_of(group, code),
        "checks": checks.select_related("by", "withdrawn_by").order_by("-recorded_at")[:20],
        "is_checked": checks.standing().filter(digest=digest).exists(),
    }
    return render(request, "languages/words.html", context)


@require_POST
def withdraw(request, pk):
    """Something in it is not right after all."""
    require(can_administer(request.user))
    check = withdraw_check(get_object_or_404(LanguageCheck, pk=pk), by=request.user)
    messages.success(request, _("These words count as not checked from now on."))
    return redirect("pages:language_words", check.language, check.group)
