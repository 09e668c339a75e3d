"""The staff pages' menu: what stands in it, for whom, and the letter that goes there after "g"."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from families import permissions as families
from hubs import permissions as hubs
from hubs.members.permissions import can_keep_members
from hubs.whats_on.permissions import can_run_sessions
from outcomes import permissions as outcomes
from referrals import permissions as referrals

from .people.permissions import can_see_people
from .reading_only import is_shut


@dataclass(frozen=True)
class Item:
    """One line of the menu; it shows where its page exists and its predicate says yes."""

    label: str
    url_name: str
    key: str
    allowed: callable


ITEMS = (
    Item(_("Today"), "pages:today", "t", hubs.is_staff_member),
    Item(_("Front desk"), "desk:desk", "d", referrals.can_work_desk),
    Item(_("Chats"), "chats:list", "k", referrals.can_answer_chats),
    Item(_("Requests"), "referrals:queue", "r", referrals.can_open_queue),
    Item(_("Concerns"), "referrals:concerns", "c", referrals.answers_for_safeguarding),
    Item(_("New request"), "referrals:new", "n", referrals.enters_for_others),
    Item(_("Refer a family"), "referrals:refer", "e", referrals.refers_only),
    Item(_("Families"), "families:list", "f", families.can_list),
    Item(_("Outreach"), "families:outreach", "j", families.can_reach_out),
    Item(_("Out of hours"), "families:out_of_hours", "u", families.can_read_out_of_hours),
    Item(_("Stop sharing"), "families:stop_requests", "q", families.can_answer_stops),
    Item(_("Emergency access"), "families:emergencies", "x", families.can_review_emergencies),
    Item("Business support", "families:support", "1", families.can_say_who_acts),
    Item("Inspections", "families:inspections", "2", families.can_see_inspections),
    Item(_("Plans"), "outcomes:plans", "l", outcomes.can_list_plans),
    Item(_("Hubs and sites"), "network:network", "h", hubs.is_staff_member),
    Item(_("Duty rota"), "duty:rotas", "y", hubs.can_read_rota),
    Item(_("Sessions"), "sessions:week", "w", can_run_sessions),
    Item(_("Members"), "members:list", "b", can_keep_members),
    Item(_("Services"), "directory:list", "v", hubs.can_read_directory),
    Item(_("Figures"), "insights:overview", "i", hubs.can_see_figures),
    Item(_("People"), "people:list", "p", can_see_people),
    Item(_("Organisations"), "people:organisations", "o", hubs.can_administer),
    Item(_("Information governance"), "families:governance", "z", families.can_govern),
    Item(_("Sharing agreements"), "people:sharing", "a", families.can_sign_sharing_agreements),
    Item(_("Messages"), "pages:messages", "m", hubs.can_administer),
    Item(_("Settings"), "pages:settings", "s", hubs.can_administer),
)


def can_search(user):
    """The box of every staff page: the list, or the desk's look-up."""
    return families.can_list(user) or families.can_look_up(user)


SEARCH = Item(_("Search"), "families:search", "/", can_search)
LOOK_UP = Item(_("Search"), "families:desk", "/", families.can_look_up)


def search_address(user):
    """Where the box leads: to the list of those who have one, else to the desk's two facts."""
    return address(SEARCH if user and families.can_list(user) else LOOK_UP, user)


def address(item, user):
    """Where this line leads, if its page exists and this user may follow it; else ""."""
    if not user or not user.is_authenticated:
        return ""
    try:
        url = reverse(item.url_name)
    except NoReverseMatch:
        return ""
    shut = is_shut(item.url_name) and hubs.reads_only(user)
    return url if item.allowed(user) and not shut else ""


def menu(user, path=""):
    """The lines this user may follow: label, address, key and which of them is where they are."""
    found = [
        {"label": item.label, "url": url, "key": item.key}
        for item in ITEMS
        if (url := address(item, user))
    ]
    here = max((line["url"] for line in found if path.startswith(line["url"])), key=len, default="")
    return [line | {"here": line["url"] == here} for line in found]


def context(request):
    """Gives templates `navigation` and `search_url`; worked out only by a page that draws them."""
    user = getattr(request, "user", None)

    return {
        "navigation": SimpleLazyObject(lambda: menu(user, request.path)),
        "search_url": SimpleLazyObject(lambda: search_address(user)),
    }
