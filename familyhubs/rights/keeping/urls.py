"""How long things are kept, for information governance."""

from django.urls import path

from .views import batches, holds, never, schedule

app_name = "keeping"
urlpatterns = [
    path("", schedule.schedule, name="schedule"),
    path("rules/<uuid:pk>/change/", schedule.change, name="change"),
    path("changes/<uuid:pk>/", schedule.decide_change, name="decide_change"),
    path("due/", batches.due, name="due"),
    path("due/download.csv", batches.due_file, name="due_file"),
    path("due/<uuid:pk>/keep/", batches.keep, name="keep"),
    path("never/", never.never, name="never"),
    path("batches/", batches.batches, name="batches"),
    path("batches/<uuid:pk>/", batches.batch, name="batch"),
    path("certificates/", batches.certificates, name="certificates"),
    path("certificates/download.csv", batches.download, name="download"),
    path("certificates/<uuid:pk>/", batches.certificate, name="certificate"),
    path("holds/", holds.holds, name="holds"),
    path("holds/place/", holds.place, name="place_hold"),
    path("holds/<uuid:pk>/end/", holds.lift, name="lift_hold"),
]
