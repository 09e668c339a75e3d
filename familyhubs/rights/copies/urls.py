"""Copies for whoever asks, for information governance."""

from django.urls import path

from .views import content, entries, links, requests

app_name = "copies"
urlpatterns = [
    path("", requests.requests, name="requests"),
    path("of/<uuid:pk>/", requests.ask, name="ask"),
    path("<uuid:pk>/", requests.one, name="request"),
    path("<uuid:pk>/entries/", content.entries, name="entries"),
    path("<uuid:pk>/entries/<uuid:entry_pk>/", entries.black_out, name="black_out"),
    path("<uuid:pk>/entries/<uuid:entry_pk>/decide/", entries.decide, name="decide"),
    path("<uuid:pk>/entries/<uuid:entry_pk>/agreed/", entries.record_yes, name="record_yes"),
    path("<uuid:pk>/entries/<uuid:entry_pk>/file/", entries.file, name="file"),
    path("<uuid:pk>/entries/<uuid:entry_pk>/file/seen/", entries.see_file, name="see_file"),
    path("<uuid:pk>/entries/<uuid:entry_pk>/undo/<uuid:made_pk>/", entries.uncover, name="uncover"),
    path("<uuid:pk>/link/", links.send_link, name="send_link"),
    path("<uuid:pk>/copy.zip", content.pack, name="pack"),
    *(
        path(f"<uuid:pk>/{name}/", requests.step, {"name": name}, name=name)
        for name in requests.STEPS
    ),
]
