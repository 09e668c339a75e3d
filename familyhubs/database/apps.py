from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "familyhubs.database"
    label = "database"
