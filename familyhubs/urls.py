"""Wiring: every address of the portal, by room."""

from django.urls import include, path

from familyhubs.pages import health

urlpatterns = [
    path("", include("familyhubs.pages.urls")),
    path("ask/", include("referrals.public_urls")),
    path("api/", include("referrals.partner_urls")),
    path("refer/", include("referrals.refer_urls")),
    path("requests/", include("referrals.urls")),
    path("chat/", include("referrals.chat.public_urls")),
    path("desk/chat/", include("referrals.chat.staff_urls")),
    path("desk/", include("referrals.desk.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("familyhubs.notifications.urls")),
    path("accounts/", include("familyhubs.accounts.urls")),
    path("families/", include("familyhubs.pages.family_urls")),
    path("stop-sharing/", include("families.public_urls")),
    path("your-information/", include("familyhubs.rights.registers.public_urls")),
    path("plans/", include("outcomes.urls")),
    path("council/settings/", include("familyhubs.pages.places.urls")),
    path("", include("familyhubs.pages.people.urls")),
    path("hubs/", include("hubs.urls")),
    path("network/", include("hubs.network.urls")),
    path("duty/", include("hubs.duty.urls")),
    path("help/", include("familyhubs.pages.finding.public_urls")),
    path("whats-on/", include("hubs.whats_on.public_urls")),
    path("board/", include("hubs.boards.public_urls")),
    path("join/", include("hubs.members.public_urls")),
    path("members/", include("hubs.members.staff_urls")),
    path("sessions/", include("hubs.whats_on.staff_urls")),
    path("", include("familyhubs.pages.offer.public_urls")),
    path("directory/", include("familyhubs.pages.offer.urls")),
    path("", include("hubs.open_referral.urls")),
    path("figures/", include("familyhubs.insights.urls")),
    path("copies/", include("familyhubs.rights.copies.urls")),
    path("registers/", include("familyhubs.rights.registers.urls")),
    path("your-copy/", include("familyhubs.rights.copies.public_urls")),
    path("keeping/", include("familyhubs.rights.keeping.urls")),
    path("duplicates/", include("familyhubs.rights.merging.urls")),
]
