"""What a message says: its template, the few facts it may carry, and its text."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import override

from familyhubs.database.encryption import InvalidToken, cipher
from familyhubs.languages.known import ENGLISH, LANGUAGES

KIND = re.compile(r"[a-z][a-z0-9_]{1,58}")
# What E-mail and SMS may carry (architecture.md section 7), and how each must look.
TEXT_FACTS = {
    "hub": re.compile(r"[^\x00-\x1f<>@]{1,200}"),
    # An entry of the directory, which is public.
    "service": re.compile(r"[^\x00-\x1f<>@]{1,200}"),
    # A name in any script; no number, no address.
    "worker": re.compile(r"[^\d@/:<>\x00-\x1f]{1,200}"),
    "role": re.compile(r"[^\d@/:<>\x00-\x1f]{1,60}"),
    "reference": re.compile(r"[A-Za-z0-9][A-Za-z0-9 \-/]{0,39}"),
    "link": re.compile(r"/[A-Za-z0-9/_\-]{0,200}"),
}
# A link that lets its reader in (an invitation, a new password) is stored encrypted.
SEALED = "sealed_link"
# The link by which its reader stops all letters of the kind, from a mail program too (RFC 8058).
STOP = "sealed_stop"
# In which it is written, whoever writes it out later: staff and everybody unsaid in English.
LANGUAGE = "language"
FACTS = {*TEXT_FACTS, SEALED, STOP, LANGUAGE, "when", "count"}


@dataclass(frozen=True)
class Letter:
    """A message ready to be sent."""

    subject: str
    body: str
    address: str = ""
    stop: str = ""


def check_kind(kind, *, to_card):
    """Stop the programmer whose kind has no template: before anything is owed, not at delivery."""
    if not KIND.fullmatch(kind):
        raise ValueError(f"{kind!r} is not a kind of message")
    get_template(template_name(kind))
    if to_card:
        get_template(template_name(kind, sms=True))


def template_name(kind, *, sms=False):
    return f"notifications/{kind}{'.sms' if sms else ''}.txt"


def checked_facts(facts):
    """The facts as stored, or an error: nothing personal can be passed by name or by shape."""
    return {name: _checked(name, value) for name, value in facts.items()}


def _checked(name, value):
    if name == "when" and isinstance(value, date | datetime):
        return value.isoformat()
    if name == "count" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if name in (SEALED, STOP) and TEXT_FACTS["link"].fullmatch(str(value)):
        return cipher().encrypt(str(value).encode()).decode()
    if name == LANGUAGE and value in LANGUAGES:
        return value
    if name in TEXT_FACTS and TEXT_FACTS[name].fullmatch(str(value)):
        return str(value)
    raise ValueError(f"A message may not carry this: {name}. Allowed: {', '.join(sorted(FACTS))}")


def write_letter(kind, facts, *, sms=False):
    """The text of a message; the first line of its template is the subject."""
    template = get_template(template_name(kind, sms=sms))
    spoken = _spoken(facts)
    with override(facts.get(LANGUAGE, ENGLISH)):
        text = template.template.render(Context(spoken, autoescape=False)).strip()
    ways = {"address": spoken.get("link", ""), "stop": spoken.get("stop", "")}
    if sms:
        return Letter(subject="", body=" ".join(text.split()), **ways)
    subject, _, body = text.partition("\n")
    return Letter(subject=subject.strip(), body=body.strip(), **ways)


def letter_of(message):
    """A stored message as a page shows it: its link stands apart from its words.

    Of one that can no longer be written, its name only.
    """
    try:
        letter = write_letter(message.kind, message.facts, sms=message.channel == "sms")
    except (TemplateDoesNotExist, InvalidToken):
        return Letter(subject=message.kind.replace("_", " ").capitalize(), body="")
    words = [line for line in letter.body.splitlines() if not line.startswith(settings.PUBLIC_URL)]
    body = "\n".join(words).strip()
    body = f"{body[:-1]}." if body.endswith(":") else body
    return Letter(letter.subject, body, letter.address, letter.stop)


def _spoken(facts):
    """Facts as a template needs them: moments as moments, the link as a whole address."""
    spoken = dict(facts)
    if "when" in spoken:
        spoken["when"] = parse_datetime(spoken["when"]) or parse_date(spoken["when"])
    for sealed, name in ((SEALED, "link"), (STOP, "stop")):
        if sealed in spoken:
            spoken[name] = cipher().decrypt(spoken.pop(sealed).encode()).decode()
    for name in ("link", "stop"):
        if name in spoken:
            spoken[name] = settings.PUBLIC_URL + spoken[name]
    return spoken
