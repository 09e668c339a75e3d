"""The ways out: GOV.UK Notify, SMTP, and in the demo a screen in place of both."""

import logging
import smtplib
import time
from uuid import UUID

import jwt
import requests
from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from .models import MessageChannel

logger = logging.getLogger(__name__)


class SendError(Exception):
    """A message could not be handed over. `code` says why, without a word about anyone."""

    def __init__(self, code, *, is_final=False):
        super().__init__(code)
        self.code = code
        self.is_final = is_final


class Notify:
    """GOV.UK Notify's API, the two calls the portal needs (docs.notifications.service.gov.uk)."""

    TIMEOUT = (5, 15)

    def __init__(self, api_key, url, templates):
        # A key reads name-<service id>-<secret>, both parts being UUIDs.
        self.service_id, self.secret = api_key[-73:-37], api_key[-36:]
        UUID(self.service_id), UUID(self.secret)
        self.url = url.rstrip("/")
        self.templates = templates

    def send(self, message, letter):
        """Hand one message over; the row's id is the reference, so a repeat can be recognised."""
        answer = self._post(f"/v2/notifications/{message.channel}", self._body(message, letter))
        return answer.get("id", "")

    def _body(self, message, letter):
        body = {
            "template_id": self.templates[message.channel],
            "reference": str(message.pk),
            "personalisation": {"subject": letter.subject, "body": letter.body},
        }
        to = address_of(message)
        if message.channel == MessageChannel.SMS:
            return body | {"phone_number": to}
        # Notify writes the two headers of RFC 8058 itself.
        stop = {"one_click_unsubscribe_url": letter.stop} if letter.stop else {}
        return body | {"email_address": to} | stop

    def _post(self, path, body):
        token = jwt.encode(
            {"iss": self.service_id, "iat": int(time.time())}, self.secret, algorithm="HS256"
        )
        try:
            answer = requests.post(
                self.url + path,
                json=body,
                headers={"Authorization": f"Bearer {token}"},
                timeout=self.TIMEOUT,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise SendError(f"notify-{type(error).__name__}") from None
        if answer.status_code != 201:
            # 400 says the address or the template is wrong: the same call never works later.
            raise SendError(f"notify-{answer.status_code}", is_final=answer.status_code == 400)
        return answer.json()


class Smtp:
    """Django's own mail, with a Message-ID made of the row's id: a repeat is the same letter."""

    def send(self, message, letter):
        message_id = f"<{message.pk}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"
        mail = EmailMessage(
            letter.subject,
            letter.body,
            to=[address_of(message)],
            headers={
                "Message-ID": message_id,
                "Auto-Submitted": "auto-generated",
                **stop_headers(letter),
            },
            connection=get_connection(),
        )
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            final = all(code >= 500 for code in codes)
            raise SendError(f"smtp-{codes[0]}", is_final=final) from None
        except (smtplib.SMTPException, OSError) as error:
            raise SendError(f"smtp-{type(error).__name__}") from None
        return message_id


def stop_headers(letter):
    """What lets a mail program offer "Unsubscribe", which stops by a POST only (RFC 8058)."""
    if not letter.stop:
        return {}
    one_click = "List-Unsubscribe=One-Click"
    return {"List-Unsubscribe": f"<{letter.stop}>", "List-Unsubscribe-Post": one_click}


class Screen:
    """The demo's way out: nothing leaves the machine, the row itself is shown at /outbox/."""

    def send(self, message, letter):
        logger.info("Shown on the outbox page", extra={"message_id": str(message.pk)})
        return f"screen-{message.pk}"


def backend_for(channel):
    """The way out for this channel as this council has set it up, or None where it has none."""
    if settings.NOTIFY_API_KEY:
        templates = {
            MessageChannel.EMAIL: settings.NOTIFY_EMAIL_TEMPLATE,
            MessageChannel.SMS: settings.NOTIFY_SMS_TEMPLATE,
        }
        return Notify(settings.NOTIFY_API_KEY, settings.NOTIFY_URL, templates)
    if settings.EMAIL_HOST and channel == MessageChannel.EMAIL:
        return Smtp()
    return Screen() if settings.DEMO else None


def address_of(message):
    """Where it goes: what was typed, the account's e-mail, or what the contact card holds."""
    if message.is_typed:
        return message.typed_address
    if message.user:
        return message.user.email
    return message.card.phone if message.channel == MessageChannel.SMS else message.card.email
