"""Pages that belong to no one app: the theme, the way out, the footer's pages, the settings."""

from django.urls import path

from . import away, clocks, closures, languages, post, priority_groups, start, terms, views
from .today import today

app_name = "pages"
urlpatterns = [
    path("today/", today, name="today"),
    path("today/away/", away.away, name="away"),
    path("today/away/<uuid:pk>/back/", away.back, name="back"),
    path("", start.start, name="start"),
    path("theme-<int:version>.css", views.theme, name="theme"),
    path("exit/", views.exit_page, name="exit"),
    path("privacy/", views.footer_page, {"page": "privacy"}, name="privacy"),
    path("privacy/in-full/", views.footer_page, {"page": "privacy_full"}, name="privacy_full"),
    path(
        "privacy/young-people/", views.footer_page, {"page": "privacy_young"}, name="privacy_young"
    ),
    path("cookies/", views.cookies, name="cookies"),
    path("accessibility/", views.footer_page, {"page": "accessibility"}, name="accessibility"),
    path("contact/", views.contact, name="contact"),
    path("complaints/", views.footer_page, {"page": "complaints"}, name="complaints"),
    path("council/messages/", post.never_left, name="messages"),
    path("council/messages/<uuid:message_id>/again/", post.again, name="message_again"),
    path("council/settings/", views.settings, name="settings"),
    path("council/clocks/", clocks.clocks, name="clocks"),
    path("council/languages/", languages.languages, name="languages"),
    path("council/languages/<slug:code>/<slug:group>/", languages.words, name="language_words"),
    path(
        "council/languages/checks/<uuid:pk>/withdraw/", languages.withdraw, name="withdraw_language"
    ),
    path("council/priority-groups/", priority_groups.groups, name="priority_groups"),
    path("council/priority-groups/<uuid:pk>/", priority_groups.reword, name="reword_group"),
    path("council/priority-groups/<uuid:pk>/end/", priority_groups.end, name="end_group"),
    path("council/terms/", terms.terms, name="terms"),
    path("council/terms/<uuid:pk>/", terms.term, name="term"),
    path("council/terms/<uuid:pk>/take-out/", terms.take_out, name="take_out_term"),
    path("council/closed-days/", closures.closures, name="closures"),
    path("council/closed-days/<uuid:pk>/open/", closures.open_day, name="open_day"),
]
