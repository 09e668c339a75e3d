"""Where partner systems send referrals."""

from django.urls import path

from .views import partner

app_name = "partner"
urlpatterns = [
    path("referrals/", partner.refer, name="refer"),
    path("referrals/choices/", partner.choices, name="choices"),
    path("referrals/openapi.json", partner.openapi, name="openapi"),
]
