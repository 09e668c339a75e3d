from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"

    def ready(self):
        from familyhubs.notifications.holds import hold_if

        from .messages import not_shared

        hold_if(not_shared)
