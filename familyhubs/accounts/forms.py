"""What people type to sign in, in our words; the rules are the sign-in library's."""

from allauth.account import forms as account_forms
from allauth.mfa.adapter import get_adapter as second_factor_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

LENGTH_HINT = _("At least 12 characters. Three random words work well.")
ENTER_EMAIL = _("Enter your e-mail address")
ENTER_PASSWORD = _("Enter your password")
ENTER_NEW = _("Enter a new password")
ENTER_AGAIN = _("Enter the new password again")
ENTER_CODE = _("Enter the six-digit code")
WRONG_EMAIL = _("Enter an e-mail address in the right form, like name@example.com")


def say(field, label, required, hint="", **attrs):
    """Give a library's field our label, hint and message."""
    field.label, field.help_text = label, hint
    field.error_messages["required"] = required
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


def say_email(field):
    say(field, _("E-mail address"), ENTER_EMAIL, autocomplete="username")
    field.error_messages["invalid"] = WRONG_EMAIL
    for validator in field.validators:
        if hasattr(validator, "user_regex"):
            validator.message = WRONG_EMAIL


def say_new_passwords(fields):
    say(fields["password1"], _("New password"), ENTER_NEW, LENGTH_HINT)
    say(fields["password2"], _("New password again"), ENTER_AGAIN)


class SignInForm(account_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_email(self.fields["login"])
        say(self.fields["password"], _("Password"), ENTER_PASSWORD)


class ReauthenticateForm(account_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self.fields["password"], _("Password"), ENTER_PASSWORD)


class ChangePasswordForm(account_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self.fields["oldpassword"], _("Present password"), _("Enter your present password"))
        say_new_passwords(self.fields)


class ResetPasswordForm(account_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_email(self.fields["email"])


class ResetPasswordKeyForm(account_forms.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_new_passwords(self.fields)


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


def say_code(field):
    hint = _("From the app on your phone. A recovery code works too.")
    say(field, _("Code"), ENTER_CODE, hint, inputmode="text", width=10)


class AuthenticateForm(factor_forms.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_code(self.fields["code"])


class ReauthenticateCodeForm(factor_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_code(self.fields["code"])


class ActivateAppForm(app_forms.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hint = _("The six digits the app shows now.")
        say(self.fields["code"], _("Code"), ENTER_CODE, hint, inputmode="numeric", width=10)


class AnswerOfPasskey:
    """What a browser's passkey sends is checked; what nobody's passkey sends is a wrong answer."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise second_factor_adapter().validation_error("incorrect_code") from error


class SignInByPasskeyForm(AnswerOfPasskey, passkey_forms.LoginWebAuthnForm):
    pass


class AuthenticatePasskeyForm(AnswerOfPasskey, passkey_forms.AuthenticateWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(AnswerOfPasskey, passkey_forms.ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        say(name, _("Name"), "", _("So that you can tell it apart: “work laptop”."))
        name.max_length = 60
        name.validators.append(forms.CharField(max_length=60).validators[0])
        say(
            self.fields["passwordless"],
            _("Sign in with it alone, without my password"),
            "",
            _("Your device then asks for your fingerprint, face or PIN each time."),
        )
        message = _("Your browser sent no passkey. Press “Add this passkey” and follow it.")
        self.fields["credential"].error_messages["required"] = message

    def clean(self):
        try:
            return super().clean()
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise second_factor_adapter().validation_error("incorrect_code") from error


class RenamePasskeyForm(passkey_forms.EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        say(name, _("Name"), _("Enter a name for this passkey"))
        name.validators.append(forms.CharField(max_length=60).validators[0])
