"""The queue of the front door, and one request."""

from django.urls import path

from .views import (
    acceptance,
    checking,
    concerns,
    conversion,
    decisions,
    entry,
    queue,
    refer,
    refer_source,
    replying,
    request,
)

app_name = "referrals"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("sent/", queue.sent, name="sent"),
    path("new/", entry.new, name="new"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/new/", concerns.raise_concern, name="raise_concern"),
    path("concerns/about/<uuid:pk>/", concerns.raise_about_family, name="raise_about_family"),
    path("concerns/<uuid:pk>/", concerns.detail, name="concern"),
    path("concerns/<uuid:pk>/received/", concerns.received, name="concern_received"),
    path("concerns/<uuid:pk>/take/", concerns.take, name="take_concern"),
    path("concerns/<uuid:pk>/decide/", concerns.decide, name="decide_concern"),
    path("<uuid:pk>/", request.detail, name="request"),
    path("<uuid:pk>/files/<uuid:file_pk>/", request.file, name="file"),
    path("<uuid:pk>/concern/", concerns.raise_about_request, name="raise_about_request"),
    path("<uuid:pk>/accept/", acceptance.accept, name="accept"),
    path("<uuid:pk>/find-family/", acceptance.find_family, name="find_family"),
    path("<uuid:pk>/advise/", decisions.advise, name="advise"),
    path("<uuid:pk>/decline/", decisions.decline, name="decline"),
    path("<uuid:pk>/escalate/", decisions.escalate, name="escalate"),
    path("<uuid:pk>/ask-more/", decisions.ask_more, name="ask_more"),
    path("<uuid:pk>/attempt/", decisions.attempt, name="attempt"),
    path("<uuid:pk>/move/", decisions.move, name="move"),
    path("<uuid:pk>/screen/", decisions.screen, name="screen"),
    path("<uuid:pk>/resume/", decisions.resume, name="resume"),
    # A professional refers a family.
    path("refer/", refer.start, name="refer"),
    path("refer/words/", refer.words_to_use, name="words_to_use"),
    path("refer/<uuid:pk>/delete/", refer.forget, name="forget_referral"),
    path("refer/<uuid:pk>/<slug:section>/", refer.section, name="refer_section"),
    path("<uuid:pk>/source/", refer_source.correct, name="correct_source"),
    path("already-open/", checking.already_open, name="already_open"),
    path("already-open/asked/", checking.asked, name="already_open_asked"),
    path("turnout/", conversion.conversion, name="conversion"),
    path("to-tell/", replying.to_tell, name="to_tell"),
    path("<uuid:pk>/tell/", replying.tell, name="tell_referrer"),
]
