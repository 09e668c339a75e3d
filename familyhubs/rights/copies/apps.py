from django.apps import AppConfig


class CopiesConfig(AppConfig):
    name = "familyhubs.rights.copies"
    label = "copies"
