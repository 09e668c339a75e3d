"""The registers: for information governance, the marks on a record, and who noticed something."""

from django.urls import path

from .views import breaches, disputes, files, requests

app_name = "registers"
urlpatterns = [
    path("", requests.register, name="requests"),
    path("requests.csv", files.requests, name="requests_file"),
    path("breaches.csv", files.breaches, name="breaches_file"),
    path("log/", requests.log, name="log"),
    path("<uuid:pk>/", requests.one, name="request"),
    path("<uuid:pk>/match/", requests.match, name="match"),
    *(
        path(f"<uuid:pk>/{name.replace('_', '-')}/", requests.step, {"name": name}, name=name)
        for name in requests.STEPS
    ),
    path("something-went-wrong/", breaches.report, name="report_breach"),
    path("breaches/", breaches.log, name="breaches"),
    path("breaches/<uuid:pk>/", breaches.one, name="breach"),
    path("breaches/<uuid:pk>/family/", breaches.name_family, name="name_family"),
    *(
        path(
            f"breaches/<uuid:pk>/{name.replace('_', '-')}/",
            breaches.step,
            {"name": name},
            name=name,
        )
        for name in breaches.STEPS
    ),
    path("disputes/of/<uuid:pk>/entry/<uuid:entry_pk>/", disputes.entry, name="dispute_entry"),
    path("disputes/of/<uuid:pk>/person/<uuid:member_pk>/", disputes.person, name="dispute_person"),
    path("disputes/of/<uuid:pk>/<uuid:dispute_pk>/", disputes.decide, name="decide_dispute"),
]
