from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "familyhubs.notifications"
    label = "notifications"
