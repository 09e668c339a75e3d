"""Somebody entered twice in one record: chosen, side by side, joined, and undone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from families.views.doors import family_for, members_of, send
from familyhubs.audit.log import record_look
from familyhubs.web import bind, require

from .. import actions
from ..forms import JoinForm, TwiceForm, UndoForm
from ..models import PersonJoin, Takes
from ..permissions import can_find_duplicates, can_join
from ..sameness import in_the_way, values_of
from .merges import in_words


def twice(request, pk):
    """Which two entries are one person; and those who were joined before."""
    record = record_for(request, pk)
    members = list(members_of(record, request.user))
    form = bind(TwiceForm, request, members=members)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        return redirect("merging:join", record.pk, said["goes"], said["stays"])
    joins = PersonJoin.objects.visible_to(request.user).filter(record=record)
    joins = joins.select_related("goes", "stays")[:20]
    context = {"family": record, "form": form, "joins": joins, "are_two": len(members) > 1}
    return render(request, "merging/twice.html", context)


def join(request, pk, goes_pk, stays_pk):
    """Side by side: which value stays, what is in the way, and the reason."""
    record = record_for(request, pk)
    people = {row.person_id: row.person for row in members_of(record, request.user)}
    if goes_pk == stays_pk or not {goes_pk, stays_pk} <= people.keys():
        raise Http404
    goes, stays = people[goes_pk], people[stays_pk]
    form = bind(JoinForm, request, goes=values_of(goes), stays=values_of(stays))
    made = []
    if send(form, lambda: made.append(joined(record, goes, stays, form, request.user))):
        messages.success(request, f"{made[0].stays} stands in this record once.")
        return redirect("merging:joined", made[0].pk)
    context = {"family": record, "form": form, "blockers": in_the_way(record, goes, stays)}
    return render(request, "merging/join.html", context | {"goes": goes, "stays": stays})


def joined(record, goes, stays, form, user):
    why = form.cleaned_data["why"]
    return actions.join(record, goes, stays, takes=form.takes, why=why, by=user)


def undo_join(request, pk):
    """What was joined, with why and what moved; it was wrong: with a reason."""
    require(can_find_duplicates(request.user))
    rows = PersonJoin.objects.visible_to(request.user)
    rows = rows.select_related("record__hub", "goes", "stays", "joined_by", "undone_by")
    one = get_object_or_404(rows, pk=pk)
    require(can_join(request.user, one.record))
    record_look(request.user, one, family_id=one.record_id)
    form = bind(UndoForm, request)
    form.fields["why"].label = "Why are they two people?"
    form.fields["why"].error_messages["required"] = "Enter why they are two people"
    if send(form, lambda: actions.part(one, by=request.user, **form.cleaned_data)):
        messages.success(request, "They are two entries again.")
        return redirect("merging:joined", one.pk)
    context = {"one": one, "form": form, "takes": [Takes(code).label for code in one.takes]}
    context |= {"moved": in_words(one.moved), "stayed": in_words(one.stayed)}
    return render(request, "merging/joined.html", context)


def record_for(request, pk):
    """A record whose people this person may join, or 404, or 403."""
    require(can_find_duplicates(request.user))
    record = family_for(request, pk)
    require(can_join(request.user, record) and not record.merged_into_id)
    return record
