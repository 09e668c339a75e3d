from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "familyhubs.uploads"
    label = "uploads"
