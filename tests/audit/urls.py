"""Addresses as an app has them, one for each way to be refused."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from familyhubs import urls
from familyhubs.audit.log import record
from familyhubs.contact.models import ContactCard

REAL = UUID("11111111-1111-4111-8111-111111111111")


def hidden(request, record_id):
    """Writes, then finds it may not be seen: the writing must vanish."""
    record("card.opened", by=request.user, about=ContactCard)
    get_object_or_404(ContactCard.objects.filter(phone__isnull=True), pk=record_id)


def forbidden(request, record_id):
    record("card.opened", by=request.user, about=ContactCard)
    raise PermissionDenied


def returned(request, record_id):
    return HttpResponse("no", status=404)


def fine(request, record_id):
    return HttpResponse("yes")


def no_record(request):
    raise Http404


urlpatterns = [
    path("hidden/<uuid:record_id>/", hidden, name="hidden"),
    path("forbidden/<uuid:record_id>/", forbidden, name="forbidden"),
    path("returned/<uuid:record_id>/", returned, name="returned"),
    path("fine/<uuid:record_id>/", fine, name="fine"),
    path("none/", no_record, name="none"),
    *urls.urlpatterns,
]
