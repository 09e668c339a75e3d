"""At which hub's desk somebody sits: chosen once, remembered for the session."""

from familyhubs.web import require

from ..permissions import can_work_desk, desk_hubs

KEPT = "desk_hub"


def desk_of(request):
    """(the hub, all there are to choose from); 403 for whoever works at no desk."""
    require(can_work_desk(request.user))
    hubs = list(desk_hubs(request.user).order_by("name"))
    require(bool(hubs))
    asked = request.GET.get("hub", "")
    by_slug = {hub.slug: hub for hub in hubs}
    if asked in by_slug:
        request.session[KEPT] = asked
    return by_slug.get(request.session.get(KEPT)) or hubs[0], hubs
