from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "familyhubs.audit"
    label = "audit"

    def ready(self):
        from .sign_ins import listen

        listen()
