"""The front desk of a hub."""

from django.urls import path

from . import catching_up, enquiries, paper, prompts, status, today, walk_ins

app_name = "desk"
urlpatterns = [
    path("", today.desk, name="desk"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/log/", enquiries.log, name="log"),
    path("enquiries/same/", enquiries.same, name="same"),
    path("enquiries/<uuid:pk>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<uuid:pk>/signpost/", enquiries.signpost, name="signpost"),
    path("enquiries/<uuid:pk>/helped/", enquiries.helped, name="helped"),
    path("enquiries/<uuid:pk>/take-back/", enquiries.take_back, name="take_back"),
    path("prompts/", prompts.prompt_list, name="prompts"),
    path("prompts/<slug:topic>/", prompts.change_prompt, name="change_prompt"),
    path("walk-ins/", walk_ins.walk_ins, name="walk_ins"),
    path("walk-ins/<uuid:pk>/", walk_ins.walk_in, name="walk_in"),
    path("walk-ins/<uuid:pk>/move/", walk_ins.move, name="move"),
    path("walk-ins/<uuid:pk>/slot/", walk_ins.slot, name="slot"),
    path("walk-ins/<uuid:pk>/place/", walk_ins.place, name="place"),
    path("status/", status.status, name="status"),
    path("paper/", paper.paper, name="paper"),
    path("catch-up/", catching_up.catch_up, name="catch_up"),
]
