from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "familyhubs.pages"
    label = "pages"
