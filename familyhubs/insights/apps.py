from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "familyhubs.insights"
    label = "insights"
