from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "familyhubs.council"
    label = "council"
