"""Copies for whoever asks, for information governance."""

from django.urls import path

from .views import content, requests

app_name = "copies"
urlpatterns = [
    path("", requests.requests, name="requests"),
    path("of/<uuid:pk>/", requests.ask, name="ask"),
    path("<uuid:pk>/", requests.one, name="request"),
    path("<uuid:pk>/entries/", content.entries, name="entries"),
    path("<uuid:pk>/entries/<uuid:entry_pk>/", content.black_out, name="black_out"),
    path("<uuid:pk>/copy.zip", content.pack, name="pack"),
    *(
        path(f"<uuid:pk>/{name}/", requests.step, {"name": name}, name=name)
        for name in requests.STEPS
    ),
]
