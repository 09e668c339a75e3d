"""Wiring: every address of the portal, by room."""

from django.urls import include, path

from familyhubs.pages import health

urlpatterns = [
    path("", include("familyhubs.pages.urls")),
    path("ask/", include("referrals.public_urls")),
    path("requests/", include("referrals.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("familyhubs.notifications.urls")),
    path("accounts/", include("familyhubs.accounts.urls")),
    path("families/", include("familyhubs.pages.family_urls")),
    path("plans/", include("outcomes.urls")),
    path("council/settings/", include("familyhubs.pages.places.urls")),
    path("", include("familyhubs.pages.people.urls")),
    path("hubs/", include("hubs.urls")),
    path("figures/", include("familyhubs.insights.urls")),
]
