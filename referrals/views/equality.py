"""After sending: a few optional questions, or none of them; then the confirmation."""

from django.shortcuts import redirect, render

from familyhubs.web import bind

from ..actions.equality import answer_once
from ..forms.equality import EqualityForm
from .held import draft_of, public_page


@public_page
def equality(request):
    """Asked once of each request that was sent; skipped with one press."""
    draft = draft_of(request)
    if draft is None or not draft.sent_as_id or draft.equality_asked:
        return redirect("ask:sent")
    form = bind(EqualityForm, request)
    if "skip" in request.POST:
        answer_once(draft, {})
        return redirect("ask:sent")
    if form.is_valid():
        answer_once(draft, form.cleaned_data)
        return redirect("ask:sent")
    return render(request, "ask/equality.html", {"form": form})
