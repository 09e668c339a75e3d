"""What is due, batches, and the certificates."""

from defusedcsv import csv
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from families.views.doors import send
from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.rights.files import csv_of
from familyhubs.web import bind, require

from .. import actions
from ..forms import DecideBatchForm, KeepForm, ProposeForm
from ..models import Batch, Certificate, DueRecord, Rule, Way
from ..permissions import can_decide, can_govern


def due(request):
    """Records whose time is over, of one kind; whoever proposes to erase some selects them."""
    require(can_govern(request.user))
    rules = Rule.objects.filter(way=Way.REVIEWED)
    rule = rules.filter(code=request.GET.get("rule", "")).first() or rules.get(code="family")
    rows = DueRecord.objects.visible_to(request.user).filter(rule=rule)
    page = page_of(request, rows.to_review(), "since", "pk")
    form = bind(ProposeForm, request, rows=page.rows)
    if send(form, lambda: actions.propose_batch(rule, by=request.user, **form.cleaned_data)):
        messages.success(request, "Proposed. Somebody else must agree.")
        return redirect("keeping:batches")
    record_look(request.user, DueRecord, what="listed")
    kept = rows.kept_longer().select_related("kept_by").order_by("keep_until", "pk")[:50]
    context = {"form": form, "page": page, "rule": rule, "rules": rules, "kept": kept}
    return render(request, "keeping/due.html", context)


@require_safe
def due_file(request):
    """All that is due and in no batch yet, of every kind, as a file."""
    require(can_govern(request.user))
    rows = DueRecord.objects.visible_to(request.user).to_review().select_related("rule")
    record_look(request.user, DueRecord, what="exported")
    columns = ("rule", "reference", "since", "keep_until")
    return csv_of("due", columns, rows.order_by("rule", "since", "pk"))


def keep(request, pk):
    """This one stays on."""
    require(can_govern(request.user))
    due = get_object_or_404(DueRecord.objects.visible_to(request.user), pk=pk, done_at=None)
    record_look(request.user, due, family_id=due.about_id)
    form = bind(KeepForm, request)
    if send(form, lambda: actions.keep_longer(due, by=request.user, **form.cleaned_data)):
        messages.success(request, "Kept longer")
        return redirect("keeping:due")
    context = {"form": form, "title": "Keep it longer", "button": "Keep it", "note": str(due)}
    return render(request, "keeping/form.html", context | {"back": "keeping:due"})


@require_safe
def batches(request):
    """What was proposed, and how far it is."""
    require(can_govern(request.user))
    rows = Batch.objects.visible_to(request.user).select_related("rule", "proposed_by")
    rows = rows.annotate(
        many=Count("records"), done=Count("records", filter=Q(records__done_at__isnull=False))
    )
    page = page_of(request, rows, "-recorded_at", "-pk")
    record_look(request.user, Batch, what="listed")
    return render(request, "keeping/batches.html", {"page": page})


def batch(request, pk):
    """One batch: what is in it, and the second person's yes or no."""
    require(can_govern(request.user))
    batch = get_object_or_404(Batch.objects.visible_to(request.user), pk=pk)
    may = batch.decided_at is None and can_decide(request.user, batch)
    form = bind(DecideBatchForm, request)
    if request.method == "POST":
        require(can_decide(request.user, batch))
        if send(form, lambda: actions.decide_batch(batch, by=request.user, **form.cleaned_data)):
            messages.success(request, "Decided")
            return redirect("keeping:batch", batch.pk)
    record_look(request.user, batch)
    records = batch.records.order_by("since", "pk")[: actions.MOST]
    context = {"batch": batch, "form": form if may else None, "records": records}
    context["certificate"] = Certificate.objects.filter(batch=batch).first()
    return render(request, "keeping/batch.html", context)


@require_safe
def certificates(request):
    """Every certificate, the newest first."""
    require(can_govern(request.user))
    rows = Certificate.objects.visible_to(request.user)
    page = page_of(request, rows, "-recorded_at", "-pk")
    record_look(request.user, Certificate, what="listed")
    return render(request, "keeping/certificates.html", {"page": page})


@require_safe
def certificate(request, pk):
    """One of them, to be printed; whether it still says what it said."""
    require(can_govern(request.user))
    found = get_object_or_404(Certificate.objects.visible_to(request.user), pk=pk)
    record_look(request.user, found)
    is_whole = actions.checksum(found.said) == found.checksum
    return render(request, "keeping/certificate.html", {"certificate": found, "is_whole": is_whole})


@require_safe
def download(request):
    """All certificates as a file."""
    require(can_govern(request.user))
    record_look(request.user, Certificate, what="exported")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="certificates.csv"'
    file = csv.writer(response)
    names = ("rule", "records", "proposed_by", "approved_by", "approved_at", "finished_at")
    file.writerow(["number", *names, "rows", "checksum"])
    for one in Certificate.objects.visible_to(request.user):
        rows = sum(one.said["tables"].values())
        said = [one.said[name] for name in names]
        file.writerow([one.number, *said, rows, one.checksum])
    return response
