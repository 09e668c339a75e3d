from django.apps import AppConfig
from django.core.checks import register


class NotificationsConfig(AppConfig):
    name = "familyhubs.notifications"
    label = "notifications"

    def ready(self):
        from .checks import check_notify

        register(check_notify)
