"""Joining a hub, for everybody."""

from django.urls import path

from . import public

app_name = "join"
urlpatterns = [
    path("", public.choose, name="choose"),
    path("hub/<slug:slug>/", public.join, name="hub"),
    path("hub/<slug:slug>/sent/", public.sent, name="sent"),
    path("hub/<slug:slug>/careful/", public.careful, name="careful"),
    path("yes/<str:token>/", public.confirm, name="confirm"),
    path("mine/<str:token>/", public.mine, name="mine"),
    path("mine/<str:token>/again/", public.again, name="again"),
    path("mine/<str:token>/hear/", public.hear, name="hear"),
    path("mine/<str:token>/leave/", public.leave, name="leave"),
    path("news/<uuid:pk>/", public.notice, name="notice"),
]
