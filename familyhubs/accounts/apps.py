from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "familyhubs.accounts"
    label = "accounts"
