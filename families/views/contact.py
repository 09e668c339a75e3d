"""How to be in touch with somebody, and how not."""

from django.utils.translation import gettext as _

from familyhubs.web import bind, require

from .. import actions
from ..forms import ContactForm
from ..models import FamilyMember
from ..permissions import can_keep_record
from .doors import back_to, family_for, part_for, send
from .notes import one_form


def change(request, pk, member_pk):
    """What a member told us about being in touch."""
    family = family_for(request, pk)
    members = FamilyMember.objects.current().visible_to(request.user, within=family)
    member = part_for(members.select_related("person__contact_card"), family, member_pk)
    require(can_keep_record(request.user, family))
    form = bind(ContactForm, request, card=member.person.contact_card)
    if send(form, lambda: actions.change_instructions(member, by=request.user, **form.values)):
        return back_to(request, family, _("Contact instructions saved"), "contact")
    title = _("How to be in touch with %(person)s") % {"person": member.person}
    return one_form(request, family, form, title, _("Save"), stands=form.what_stands())
