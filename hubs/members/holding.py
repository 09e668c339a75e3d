"""The last look before a member's message leaves: what was stopped meanwhile does not go."""

from ..models import Hears, Member, Notice

# Which of these must still be heard about for a message of this kind.
NEEDS = {
    "member_week": [Hears.WHATS_ON],
    "member_week_courses": [Hears.WHATS_ON, Hears.COURSES],
    "member_courses": [Hears.COURSES],
    "member_news": [Hears.NEWS],
    "member_say": [Hears.SAY],
}
NOTICES = ("member_news", "member_say")


def not_wanted(message):
    """Why a message to a member must not go, or an empty string."""
    if message.about_model != Member._meta.label_lower:
        return ""
    member = Member.objects.filter(pk=message.about_id).first()
    if member is None or member.state == "ended":
        return "The membership has ended"
    if message.kind == "member_confirm" and member.state != "asked":
        return "They have said yes already"
    if message.kind in NEEDS and not set(NEEDS[message.kind]) & set(member.hears):
        return "They no longer want to hear of it"
    if message.kind in NOTICES and _is_taken_back(message):
        return "The notice was taken back"
    return ""


def _is_taken_back(message):
    """A notice's message is keyed by the notice and the member."""
    notice = message.key.split(":")[1]
    return Notice.objects.filter(pk=notice, taken_back_at__isnull=False).exists()
