"""Services as anybody sees them, and the links their owners get."""

from django.urls import path

from . import public

app_name = "offer"
urlpatterns = [
    path("services/problem-reported/", public.reported, name="reported"),
    path("services/<slug:slug>/", public.service_page, name="service"),
    path("services/<slug:slug>/problem/", public.report_service, name="report_service"),
    path("sites/<uuid:pk>/problem/", public.report_site, name="report_site"),
    path("still-right/<str:token>/", public.check, name="check"),
    path("still-right/<str:token>/take-back/", public.withdraw, name="withdraw"),
]
