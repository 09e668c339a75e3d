"""What people come to a desk about, in few words, and what a colleague may say then (R050). Pure.

The words here are what a council starts with; it may write its own (models.DeskPrompt).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class DeskTopic:
    """One button: its code, its words, the topic of a request that it becomes, and the prompt."""

    code: str
    words: str
    request: str = ""
    prompt: str = ""
    is_careful: bool = False


ABUSE = _(
    "Find a place where nobody listens. Never ask in front of a partner, a child or a friend who"
    " interprets.\n"
    "Say: “Many people who come here are hurt or controlled by somebody at home, so we ask"
    " everybody. Is anybody making you feel afraid?”\n"
    "Believe them. Do not ask for details and do not tell them to leave: leaving is a dangerous"
    " time.\n"
    "Ask: “Is it safe to ring you? To text? Who looks at your phone?” Write down the answer and"
    " nothing they have not agreed to.\n"
    "Somebody in danger now: ring 999. A child who sees or hears it is at risk too: raise a"
    " safeguarding concern."
)
CONFLICT = _(
    "First, alone: “Is anybody making you feel afraid?” If yes, use the prompt for domestic abuse"
    " and offer nothing for the two of them together.\n"
    "If no: “Arguing is common, and it is hard on children when it goes on. There is help for one"
    " of you or for both.”\n"
    "Take no side. Offer the parenting and relationship sessions, or write a request with them."
)
DEBT = _(
    "Say: “You are not the only one. Nobody here will judge you.”\n"
    "Ask: “Do you have food, heating and somewhere to sleep tonight?” If not, find help for"
    " tonight first.\n"
    "Ask: “Has anybody threatened to come to your home, or to evict you? By when?”\n"
    "Signpost to free debt advice, never to a company that charges. Offer to ring with them from"
    " here."
)
MONEY = _(
    "Ask: “Do you have food, heating and somewhere to sleep tonight?” If not, find help for"
    " tonight first.\n"
    "Offer a benefits check, and the food bank without asking why."
)
HOUSING = _(
    "Ask: “Where will you sleep tonight? Are children with you?” If they have nowhere safe, ring"
    " the council’s housing team with them now.\n"
    "Ask whether they have a letter with a date on it, and copy the date."
)
MOOD = _(
    "Say: “Thank you for telling me.” Let them talk; sit down with them.\n"
    "If it sounds as if they cannot go on, ask it plainly: “Are you thinking of ending your life?”"
    " Asking does not put it into their mind.\n"
    "If yes: do not leave them alone, and get the colleague on duty. In danger now: ring 999."
)
TOPICS = (
    DeskTopic("whats_on", _("What’s on, bookings")),
    DeskTopic("baby", _("Pregnancy or a baby"), "new_baby"),
    DeskTopic("child", _("A child’s growing or behaviour"), "behaviour"),
    DeskTopic("send", _("Special needs"), "send"),
    DeskTopic("school", _("School or nursery"), "attendance"),
    DeskTopic("mood", _("Feeling low or worried"), "parent_mood", MOOD, True),
    DeskTopic("conflict", _("Arguments between parents"), "arguments", CONFLICT, True),
    DeskTopic("abuse", _("Domestic abuse"), "abuse", ABUSE, True),
    DeskTopic("money", _("Money, food, heating"), "money", MONEY),
    DeskTopic("debt", _("Debt"), "debt", DEBT),
    DeskTopic("housing", _("Housing"), "housing", HOUSING),
    DeskTopic("benefits", _("Forms, benefits, getting online"), "new_here"),
    DeskTopic("young", _("A young person about themselves")),
    DeskTopic("other", _("Something else"), "other"),
)
BY_CODE = {topic.code: topic for topic in TOPICS}
CHOICES = [(topic.code, topic.words) for topic in TOPICS]


def words_of(code):
    """The words of a topic; a code no longer offered is shown as it is."""
    topic = BY_CODE.get(code)
    return topic.words if topic else code
