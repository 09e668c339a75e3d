"""Where colleagues chat with families, and answer questions."""

from django.urls import path

from . import staff

app_name = "chats"
urlpatterns = [
    path("", staff.chats, name="list"),
    path("news/", staff.news, name="news"),
    path("<uuid:pk>/", staff.chat, name="chat"),
    path("<uuid:pk>/lines/", staff.lines, name="lines"),
    path("<uuid:pk>/take/", staff.take, name="take"),
    path("<uuid:pk>/say/", staff.say, name="say"),
    path("<uuid:pk>/answer/", staff.answer, name="answer"),
    path("<uuid:pk>/pass/", staff.pass_on, name="pass"),
    path("<uuid:pk>/move/", staff.move, name="move"),
    path("<uuid:pk>/end/", staff.end, name="end"),
    path("<uuid:pk>/about/", staff.about, name="about"),
    path("<uuid:pk>/keep/", staff.keep, name="keep"),
]
