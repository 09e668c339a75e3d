from django.apps import AppConfig


class GovukConfig(AppConfig):
    name = "familyhubs.govuk"
    label = "govuk"
