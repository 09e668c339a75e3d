"""A list loaded in the browser: sent, looked at, then applied whole."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from familyhubs.web import bind, require
from hubs.imports import actions
from hubs.imports.report import WrongFile
from hubs.models import ListUpload
from hubs.permissions import can_administer

from .forms import UploadForm


def load(request):
    """Choose a file. Nothing is written but the file itself."""
    require(can_administer(request.user))
    form = bind(UploadForm, request)
    if form.is_valid():
        file, what = form.cleaned_data["file"], form.cleaned_data["what"]
        try:
            content = file.read(actions.LARGEST + 1)
            upload = actions.keep_upload(file.name, content, what=what, by=request.user)
            actions.preview_upload(upload, by=request.user)
        except WrongFile as wrong:
            form.add_error("file", str(wrong))
        else:
            return redirect("directory:loaded", upload.pk)
    context = {"form": form, "title": _("Load a list"), "back": reverse("directory:list")}
    context["button"] = _("See what would change")
    return render(request, "directory/form.html", context)


def loaded(request, pk):
    """What would happen; pressed, it happens, once."""
    require(can_administer(request.user))
    upload = get_object_or_404(ListUpload.objects.filter(by=request.user), pk=pk)
    if request.method == "POST":
        if report := actions.apply_upload(upload, by=request.user):
            counts = {"added": report.added, "changed": report.changed, "what": report.what}
            messages.success(request, _("%(what)s: %(added)d added, %(changed)d changed.") % counts)
        return redirect("directory:list")
    report = actions.preview_upload(upload, by=request.user)
    return render(request, "directory/loaded.html", {"upload": upload, "report": report})
