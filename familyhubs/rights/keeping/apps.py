from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "familyhubs.rights.keeping"
    label = "keeping"
