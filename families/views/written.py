"""What somebody wrote themselves: day and kind stay theirs when their access ends (access.md)."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from familyhubs.database.actor import beyond_sight
from familyhubs.paging import page_of

from ..models import TimelineEntry


@require_safe
def written(request):
    """One's own entries, the newest first; of a family that is not open, no more than that."""
    mine = TimelineEntry.objects.filter(author=request.user)
    with beyond_sight("that one wrote something, when and of what kind"):
        page = page_of(request, mine.only("happened_at", "kind"), "-happened_at", "pk")
    rows = TimelineEntry.objects.visible_to(request.user).filter(author=request.user)
    rows = rows.filter(pk__in=[row.pk for row in page.rows]).select_related("family")
    readable = {row.pk: row for row in rows}
    for row in page.rows:
        row.opened = readable.get(row.pk)
    return render(request, "families/written.html", {"page": page})
