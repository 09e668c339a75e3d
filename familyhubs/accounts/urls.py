"""Only the addresses of the sign-in library that the portal uses, and its own beside them."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.urls import path, re_path
from django.views.generic import RedirectView

from . import views
from .views import proven_afresh

to_my_account = RedirectView.as_view(pattern_name="people:my_account")

urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.change_password, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second-factor/", views.choose_second_factor, name="account_second_factor"),
    path("lock/", views.lock, name="account_lock"),
    path("quiet/", views.quiet, name="account_quiet"),
    path("unlock/", views.unlock, name="account_unlock"),
    path("here/", views.here, name="account_here"),
    path("held/", views.held, name="account_held"),
    path("held/<uuid:pk>/discard/", views.discard_held, name="account_discard_held"),
    path("mfa/", to_my_account, name="mfa_index"),
    path("mfa/authenticate/", proven_afresh(factors.authenticate), name="mfa_authenticate"),
    path("mfa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("mfa/app/activate/", proven_afresh(app.activate_totp), name="mfa_activate_totp"),
    path("mfa/app/deactivate/", proven_afresh(app.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "mfa/recovery-codes/",
        proven_afresh(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "mfa/recovery-codes/generate/",
        proven_afresh(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "mfa/recovery-codes/download/",
        proven_afresh(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("mfa/passkeys/", to_my_account, name="mfa_list_webauthn"),
    path("mfa/passkeys/add/", proven_afresh(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("mfa/passkeys/login/", proven_afresh(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path(
        "mfa/passkeys/reauthenticate/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "mfa/passkeys/<int:pk>/remove/",
        proven_afresh(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "mfa/passkeys/<int:pk>/edit/",
        proven_afresh(passkeys.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
]

if settings.DEMO:
    urlpatterns += [path("demo/<uuid:pk>/", views.sign_in_demo, name="account_demo")]
