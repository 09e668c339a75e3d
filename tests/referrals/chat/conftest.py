"""The chat is on, it is a working day, and somebody is on chat duty."""

import pytest
from django.urls import reverse

from familyhubs.council.models import CouncilSettings
from hubs.models import DutyShift
from referrals import clocks
from tests.cast import somebody

START, ASK, TALK = reverse("chat:start"), reverse("chat:ask"), reverse("chat:talk")
SAY, LINES, END = reverse("chat:say"), reverse("chat:lines"), reverse("chat:end")
WORDS = "He does not sleep and I am so tired"
SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def door_open(db, monkeypatch):
    """It is a working hour, whenever the tests run; the switch is on."""
    CouncilSettings.objects.update_or_create(only=True, defaults={"chat_is_on": True})
    monkeypatch.setattr(clocks, "is_open", lambda now: True)


@pytest.fixture
def colleague_on_chat(door_open):
    """Somebody of no desk here: their duty alone lets them see chats."""
    user = somebody("triage")
    user.full_name = "Amira Shah"
    user.save()
    DutyShift.objects.create(kind="chat", user=user)
    return user


def begin(client, words=WORDS, **told):
    """A family starts a chat in its own browser."""
    once = client.get(START).context["form"]["once"].value()
    return client.post(START, {"once": once, "words": words, "name": "Ada", **told}, follow=True)


def write(client, words, token=None, **headers):
    """One line, as the page sends it."""
    token = token or client.get(TALK).context["form"]["token"].value()
    return client.post(SAY, {"words": words, "token": token}, headers=headers)


def staff(name, chat):
    return reverse(f"chats:{name}", args=[chat.pk])
