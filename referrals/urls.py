"""The queue of the front door, and one request."""

from django.urls import path

from .views import acceptance, concerns, decisions, entry, late, queue, request

app_name = "referrals"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("late/", late.late, name="late"),
    path("sent/", queue.sent, name="sent"),
    path("new/", entry.new, name="new"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/new/", concerns.raise_concern, name="raise_concern"),
    path("concerns/about/<uuid:pk>/", concerns.raise_about_family, name="raise_about_family"),
    path("concerns/<uuid:pk>/", concerns.detail, name="concern"),
    path("concerns/<uuid:pk>/received/", concerns.received, name="concern_received"),
    path("concerns/<uuid:pk>/take/", concerns.take, name="take_concern"),
    path("concerns/<uuid:pk>/decide/", concerns.decide, name="decide_concern"),
    path("concerns/<uuid:pk>/acknowledged/", concerns.acknowledge, name="acknowledge_concern"),
    path("<uuid:pk>/", request.detail, name="request"),
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
]
