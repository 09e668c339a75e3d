from django.apps import AppConfig
from django.db.models import UUIDField
from django.utils.translation import gettext_lazy as _


class GovukConfig(AppConfig):
    name = "familyhubs.govuk"
    label = "govuk"

    def ready(self):
        """A choice that is no key at all is answered by the key's own field, not by the form."""
        UUIDField.default_error_messages = {"invalid": _("Select one from the list")}
