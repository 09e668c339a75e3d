"""A family sends a photo of the paper form, instead of typing it in."""

from functools import partial

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from familyhubs.refusals import Refused

from .. import actions
from ..actions import drafts
from ..forms.photo import PhotoForm
from .held import actor, journey_in, with_journey

STEP = "photo"


@partial(with_journey, counted="send")
def photo(request, draft, journey):
    """Name, way to be in touch, photos. What is right is kept, whatever else is wrong.

    It cannot ask who at home may know, so a young person's own answers never go this way.
    """
    if journey.is_young:
        return redirect("ask:next")
    if request.method != "POST":
        typed = journey.typed(STEP) or QueryDict()
        fields = PhotoForm(journey=journey).fields.items()
        shown = {n: f.widget.value_from_datadict(typed, {}, n) for n, f in fields if n != "photos"}
        shown = shown if typed else before_it(journey)
        return show(request, draft, PhotoForm(initial=shown, journey=journey))
    files, has_photos = request.FILES, draft.files.exists()
    form = PhotoForm(request.POST, files, has_photos=has_photos, journey=journey)
    form.is_valid()
    names = [name for name in form.fields if name not in ("photos", "website")]
    draft = drafts.keep_answer(draft, step=STEP, typed=drafts.cut_to_size(request.POST, names))
    keep(request, draft, form)
    if "add" in request.POST and "photos" not in form.errors:
        return redirect("ask:photo")
    if not form.is_valid():
        return show(request, draft, form)
    try:
        drafts.send_draft(draft, compose=partial(composed, form), by=actor(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return show(request, draft, form)
    return redirect("ask:equality")


def composed(form, draft):
    """The request, with what was typed on the pages as it is now, in another tab too."""
    form.journey = journey_in(draft)
    return form.request(), form.besides()


def before_it(journey):
    """What the pages before have asked already."""
    asked = {"asker": "who", "contact_name": "name", "ways": "contact", "postcode": "postcode"}
    asked |= {"phone": "reach", "email": "reach", "address": "reach", "interpreter": "language"}
    shown = {name: journey.answer(step, name) for name, step in asked.items()}
    return {name: value for name, value in shown.items() if value}


def keep(request, draft, form):
    """Photos are kept first of all: no browser sends a file again by itself."""
    if photos := form.cleaned_data.get("photos"):
        try:
            actions.keep_photos(draft, photos, by=actor(request))
        except Refused as refused:
            form.add_error("photos", str(refused))


def show(request, draft, form):
    files = draft.files.select_related("file")
    typed_before = set(form.journey.steps) - {STEP} or form.journey.people
    context = {"form": form, "files": files, "typed_before": typed_before}
    return render(request, "ask/photo.html", context)


@require_POST
@with_journey
def remove_photo(request, draft, journey, pk):
    actions.take_photo_out(draft, pk, by=actor(request))
    return redirect("ask:photo")
