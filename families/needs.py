"""What somebody needs to understand us, be understood and come in. Pure (domain.md 2.14).

The order is the Accessible Information Standard's: ask, record, flag, share, meet, review.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from familyhubs.contact.models import Helps


class NeedKind(models.TextChoices):
    """One thing that we do for somebody."""

    SPOKEN = "spoken", _("Interpreter for a spoken language")
    BSL = "bsl", _("British Sign Language interpreter")
    DEAFBLIND = "deafblind", _("Deafblind interpreter")
    LIPSPEAKER = "lipspeaker", _("Lipspeaker, or clear speech for lip-reading")
    SPEECH_TO_TEXT = "speech_to_text", _("Speech to text")
    MAKATON = "makaton", _("Makaton")
    VIDEO_RELAY = "video_relay", _("Video relay")
    TEXT_RELAY = "text_relay", _("Relay UK: dial 18002 first")
    TEXTPHONE = "textphone", _("Textphone")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    ADVOCATE = "advocate", _("Advocate")
    COMPANY = "company", _("Someone with them")
    EASY_READ = "easy_read", _("Easy words and pictures")
    LARGE_PRINT = "large_print", _("Large print")
    BRAILLE = "braille", _("Braille")
    AUDIO = "audio", _("Audio")
    PLAIN_EMAIL = "plain_email", _("Plain text email")
    SCREEN_READER = "screen_reader", _("Documents for a screen reader")
    COLOURED = "coloured", _("Coloured background")
    READ_TO = "read_to", _("Help with reading")
    FORMS = "forms", _("Help with filling in forms")
    TEXT_ONLY = "text_only", _("Only in writing: no calls")
    PHONE_ONLY = "phone_only", _("Only by phone: nothing in writing")
    TIME = "time", _("More time")
    QUIET = "quiet", _("Quiet space")
    STEP_FREE = "step_free", _("Step-free access")
    HOIST = "hoist", _("Hoist or changing place")
    PARKING = "parking", _("Parking near the door")
    CRECHE = "creche", _("Crèche, or care for brothers and sisters")
    TRAVEL = "travel", _("Help with travel")
    FEMALE_STAFF = "female_staff", _("Female staff only")
    MALE_STAFF = "male_staff", _("Male staff only")
    HOLY_DAYS = "holy_days", _("Not on holy days or at prayer times")


GROUPS = (
    (_("Interpreters and support"), (
        "spoken", "bsl", "deafblind", "lipspeaker", "speech_to_text", "makaton", "video_relay",
        "text_relay", "textphone", "hearing_loop", "advocate", "company",
    )),
    (_("Reading and writing"), (
        "easy_read", "large_print", "braille", "audio", "plain_email", "screen_reader",
        "coloured", "read_to", "forms", "text_only", "phone_only",
    )),
    (_("Coming in, and who they meet"), (
        "time", "quiet", "step_free", "hoist", "parking", "creche", "travel", "female_staff",
        "male_staff", "holy_days",
    )),
)  # fmt: skip
# What the form that asks for support asks, as what stands on the record.
FROM_HELPS = {
    Helps.TEXTPHONE: NeedKind.TEXTPHONE,
    Helps.RELAY: NeedKind.TEXT_RELAY,
    Helps.SIGNING: NeedKind.BSL,
    Helps.LIP_READING: NeedKind.LIPSPEAKER,
    Helps.LARGE_PRINT: NeedKind.LARGE_PRINT,
    Helps.EASY_READ: NeedKind.EASY_READ,
    Helps.READ_TO: NeedKind.READ_TO,
    Helps.QUIET: NeedKind.QUIET,
    Helps.STEP_FREE: NeedKind.STEP_FREE,
    Helps.COMPANY: NeedKind.COMPANY,
}
SIGNED = "bfi"


def needs_on(card, code_of):
    """(kind, values) of each need that a contact card tells of; `code_of` a language's name."""
    found = {FROM_HELPS[Helps(one)]: {} for one in card.helps}
    said = card.interpreter_language.strip()
    if said and code_of(said) == SIGNED:
        found[NeedKind.BSL] = {}
    elif said:
        found[NeedKind.SPOKEN] = {"language": code_of(said) or said}
    return list(found.items())
