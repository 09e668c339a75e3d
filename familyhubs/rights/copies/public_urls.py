"""The way to a copy for whoever asked for theirs."""

from django.urls import path

from .views import links

app_name = "your_copy"
urlpatterns = [path("<str:token>/", links.open_link, name="open")]
