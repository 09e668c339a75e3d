"""Accounts of leavers: a year later the name is left; invitations that nobody took up."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils import timezone

from familyhubs.accounts import actions, tasks
from familyhubs.accounts.models import Invitation, User
from familyhubs.accounts.querysets import INVITATIONS_FOR, LEAVERS_FOR
from familyhubs.refusals import Refused
from familyhubs.rights.keeping.models import Rule
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def left(ago, **kwargs):
    """Somebody who joined by an invitation, signed in, and left so long ago."""
    person = UserFactory(password=make_password(None), last_login=timezone.now(), **kwargs)
    _invitation, token = actions.issue_invitation(person, by=None)
    actions.accept_invitation(token, password="three random words 4711")
    person = actions.close_account(User.objects.get(pk=person.pk), by=None)
    User.objects.filter(pk=person.pk).update(closed_at=timezone.now() - ago)
    return person


def test_a_year_after_the_name_is_left_and_nothing_to_reach_them_by():
    old = left(LEAVERS_FOR, full_name="Ola Nordmann", email="ola@example.org")
    young = left(LEAVERS_FOR - A_DAY, email="kari@example.org")
    here = UserFactory(email="here@example.org")
    for _ in range(2):
        tasks.forget_leavers()
    for person in (old, young, here):
        person.refresh_from_db()
    assert (old.full_name, old.is_forgotten, old.last_login) == ("Ola Nordmann", True, None)
    assert old.email == f"{old.pk}@gone.invalid"
    assert (young.email, here.email) == ("kari@example.org", "here@example.org")
    assert young.last_login
    assert [one.user for one in Invitation.objects.all()] == [young]


def test_who_was_forgotten_is_invited_anew_and_not_reopened(client, administrator):
    old = left(LEAVERS_FOR, email="ola@example.org")
    tasks.forget_leavers()
    old.refresh_from_db()
    with pytest.raises(Refused, match="Invite them anew"):
        actions.reopen_account(old, by=administrator)
    client.force_login(administrator)
    page = client.get(reverse("people:person", args=[old.pk])).content.decode()
    assert "gone.invalid" not in page
    assert reverse("people:reopen", args=[old.pk]) not in page
    again = actions.create_person(
        full_name="Ola", email="ola@example.org", organisation=old.organisation, by=administrator
    )
    assert again.pk != old.pk


def test_an_invitation_that_nobody_took_up_goes_after_90_days():
    waits, recent = (UserFactory(password=make_password(None)) for _ in range(2))
    for person, ago in ((waits, INVITATIONS_FOR), (recent, INVITATIONS_FOR - A_DAY)):
        invitation, _token = actions.issue_invitation(person, by=None)
        ran_out = timezone.now() - ago
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=ran_out)
    tasks.forget_leavers()
    assert Invitation.objects.get().user == recent


def test_the_schedule_says_the_same_period():
    months = Rule.objects.get(code="account").months
    assert months * 30 < LEAVERS_FOR.days <= months * 31
