"""The portal's addresses, and the empty view: base template, no content."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import include, path


def empty_staff(request):
    return render(request, "base_staff.html")


@login_not_required
def empty_public(request):
    return render(request, "base_public.html")


urlpatterns = [
    path("bench/staff/", empty_staff),
    path("bench/public/", empty_public),
    path("", include("familyhubs.urls")),
]
