"""From a service of the directory to the family that is referred to it (R026)."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from families.models import Family
from families.permissions import REFERRERS, can_list
from familyhubs import searches
from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.web import bind, require
from hubs.models import Service

LONGEST = 100


class FamilyWordsForm(forms.Form):
    """Some letters of a name, or a reference; what is typed never stands in the address."""

    words = forms.CharField(
        label=_("Name or reference"),
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": _("This must be 100 characters or fewer")},
    )


def refer(request, pk):
    """Which family? Only those whose record this person keeps, by name."""
    require(can_list(request.user))
    service = get_object_or_404(Service.objects.given(), pk=pk)
    typed = searches.kept(request.session, request.GET.get("search", ""))
    form = bind(FamilyWordsForm, request, initial={"words": typed})
    if form.is_valid():
        key = searches.keep(request.session, form.cleaned_data["words"].strip())
        return redirect(f"{reverse('directory:refer', args=[pk])}?search={key}")
    families, order = Family.objects.visible_by(request.user, *REFERRERS), ("name", "pk")
    if typed:
        (families, _count), order = families.likeliest(typed, request.user), ("place", "pk")
        record_look(request.user, Family, what="searched")
    page = page_of(request, families.select_related("hub"), *order)
    context = {"service": service, "form": form, "page": page, "typed": typed}
    return render(request, "directory/refer.html", context)
