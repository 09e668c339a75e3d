"""What is held about one person: a page for each thing that a worker writes there."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from familyhubs.web import bind, require

from .. import actions
from ..forms import (
    AddNameForm,
    ChangeNameForm,
    ChannelsForm,
    EndHeldForm,
    EthnicityForm,
    IdentifierForm,
    LanguagesForm,
    NeedMetForm,
    NeedsForm,
    SendStatusForm,
)
from ..models import (
    FamilyMember,
    NeedsAsked,
    PersonIdentifier,
    PersonName,
    PersonNeed,
    SendRecord,
    SpokenLanguage,
)
from ..permissions import can_keep_record
from .channel_answers import answers_of
from .doors import family_for, part_for, send


def member_to_keep(request, pk, member_pk):
    """A member of now, of a record that this user keeps; 404 where unseen, 403 where not theirs."""
    family = family_for(request, pk)
    members = FamilyMember.objects.current().visible_to(request.user, within=family)
    members = members.select_related("person__contact_card")
    member = part_for(members, family, member_pk)
    require(can_keep_record(request.user, family))
    return member


def person_form(request, member, form, title, button, **context):
    """The page that asks one thing about a person."""
    context |= {"family": member.family, "member": member, "form": form, "button": button}
    context["title"] = title % {"person": member.person}
    return render(request, "families/person_form.html", context)


def back_to_person(request, member, said, part):
    """The person's page, with what changed named."""
    messages.success(request, said)
    page = reverse("families:person", args=[member.family_id, member.pk])
    return redirect(f"{page}#{part}")


def add_identifier(request, pk, member_pk):
    """A number by which another system knows them."""
    member = member_to_keep(request, pk, member_pk)
    form = bind(IdentifierForm, request)
    me = request.user
    if send(form, lambda: actions.add_identifier(member, by=me, **form.cleaned_data)):
        return back_to_person(request, member, _("Number added"), "identifiers")
    return person_form(request, member, form, _("Add a number of %(person)s"), _("Add"))


def end_identifier(request, pk, member_pk, identifier_pk):
    """A number that is not theirs, or no more."""
    member = member_to_keep(request, pk, member_pk)
    rows = PersonIdentifier.objects.visible_to(request.user, within=member.family).current()
    title = _("A number of %(person)s ends")
    return end(request, member, rows, identifier_pk, title, "identifiers")


def end_name(request, pk, member_pk, name_pk):
    """A name that is not theirs, or no more."""
    member = member_to_keep(request, pk, member_pk)
    rows = PersonName.objects.visible_to(request.user, within=member.family).current()
    return end(request, member, rows, name_pk, _("A name of %(person)s ends"), "names")


def end(request, member, rows, row_pk, title, part):
    row = part_for(rows.of(member.person), member.family, row_pk)
    form = bind(EndHeldForm, request)
    if send(form, lambda: actions.end_held(row, by=request.user, **form.cleaned_data)):
        return back_to_person(request, member, _("Ended"), part)
    return person_form(request, member, form, title, _("End it"), note=row.named)


def change_name(request, pk, member_pk):
    """What they are called from now on."""
    member = member_to_keep(request, pk, member_pk)
    person = member.person
    initial = {"full_name": person.full_name, "known_as": person.known_as}
    form = bind(ChangeNameForm, request, initial=initial)
    if send(form, lambda: actions.change_name(member, by=request.user, **form.cleaned_data)):
        return back_to_person(request, member, _("Name changed"), "names")
    return person_form(request, member, form, _("Change the name of %(person)s"), _("Save"))


def add_name(request, pk, member_pk):
    """What else they are or were called."""
    member = member_to_keep(request, pk, member_pk)
    form = bind(AddNameForm, request)
    if send(form, lambda: actions.add_name(member, by=request.user, **form.cleaned_data)):
        return back_to_person(request, member, _("Name added"), "names")
    return person_form(request, member, form, _("Add a name of %(person)s"), _("Add"))


def needs(request, pk, member_pk):
    """What they need, asked all at once."""
    member = member_to_keep(request, pk, member_pk)
    known = {
        "asked": NeedsAsked.objects.told_of(member).newest_first().first(),
        "needs": PersonNeed.objects.told_of(member),
    }
    form = bind(NeedsForm, request, **known)
    if send(form, lambda: actions.record_needs(member, by=request.user, **form.values)):
        return back_to_person(request, member, _("Needs saved"), "needs")
    return person_form(request, member, form, _("What does %(person)s need?"), _("Save"))


def need_met(request, pk, member_pk, need_pk):
    """Whether one need was met."""
    member = member_to_keep(request, pk, member_pk)
    rows = PersonNeed.objects.visible_to(request.user, within=member.family).current()
    need = part_for(rows.of(member.person), member.family, need_pk)
    form = bind(NeedMetForm, request)
    if send(form, lambda: actions.note_met(need, by=request.user, **form.cleaned_data)):
        return back_to_person(request, member, _("Noted"), "needs")
    title = _("Was this need of %(person)s met?")
    return person_form(request, member, form, title, _("Save"), note=str(need))


def channels(request, pk, member_pk):
    """Which ways of contact they allow, one by one."""
    member = member_to_keep(request, pk, member_pk)
    answers = {way: answer for way, answer, _row in answers_of(member)}
    form = bind(ChannelsForm, request, card=member.person.contact_card, answers=answers)
    if send(form, lambda: actions.answer_channels(member, by=request.user, **form.values)):
        return back_to_person(request, member, _("Answers saved"), "channels")
    title = _("How may we be in touch with %(person)s?")
    return person_form(request, member, form, title, _("Save"))


def send_status(request, pk, member_pk):
    """A child's special educational needs from one day on."""
    member = member_to_keep(request, pk, member_pk)
    known = SendRecord.objects.told_of(member).newest_first().first()
    kept = (
        name for name in SendStatusForm.base_fields if hasattr(known, name) and name != "source"
    )
    form = bind(SendStatusForm, request, initial={name: getattr(known, name) for name in kept})
    if send(form, lambda: actions.change_send(member, by=request.user, **form.values)):
        return back_to_person(request, member, _("Status saved"), "send")
    title = _("Special educational needs of %(person)s")
    return person_form(request, member, form, title, _("Save"))


def languages(request, pk, member_pk):
    """What they speak."""
    member = member_to_keep(request, pk, member_pk)
    rows = SpokenLanguage.objects.told_of(member).order_by("-is_main", "language")
    form = bind(LanguagesForm, request, known=[row.language for row in rows])
    if send(form, lambda: actions.set_languages(member, by=request.user, **form.values)):
        return back_to_person(request, member, _("Languages saved"), "languages")
    title = _("Which languages does %(person)s speak?")
    return person_form(request, member, form, title, _("Save"))


def ethnicity(request, pk, member_pk):
    """The group they say they belong to, in two steps."""
    member = member_to_keep(request, pk, member_pk)
    form = bind(EthnicityForm, request)
    if send(form, lambda: actions.tell_ethnicity(member, by=request.user, **form.values)):
        return back_to_person(request, member, _("Ethnic group saved"), "languages")
    note = _("Only for the work with them. It is not taken from the optional equality questions.")
    title = _("Ethnic group of %(person)s")
    return person_form(request, member, form, title, _("Save"), note=note)
