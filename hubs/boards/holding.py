"""The last look before a board's message leaves: what is no longer so does not go."""

from ..models import BoardAction, BoardMeeting, BoardMember

OF_MEETING = ("board_meeting", "board_meeting_changed", "board_meeting_soon")


def not_so_any_more(message):
    """Why a message about a board must not go, or an empty string."""
    if message.about_model == BoardMeeting._meta.label_lower and message.kind in OF_MEETING:
        return _of_meeting(message)
    if message.about_model == BoardAction._meta.label_lower:
        return _of_action(message)
    return ""


def _of_meeting(message):
    meeting = BoardMeeting.objects.filter(pk=message.about_id).first()
    part, member = message.key.split(":")[2:]
    if meeting is None or meeting.cancelled_at is not None or meeting.has_begun:
        return "The meeting is over or off"
    if part.startswith("r") and part != f"r{meeting.revision}":
        return "The meeting has another time or place"
    if not BoardMember.objects.now().filter(pk=member).exists():
        return "They do not sit on the board now"
    return ""


def _of_action(message):
    action = BoardAction.objects.filter(pk=message.about_id).first()
    if action is None or action.done_on is not None:
        return "The action is done"
    _kind, _pk, due_on, *owner = message.key.split(":")
    is_same = str(action.due_on) == due_on and owner in ([], [str(action.owner_id)])
    return "" if is_same else "The action has another day or owner"
