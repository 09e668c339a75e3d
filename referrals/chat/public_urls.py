"""Where a family chats with us, or asks."""

from django.urls import path

from . import public

app_name = "chat"
urlpatterns = [
    path("", public.start, name="start"),
    path("ask/", public.ask, name="ask"),
    path("talk/", public.talk, name="talk"),
    path("read/", public.read, name="read"),
    path("lines/", public.lines, name="lines"),
    path("say/", public.say, name="say"),
    path("end/", public.end, name="end"),
    path("keep/", public.wish, name="wish"),
    path("answer/", public.way, name="way"),
    path("code/", public.code, name="code"),
    path("other/", public.other, name="other"),
    path("back/", public.back, name="back"),
]
