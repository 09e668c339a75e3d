"""The sign-in library's letters go by the outbox like every other message."""

from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from familyhubs.accounts.adapters import AccountAdapter
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.outbox import notify


class PostingAccountAdapter(AccountAdapter):
    """Sends nothing itself: what fails is tried again, and no visitor waits for it."""

    def send_password_reset_mail(self, user, email, context):
        """Only to people who may sign in by a password; the page says the same to everybody."""
        if not user.may_sign_in or not user.has_usable_password():
            return
        kwargs = {"uidb36": context["uid"], "key": context["key"]}
        notify(
            user,
            key=f"password-reset:{uuid4()}",
            kind="password_reset",
            by=SystemActor.PUBLIC,
            sealed_link=reverse("account_reset_password_from_key", kwargs=kwargs),
        )

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """How they sign in has changed: they hear of it, in case it was somebody else."""
        notify(
            user,
            key=f"sign-in-changed:{uuid4()}",
            kind="sign_in_changed",
            by=user,
            when=timezone.now(),
            link=reverse("people:my_account"),
        )
