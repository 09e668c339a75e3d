"""The queue of the front door, and one request."""

from django.urls import path

from .views import decisions, entry, queue, request

app_name = "referrals"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("sent/", queue.sent, name="sent"),
    path("new/", entry.new, name="new"),
    path("<uuid:pk>/", request.detail, name="request"),
    path("<uuid:pk>/accept/", decisions.accept, name="accept"),
    path("<uuid:pk>/advise/", decisions.advise, name="advise"),
    path("<uuid:pk>/decline/", decisions.decline, name="decline"),
    path("<uuid:pk>/escalate/", decisions.escalate, name="escalate"),
    path("<uuid:pk>/ask-more/", decisions.ask_more, name="ask_more"),
    path("<uuid:pk>/attempt/", decisions.attempt, name="attempt"),
    path("<uuid:pk>/move/", decisions.move, name="move"),
    path("<uuid:pk>/screen/", decisions.screen, name="screen"),
    path("<uuid:pk>/resume/", decisions.resume, name="resume"),
]
