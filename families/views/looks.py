"""Who has looked at one family: the log, as a file, and what the family is told of it."""

from defusedcsv import csv
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.accounts.models import Organisation
from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.web import bind, require
from hubs.models import Role

from ..forms import LooksFilter, LooksForForm
from ..looks import is_risky_to_tell, looks_at, told_to
from ..permissions import can_keep_record, can_see_looks
from ..sharing import SEES
from .doors import family_for, people_of

ON_A_PAGE = 50
IN_A_FILE = 5_000


def filtered(request, family):
    """The filter as it was typed, and the events that fit; what cannot be read is left out."""
    form = LooksFilter(request.GET)
    form.is_valid()
    said = {name: value for name, value in form.cleaned_data.items() if value}
    return form, looks_at(family, **said)


def named(events):
    """With the names of the organisations."""
    names = Organisation.objects.in_bulk({row.organisation_id for row in events})
    for row in events:
        row.organisation = names.get(row.organisation_id, "")
    return events


def looks(request, pk):
    """Who has looked at this family, newest first."""
    family = family_for(request, pk, what="log_seen", oversight=True)
    require(can_see_looks(request.user, family))
    form, events = filtered(request, family)
    page = page_of(request, events, "-pk", size=ON_A_PAGE)
    named(page.rows)
    context = {
        "family": family,
        "page": page,
        "form": form,
        "query": request.GET.urlencode(),
        "is_overseen": not family.grounds & SEES,
        "may_tell": can_keep_record(request.user, family),
    }
    return render(request, "families/looks.html", context)


@require_safe
def export(request, pk):
    """The same as a file; that it was taken stands in the log itself."""
    family = family_for(request, pk, what="log_exported", oversight=True)
    require(can_see_looks(request.user, family))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="looks-{family.reference}.csv"'
    file = csv.writer(response)
    file.writerow(["when", "who", "organisation", "kind", "what", "reason"])
    events = filtered(request, family)[1].order_by("-pk")[:IN_A_FILE]
    for row in named(list(events)):
        who = row.actor_name or row.actor
        file.writerow([row.at.isoformat(), who, row.organisation, row.kind, row.verb, row.reason])
    return response


def looks_for(request, pk):
    """The list that one person of the family is given when they ask who has looked."""
    family = family_for(request, pk)
    require(can_keep_record(request.user, family))
    form = bind(LooksForForm, request, people=people_of(family, request.user))
    context = {"family": family, "form": form, "is_risky": is_risky_to_tell(family)}
    if context["is_risky"] or not form.is_valid():
        return render(request, "families/looks_for.html", context)
    person = form.cleaned_data["person"]
    rows = named(list(told_to(person, family)[:IN_A_FILE]))
    words = dict(Role.choices)
    for row in rows:
        row.role_words = words.get(row.role, "")
    record_look(request.user, family, family_id=family.pk, what="looks_exported")
    context |= {"person": person, "rows": rows}
    return render(request, "families/looks_told.html", context)
