from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "familyhubs.rights.registers"
    label = "registers"
