from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    name = "familyhubs.languages"
    label = "languages"
