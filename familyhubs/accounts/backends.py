"""Who may sign in, and who is still allowed in at each request."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator

from .models import User

SECOND_FACTORS = Authenticator.objects.filter(
    type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
)


class PortalBackend(AuthenticationBackend):
    """Sign-in by e-mail; an ended account, date or organisation shuts the next request out."""

    def user_can_authenticate(self, user):
        return user.may_sign_in

    def get_user(self, user_id):
        """The person, their organisation and whether they hold a second factor, in one query."""
        people = User.objects.select_related("organisation").with_second_factor(SECOND_FACTORS)
        user = people.filter(pk=user_id).first()
        return user if user is not None and user.may_sign_in else None
