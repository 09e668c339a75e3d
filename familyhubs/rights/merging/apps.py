from django.apps import AppConfig


class MergingConfig(AppConfig):
    name = "familyhubs.rights.merging"
    label = "merging"
