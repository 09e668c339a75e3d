"""The staff pages' menu: what stands in it, for whom, and the letter that goes there after "g"."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from hubs import permissions as hubs
from outcomes import permissions as outcomes

from .people.permissions import can_see_people


@dataclass(frozen=True)
class Item:
    """One line of the menu; it shows where its page exists and its predicate says yes."""

    label: str
    url_name: str
    key: str
    allowed: callable


ITEMS = (
    Item(_("Today"), "pages:today", "t", hubs.is_staff_member),
    Item(_("Plans"), "outcomes:plans", "l", outcomes.can_list_plans),
    Item(_("People"), "people:list", "p", can_see_people),
    Item(_("Organisations"), "people:organisations", "o", hubs.can_administer),
    Item(_("Settings"), "pages:settings", "s", hubs.can_administer),
)


def menu(user, path=""):
    """The lines this user may follow: label, address, key and whether they are there now."""
    found = []
    for item in ITEMS:
        try:
            url = reverse(item.url_name)
        except NoReverseMatch:
            continue
        if item.allowed(user):
            here = path.startswith(url)
            found.append({"label": item.label, "url": url, "key": item.key, "here": here})
    return found


def context(request):
    """Gives templates `navigation`; worked out only by a page that draws it."""

    def navigation():
        if not getattr(request, "user", None) or not request.user.is_authenticated:
            return []
        return menu(request.user, request.path)

    return {"navigation": SimpleLazyObject(navigation)}
