"""Parts of a record that open for a reason (access.md section 3, r)."""

from django.utils.translation import gettext as _

from familyhubs.web import bind, require

from .. import actions
from ..forms import ClosedForm
from ..permissions import can_give_reason
from .doors import back_to, family_for, send
from .notes import one_form


def closed(request, pk):
    """Notes and plan of closed work, for a triage officer's open request (A4)."""
    family = family_for(request, pk)
    require(can_give_reason(request.user, family))
    form = bind(ClosedForm, request)
    if send(form, lambda: actions.open_closed(family, by=request.user, **form.cleaned_data)):
        return back_to(request, family, _("Open to you until the request is decided"), "timeline")
    note = _(
        "What was written while somebody worked with this family opens to you for four hours, at"
        " most until the request is decided. Safeguarding entries stay shut."
    )
    title = _("Read the notes and plan of closed work")
    return one_form(request, family, form, title, _("Open them"), note=note)
