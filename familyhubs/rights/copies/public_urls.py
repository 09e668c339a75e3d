"""The way to a copy for whoever asked for theirs."""

from django.urls import path

from .views import public

app_name = "your_copy"
urlpatterns = [path("<str:token>/", public.open_link, name="open")]
