"""Where a professional without an account refers a family."""

from django.urls import path

from .views import refer_public as refer
from .views import standing

app_name = "refer"
urlpatterns = [
    path("", refer.before, name="before"),
    path("words/", refer.words_to_use, name="words"),
    path("start-again/", refer.start_again, name="start_again"),
    path("sent/", refer.handed_in, name="handed_in"),
    path("sent/again/", refer.again, name="again"),
    path("sent/change/", refer.change, name="change"),
    path("confirm/<str:token>/", refer.confirm, name="confirm"),
    path("how-it-stands/", standing.ask_standing, name="ask_standing"),
    path("how-it-stands/sent/", standing.standing_sent, name="standing_sent"),
    path("standing/<str:token>/", standing.standing, name="standing"),
    path("check/", refer.check, name="check"),
    path("<slug:section>/", refer.section, name="section"),
]
