"""What people type to sign in, in our words; the rules are the sign-in library's."""

import copy

from allauth.account import forms as account_forms
from allauth.mfa.adapter import get_adapter as second_factor_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

LENGTH_HINT = _("At least 12 characters. Three random words work well.")
ENTER_EMAIL = _("Enter your email address")
ENTER_PASSWORD = _("Enter your password")
ENTER_NEW = _("Enter a new password")
ENTER_AGAIN = _("Enter the new password again")
ENTER_CODE = _("Enter the six-digit code")
WRONG_EMAIL = _("Enter an email address in the right form, like name@example.com")


def say(field, label, required="", hint="", **attrs):
    """Give a library's field our label, hint and message."""
    field.label, field.help_text = label, hint
    if required:
        field.error_messages = field.error_messages | {"required": required}
    field.widget.attrs = {k: v for k, v in field.widget.attrs.items() if k != "placeholder"} | attrs


def worded(**words):
    """Class decorator: a library's form whose fields speak as ours do."""

    def wrap(form_class):
        form_class.base_fields = copy.deepcopy(form_class.base_fields)
        for name, said in words.items():
            say(form_class.base_fields[name], **said)
        return form_class

    return wrap


EMAIL = {"label": _("Email address"), "required": ENTER_EMAIL, "autocomplete": "username"}
PASSWORD = {"label": _("Password"), "required": ENTER_PASSWORD}
NEW_PASSWORDS = {
    "password1": {"label": _("New password"), "required": ENTER_NEW, "hint": LENGTH_HINT},
    "password2": {"label": _("New password again"), "required": ENTER_AGAIN},
}
CODE = {
    "label": _("Code"),
    "required": ENTER_CODE,
    "hint": _("From the app on your phone. A recovery code works too."),
    "width": 10,
}
NO_PASSKEY = _("Your browser sent no passkey. Press the button and follow your browser.")


def say_email(field):
    say(field, **EMAIL)
    field.error_messages["invalid"] = WRONG_EMAIL
    for validator in field.validators:
        if hasattr(validator, "user_regex"):
            validator.message = WRONG_EMAIL


@worded(password=PASSWORD)
class SignInForm(account_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_email(self.fields["login"])


@worded(password=PASSWORD)
class ReauthenticateForm(account_forms.ReauthenticateForm):
    pass


@worded(
    oldpassword={"label": _("Present password"), "required": _("Enter your present password")},
    **NEW_PASSWORDS,
)
class ChangePasswordForm(account_forms.ChangePasswordForm):
    pass


@worded(email=EMAIL)
class ResetPasswordForm(account_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_email(self.fields["email"])


@worded(**NEW_PASSWORDS)
class ResetPasswordKeyForm(account_forms.ResetPasswordKeyForm):
    pass


class ChoosePasswordForm(forms.Form):
    """An invited person's first password."""

    password1 = forms.CharField(
        label=_("Choose a password"),
        help_text=LENGTH_HINT,
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password")},
    )
    password2 = forms.CharField(
        label=_("The password again"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the password again")},
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password1(self):
        validate_password(self.cleaned_data["password1"], self.person)
        return self.cleaned_data["password1"]

    def clean(self):
        cleaned = super().clean()
        if len({cleaned.get("password1"), cleaned.get("password2")} - {None}) == 2:
            self.add_error("password2", _("The two passwords are different. Type both again."))
        return cleaned


@worded(code=CODE)
class AuthenticateForm(factor_forms.AuthenticateForm):
    pass


@worded(code=CODE)
class ReauthenticateCodeForm(factor_forms.ReauthenticateForm):
    pass


@worded(code=CODE | {"hint": _("The six digits the app shows now."), "inputmode": "numeric"})
class ActivateAppForm(app_forms.ActivateTOTPForm):
    pass


class AnswerOfPasskey:
    """What a browser's passkey sends is checked; what nobody's passkey sends is a wrong answer."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise second_factor_adapter().validation_error("incorrect_code") from error


@worded(credential={"label": "", "required": NO_PASSKEY})
class SignInByPasskeyForm(AnswerOfPasskey, passkey_forms.LoginWebAuthnForm):
    pass


@worded(credential={"label": "", "required": NO_PASSKEY})
class AuthenticatePasskeyForm(AnswerOfPasskey, passkey_forms.AuthenticateWebAuthnForm):
    pass


@worded(credential={"label": "", "required": NO_PASSKEY})
class ReauthenticatePasskeyForm(AnswerOfPasskey, passkey_forms.ReauthenticateWebAuthnForm):
    pass


@worded(
    name={"label": _("Name"), "hint": _("So that you can tell it apart: “work laptop”.")},
    passwordless={
        "label": _("Sign in with it alone, without my password"),
        "hint": _("Your device then asks for your fingerprint, face or PIN each time."),
    },
    credential={"label": "", "required": NO_PASSKEY},
)
class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    def clean_name(self):
        return shorter_than_60(super().clean_name())

    def clean(self):
        try:
            return super().clean()
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise second_factor_adapter().validation_error("incorrect_code") from error


@worded(name={"label": _("Name"), "required": _("Enter a name for this passkey")})
class RenamePasskeyForm(passkey_forms.EditWebAuthnForm):
    def clean_name(self):
        return shorter_than_60(self.cleaned_data["name"])


def shorter_than_60(name):
    if len(name) > 60:
        raise forms.ValidationError(_("The name must be 60 characters or fewer"))
    return name
