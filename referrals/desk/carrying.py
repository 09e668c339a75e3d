"""What is known at the desk goes into the request that is written there."""

from uuid import UUID

from ..models import Channel, Chat, ChatWish, Enquiry, EnquiryChannel, Side, WalkIn
from .topics import BY_CODE

CHANNELS = {
    EnquiryChannel.DESK: Channel.WALK_IN,
    EnquiryChannel.PHONE: Channel.PHONE,
    EnquiryChannel.EMAIL: Channel.EMAIL,
    EnquiryChannel.CHAT: Channel.CHAT,
}
MOST_CARRIED = 5_000
BEGINS = {"enquiry": Enquiry, "walk_in": WalkIn, "chat": Chat}


def began_at_desk(request):
    """The row of a desk of this person's that the address names, or None."""
    for name, model in BEGINS.items():
        try:
            pk = UUID(request.GET.get(name, ""))
        except ValueError:
            continue
        return model.objects.visible_to(request.user).filter(pk=pk).first()
    return None


def carried_into(began):
    """The first values of the form of a request."""
    if began is None:
        return {}
    if isinstance(began, Chat) and began.wish == ChatWish.FORGET:
        return {"channel": Channel.CHAT}  # They asked us not to keep it: nothing goes on by itself.
    if isinstance(began, Chat):
        said = began.lines.filter(side=Side.FAMILY)
        words = "\n".join(line.words for line in said)[:MOST_CARRIED]
        return {"channel": Channel.CHAT, "contact_name": began.name, "story": words}
    topic = BY_CODE.get(began.topic)
    topics = [topic.request] if topic and topic.request else []
    if isinstance(began, WalkIn):
        known = {"contact_name": began.first_name, "story": began.about}
        return {"channel": Channel.WALK_IN, "topics": topics, **known}
    return {"channel": CHANNELS[began.channel], "topics": topics}
