from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "familyhubs.contact"
    label = "contact"
