"""What was sent, for whoever sent it to keep on paper: only where paper is safe."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.contact.models import Channel as Way
from familyhubs.contact.rules import allowed_channels, needs_a_person
from familyhubs.govuk.fields import spoken

from ..models import Asker
from ..topics import words_of
from .people import ADULT, CHILD, ELSEWHERE, UNBORN
from .reach import SHARED_WITH, ContactForm
from .summary import Line, line_of_person

# Long enough to look, to print and to write down; then the confirmation alone is left.
SHOWN_FOR = timedelta(minutes=15)


def may_keep(referral):
    """Whether a copy may be shown: sent just now, and nothing said that paper would give away."""
    is_new = timezone.now() - referral.recorded_at < SHOWN_FOR
    card = referral.contact_card
    careful = referral.safety_flags or needs_a_person(card)
    only_in_person = set(allowed_channels(card)) <= {Way.IN_PERSON}
    return is_new and not (careful or only_in_person or referral.asker == Asker.YOUNG)


def copy_of(referral):
    """Each answer as it was kept, under the words of the check page."""
    card, people = referral.contact_card, referral.people.order_by("recorded_at", "id")
    ways = dict(ContactForm.base_fields["ways"].choices)
    wishes = [wish for wish in referral.sharing_wishes.all() if wish.agrees]
    told = (
        (_("Name"), referral.contact_name),
        (_("People"), "\n".join(line_of_person(as_told(one)) for one in people)),
        (_("Postcode"), referral.postcode),
        (_("What is happening"), "\n".join(str(words_of(n.topic)) for n in referral.needs.all())),
        (_("In your own words"), referral.story),
        (_("How to get in touch"), "\n".join(str(ways[way]) for way in allowed_channels(card))),
        (_("Phone number"), spoken(card.phone) if card.phone else ""),
        (_("Email address"), card.email),
        (_("Address for letters"), card.address),
        (_("Good times"), "\n".join(str(words) for words in card.safe_hours_words)),
        (_("Good times in your words"), card.good_times),
        (_("Interpreter"), card.interpreter_language),
        (_("What helps"), "\n".join(str(words) for words in card.helps_words)),
        (_("What else helps"), card.communication_needs),
        (_("Who we may talk to"), "\n".join(str(SHARED_WITH[wish.kind]) for wish in wishes)),
    )
    return [Line("", question, answer) for question, answer in told if answer]


def as_told(person):
    """A person of the request as the page asked for them."""
    grown = ELSEWHERE if person.lives_elsewhere else ADULT
    child = UNBORN if person.is_unborn else CHILD
    return {
        "full_name": person.full_name,
        "kind": child if person.is_child else grown,
        "age": person.age_told,
        "born_on": person.born_on,
        "due_on": person.due_on,
        "note": person.note,
    }
