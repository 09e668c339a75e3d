"""Invited, joined, given roles, changed, handed over, closed: colleagues through their pages."""

import importlib
import re
import threading
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from families.models import Involvement
from familyhubs.accounts import urls
from familyhubs.accounts.models import Invitation, Organisation, User
from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from familyhubs.pages.people import actions
from familyhubs.refusals import Refused
from hubs.models import DutyShift, Membership, Role
from tests.factories.accounts import CouncilFactory, PartnerFactory, UserFactory
from tests.factories.families import ConflictFactory
from tests.factories.hubs import HubFactory, MembershipFactory, TeamFactory
from tests.factories.outcomes import ActionFactory
from tests.pages.at_once import second_comes_meanwhile

from .people import give_password, somebody_with_password

pytestmark = pytest.mark.django_db

NEW = {"password1": "correct horse 99 staple", "password2": "correct horse 99 staple"}


@pytest.fixture
def council(db):
    return CouncilFactory()


def form_for(organisation, scope, **changes):
    data = {
        "full_name": "Nia Walsh",
        "email": "Nia.Walsh@council.example",
        "organisation": str(organisation.pk),
        "role": "practitioner",
        "scope": scope,
        "standing": "own",
    }
    return data | changes


def as_user(user):
    client = Client()
    client.force_login(user)
    return client


def link_of(message):
    body = write_letter(message.kind, message.facts).body
    return re.search(r"/(?:invitation|accounts)/\S+", body)[0]


def invited(by, **changes):
    hub = HubFactory()
    said = {"full_name": "Nia Walsh", "email": "nia@council.example", "role": Role.PRACTITIONER}
    organisation = changes.pop("organisation", None) or CouncilFactory()
    return actions.invite(by=by, hub=hub, organisation=organisation, **said | changes)


def newest_link():
    return link_of(Message.objects.filter(kind="invitation").latest("recorded_at"))


# Inviting


def test_an_administrator_invites_and_the_person_joins(administrator, council, hub):
    answer = as_user(administrator).post("/people/invite/", form_for(council, f"hub:{hub.pk}"))
    person = User.objects.get(email="nia.walsh@council.example")
    assert answer["Location"] == f"/people/{person.pk}/"
    assert Membership.objects.get(user=person).hub == hub
    assert not person.has_usable_password()

    visitor = Client()
    assert visitor.get(newest_link())["Location"] == "/invitation/"
    assert "Welcome, Nia Walsh" in visitor.get("/invitation/").content.decode()
    joined = visitor.post("/invitation/", NEW)
    assert joined["Location"] == "/accounts/second-factor/"
    assert visitor.get("/account/")["Location"] == "/accounts/second-factor/"
    assert visitor.get("/accounts/mfa/app/activate/").status_code == 200  # no second asking
    verbs = set(Event.objects.filter(about_id=person.pk).values_list("verb", flat=True))
    assert {"account.invited", "role.given", "account.joined", "account.signed_in"} <= verbs


def test_only_a_hash_is_stored_and_the_letter_is_sealed(administrator):
    invited(administrator)
    message = Message.objects.get(kind="invitation")
    token = link_of(message).strip("/").split("/")[1]
    assert Invitation.objects.get().token_hash != token
    assert token not in str(message.facts)


def test_a_link_works_once(administrator):
    invited(administrator)
    first, second = Client(), Client()
    for visitor in (first, second):
        visitor.get(newest_link())
    assert first.post("/invitation/", NEW).status_code == 302
    late = second.post("/invitation/", NEW | {"password1": "x", "password2": "x"})
    assert late.status_code == 410
    assert "no longer works" in late.content.decode()


def test_a_link_runs_out_after_seven_days(administrator):
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False) as clock:
        invited(administrator)
        visitor = Client()
        visitor.get(newest_link())
        clock.shift(timedelta(days=7))
        assert visitor.post("/invitation/", NEW).status_code == 410
    assert not User.objects.get(email="nia@council.example").has_usable_password()


def test_a_made_up_link_is_answered_plainly(client):
    for token in ("x", "a" * 3000, "%27%3B"):
        client.get(f"/invitation/{token}/")
        assert client.get("/invitation/").status_code == 410
    assert Client().get("/invitation/").status_code == 410


def test_sending_again_stops_the_old_link(administrator):
    person = invited(administrator)
    old = newest_link()
    assert as_user(administrator).post(f"/people/{person.pk}/invitation/resend/").status_code == 302
    for link, status in ((old, 410), (newest_link(), 200)):
        visitor = Client()
        visitor.get(link)
        assert visitor.get("/invitation/").status_code == status


def test_a_withdrawn_invitation_ends_role_and_account(administrator):
    person = invited(administrator)
    as_user(administrator).post(f"/people/{person.pk}/invitation/revoke/")
    person.refresh_from_db()
    assert person.closed_at
    assert not Membership.objects.current().filter(user=person).exists()
    visitor = Client()
    visitor.get(newest_link())
    assert visitor.get("/invitation/").status_code == 410


def test_an_invited_person_cannot_come_in_by_a_new_password(administrator, client):
    invited(administrator)
    client.post("/accounts/password/reset/", {"email": "nia@council.example"})
    assert not Message.objects.filter(kind="password_reset").exists()


@pytest.mark.parametrize("password", ["short", "password1234", "nia@council.example", ""])
def test_a_weak_first_password_is_refused(administrator, password):
    invited(administrator)
    visitor = Client()
    visitor.get(newest_link())
    answer = visitor.post("/invitation/", {"password1": password, "password2": password})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_somebody_signed_in_does_not_join_as_another(administrator):
    invited(administrator)
    other = as_user(UserFactory())
    other.get(newest_link())
    assert "Somebody is signed in here" in other.get("/invitation/").content.decode()
    assert "Somebody is signed in here" in other.post("/invitation/", NEW).content.decode()
    assert not User.objects.get(email="nia@council.example").has_usable_password()


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_one_joins():
    with acting_as(SystemActor.SETUP):
        invited(MembershipFactory(role="administrator").user)
    token = newest_link().strip("/").split("/")[1]
    outcomes, gate = [], threading.Barrier(4)

    def press(n):
        gate.wait()
        try:
            with acting_as(SystemActor.PUBLIC):
                actions.accept_invitation(token, password=f"the password of number {n}")
            outcomes.append("joined")
        except Refused:
            outcomes.append("refused")
        finally:
            close_old_connections()

    threads = [threading.Thread(target=press, args=[n]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["joined", "refused", "refused", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_at_the_same_moment_are_told():
    council = CouncilFactory()
    twice = second_comes_meanwhile(*[lambda by: invited(by, organisation=council)] * 2)
    assert twice == {
        "first": "done",
        "second": "Somebody with this email address has an account already.",
    }
    facts = {"name": "Mill Lane School", "kind": "school", "ended_on": None}
    add = [lambda by: actions.save_organisation(None, by=by, **facts)] * 2
    assert second_comes_meanwhile(*add) == {
        "first": "done",
        "second": "Somebody has just added this organisation. Look at the list.",
    }


def test_a_made_up_link_is_not_kept_and_a_dead_one_opens_no_other(administrator):
    Client().get("/invitation/made-up/")
    assert not Session.objects.exists()
    invited(administrator)
    visitor = Client()
    visitor.get(newest_link())
    assert visitor.get("/invitation/").status_code == 200
    visitor.get("/invitation/made-up/")
    assert visitor.get("/invitation/").status_code == 410


# Who may


def test_a_manager_invites_for_the_own_hub_only(manager, council, hub):
    other = HubFactory()
    client = as_user(manager)
    for scope in (
        f"hub:{other.pk}",
        "council",
        "hub:nonsense",
        f"team:{TeamFactory(hub=other).pk}",
    ):
        page = client.post("/people/invite/", form_for(council, scope)).content.decode()
        assert "Select where the role holds" in page
    page = client.post(
        "/people/invite/", form_for(council, f"hub:{hub.pk}", role="safeguarding")
    ).content.decode()
    assert "Select a role" in page
    assert client.post("/people/invite/", form_for(council, f"hub:{hub.pk}")).status_code == 302


@pytest.mark.parametrize("role", ["practitioner", "commissioner", "triage", "front_of_house"])
def test_others_invite_nobody_and_see_no_list(role, hub):
    client = as_user(MembershipFactory(role=role, hub=hub).user)
    for path in ("/people/", "/people/invite/", "/organisations/", "/organisations/add/"):
        assert client.get(path).status_code == 403
        assert client.post(path, {}).status_code == 403


def test_a_manager_sees_the_own_hubs_people_only(manager, hub):
    mine = MembershipFactory(hub=hub).user
    stranger = MembershipFactory(hub=HubFactory()).user
    client = as_user(manager)
    page = client.get("/people/").content.decode()
    assert mine.full_name in page
    assert stranger.full_name not in page
    assert client.get(f"/people/{mine.pk}/").status_code == 200
    for path in ("", "change/", "roles/give/", "close/"):
        assert client.get(f"/people/{stranger.pk}/{path}").status_code == 404
    for path in ("invitation/resend/", "invitation/revoke/", "second-step/reset/", "reopen/"):
        assert client.post(f"/people/{stranger.pk}/{path}").status_code == 404


def test_a_manager_changes_nobody_with_a_role_elsewhere(manager, hub):
    both = MembershipFactory(hub=hub).user
    MembershipFactory(user=both, hub=HubFactory())
    lead = MembershipFactory(hub=hub, role="safeguarding").user
    client = as_user(manager)
    for person in (both, lead):
        assert client.get(f"/people/{person.pk}/").status_code == 200
        assert client.post(f"/people/{person.pk}/close/", {"reason": "x"}).status_code == 403
        assert client.post(f"/people/{person.pk}/second-step/reset/").status_code == 403
    assert client.post(f"/people/{manager.pk}/roles/give/").status_code == 403


def test_other_organisations_hold_no_council_role(administrator, hub):
    partner = PartnerFactory()
    client = as_user(administrator)
    data = {"role": "practitioner", "scope": f"hub:{hub.pk}"}
    page = client.post(f"/people/{partner.pk}/roles/give/", data).content.decode()
    assert "People of other organisations can be" in page
    assert not Membership.objects.filter(user=partner).exists()
    client.post(f"/people/{partner.pk}/roles/give/", data | {"role": "partner"})
    assert Membership.objects.get(user=partner).role == "partner"


def test_a_student_needs_a_supervisor_and_a_last_day(administrator, council, hub):
    client = as_user(administrator)
    data = form_for(council, f"hub:{hub.pk}", standing="supervised")
    page = client.post("/people/invite/", data).content.decode()
    assert "Select a supervisor" in page
    assert "Enter their last day" in page
    supervisor = MembershipFactory(hub=hub).user
    data |= {
        "supervisor": str(supervisor.pk),
        "access_ends_on_day": "31",
        "access_ends_on_month": "7",
        "access_ends_on_year": "2199",
    }
    assert client.post("/people/invite/", data).status_code == 302
    person = User.objects.get(email="nia.walsh@council.example")
    assert (person.supervisor, person.access_ends_on) == (supervisor, date(2199, 7, 31))


def test_whoever_has_a_supervisor_has_a_last_day_whatever_the_code_does(council):
    person, supervisor = UserFactory(), UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(supervisor=supervisor)


def test_who_inspects_has_a_last_day_and_no_other_role(administrator, council, hub):
    person = UserFactory(organisation=council)
    with pytest.raises(Refused, match="last day"):
        actions.give_role(person, role="inspector", by=administrator)
    User.objects.filter(pk=person.pk).update(access_ends_on=date(2199, 7, 31))
    actions.give_role(person, role="inspector", by=administrator)
    url = f"/people/{person.pk}/change/"
    page = as_user(administrator).post(url, {"full_name": "Sam Bell"}).content.decode()
    assert "Enter the last day of the inspection" in page
    with pytest.raises(Refused, match="no other role"):
        actions.give_role(person, role="practitioner", hub=hub, by=administrator)
    worker = MembershipFactory(hub=hub).user
    User.objects.filter(pk=worker.pk).update(access_ends_on=date(2199, 7, 31))
    with pytest.raises(Refused, match="End the other roles first"):
        actions.give_role(worker, role="inspector", by=administrator)


def test_empty_invitation_has_a_message_for_each_field(administrator):
    page = as_user(administrator).post("/people/invite/", {}).content.decode()
    for words in (
        "Enter their full name",
        "Enter their work email address",
        "Select an organisation",
        "Select a role",
        "Select where the role holds",
    ):
        assert words in page


def test_an_address_in_use_is_refused_in_words(administrator, council, hub):
    UserFactory(email="nia.walsh@council.example")
    page = as_user(administrator).post("/people/invite/", form_for(council, f"hub:{hub.pk}"))
    assert "has an account already" in page.content.decode()


@pytest.mark.parametrize("role", ["safeguarding", "governance", "manager"])
def test_nobody_gives_themselves_a_role(administrator, family, role):
    MembershipFactory(role="administrator")
    client = as_user(administrator)
    data = {"role": role, "scope": "council"}
    page = client.post(f"/people/{administrator.pk}/roles/give/", data).content.decode()
    assert "Somebody else must give you a role" in page
    assert client.get(family.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("role", "scope", "told"),
    [
        ("safeguarding", "council", True),
        ("safeguarding", "hub", True),
        ("governance", "council", True),
        ("manager", "council", True),
        ("triage", "council", True),
        ("practitioner", "hub", False),
        ("commissioner", "council", False),
    ],
)
def test_safeguarding_leads_hear_of_whoever_is_let_in_to_many_families(
    administrator, council, hub, safeguarding_lead, role, scope, told
):
    scope = f"hub:{hub.pk}" if scope == "hub" else scope
    said = form_for(council, scope, role=role, full_name="Nia: 2nd account @ home")
    assert as_user(administrator).post("/people/invite/", said).status_code == 302
    messages = Message.objects.filter(kind="role_given")
    assert [message.user for message in messages] == [safeguarding_lead] * told
    for message in messages:
        letter = write_letter(message.kind, message.facts)
        assert f"is now “{Role(role).label}” for" in letter.body
        assert "Nia" in letter.body


# Roles that end


def test_a_role_ends_by_its_date_without_a_job(administrator, hub):
    person = UserFactory()
    with acting_as(administrator.pk):
        actions.give_role(
            person, role=Role.MANAGER, hub=hub, ends_on=timezone.localdate(), by=administrator
        )
    assert as_user(person).get("/people/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert as_user(person).get("/people/").status_code == 403


def test_ending_a_role_needs_a_reason_and_happens_once(administrator, hub):
    membership = MembershipFactory(hub=hub)
    url = f"/people/{membership.user.pk}/roles/{membership.pk}/end/"
    client = as_user(administrator)
    assert "Enter a reason" in client.post(url, {}).content.decode()
    assert client.post(url, {"reason": "Moved team"}).status_code == 302
    assert "has ended already" in client.post(url, {"reason": "Moved team"}).content.decode()


def test_a_role_of_somebody_else_is_not_found_under_this_person(administrator, hub):
    membership = MembershipFactory(hub=hub)
    url = f"/people/{UserFactory().pk}/roles/{membership.pk}/end/"
    assert as_user(administrator).get(url).status_code == 404


def test_the_last_administrator_stays(administrator):
    membership = Membership.objects.get(user=administrator)
    url = f"/people/{administrator.pk}/roles/{membership.pk}/end/"
    page = as_user(administrator).post(url, {"reason": "Tired"}).content.decode()
    assert "only administrator" in page


def test_the_same_role_is_not_given_twice(administrator, hub):
    membership = MembershipFactory(hub=hub)
    page = as_user(administrator).post(
        f"/people/{membership.user.pk}/roles/give/",
        {"role": "practitioner", "scope": f"hub:{hub.pk}"},
    )
    assert "has this role already" in page.content.decode()


# Leaving


def test_a_leaver_is_closed_in_one_act(administrator, hub):
    leaver = somebody_with_password()
    MembershipFactory(user=leaver, hub=hub)
    shift = DutyShift.objects.create(user=leaver, hub=hub)
    open_screen = as_user(leaver)
    assert open_screen.get("/account/").status_code == 200

    as_user(administrator).post(f"/people/{leaver.pk}/close/", {"reason": "Moved away"})
    assert open_screen.get("/account/")["Location"].startswith("/accounts/login/")
    leaver.refresh_from_db()
    assert leaver.closed_at
    assert not leaver.has_usable_password()
    assert not Authenticator.objects.filter(user=leaver).exists()
    assert not Membership.objects.current().filter(user=leaver).exists()
    shift.refresh_from_db()
    assert shift.ends_at
    assert "wrong" in give_password(Client(), leaver).content.decode()
    assert Membership.objects.get(user=leaver).end_reason == "Moved away"
    told = Event.objects.filter(verb__in=["account.closed", "role.ended"], about_id=leaver.pk)
    assert [event.reason for event in told] == ["", ""]


def test_why_an_account_without_a_role_was_closed_is_kept_too(administrator):
    actions.close(UserFactory(), to=None, reason="Never came", by=administrator)
    assert Event.objects.get(verb="account.closed").reason == "Never came"


def test_nobody_closes_their_own_account(administrator):
    MembershipFactory(role="administrator")
    page = as_user(administrator).post(f"/people/{administrator.pk}/close/", {"reason": "Done"})
    assert "Somebody else must close your own account" in page.content.decode()


def test_nobody_takes_over_who_cannot_sign_in(administrator, hub):
    leaver, gone = MembershipFactory(hub=hub).user, MembershipFactory(hub=hub).user
    actions.close(gone, to=None, reason="Left", by=administrator)
    with pytest.raises(Refused, match="cannot sign in any more"):
        actions.close(leaver, to=gone, reason="Left", by=administrator)
    leaver.refresh_from_db()
    assert leaver.closed_at is None


@pytest.mark.django_db(transaction=True)
def test_two_leavers_do_not_take_over_from_each_other():
    hub = HubFactory()
    one, two = MembershipFactory(hub=hub).user, MembershipFactory(hub=hub).user
    outcomes = second_comes_meanwhile(
        lambda by: actions.close(one, to=two, reason="Left", by=by),
        lambda by: actions.close(two, to=one, reason="Left", by=by),
    )
    assert outcomes["first"] == "done"
    assert "cannot sign in any more" in outcomes["second"]


def test_a_returner_comes_back_by_invitation_with_no_role(administrator, hub):
    leaver = MembershipFactory(hub=hub).user
    client = as_user(administrator)
    client.post(f"/people/{leaver.pk}/close/", {"reason": "Left"})
    client.post(f"/people/{leaver.pk}/reopen/")
    leaver.refresh_from_db()
    assert leaver.may_sign_in
    assert not leaver.has_usable_password()
    assert not Membership.objects.current().filter(user=leaver).exists()
    visitor = Client()
    visitor.get(newest_link())
    assert visitor.post("/invitation/", NEW).status_code == 302


def test_the_database_refuses_a_closed_account_that_can_sign_in():
    user = UserFactory()
    with pytest.raises(IntegrityError, match="user_closed_is_inactive"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(closed_at=timezone.now())


def test_the_database_refuses_upper_case_and_twins():
    user = UserFactory(email="a@x.example")
    with pytest.raises(IntegrityError, match="user_email_lower_case"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="A@x.example")
    with pytest.raises(IntegrityError, match="user_one_per_email"), transaction.atomic():
        UserFactory(email="a@x.example")


# A lost telephone


def test_a_lost_phone_is_reset_by_an_administrator(administrator):
    person = somebody_with_password()
    open_screen = as_user(person)
    as_user(administrator).post(f"/people/{person.pk}/second-step/reset/")
    assert open_screen.get("/account/")["Location"].startswith("/accounts/login/")
    visitor = Client()
    assert give_password(visitor, person).status_code == 302
    assert visitor.get("/account/")["Location"] == "/accounts/second-factor/"


def test_nobody_resets_their_own(administrator):
    client = as_user(administrator)
    client.post(f"/people/{administrator.pk}/second-step/reset/")
    assert Authenticator.objects.filter(user=administrator).exists()


# Organisations


def test_an_organisation_is_added_changed_and_ended(administrator):
    client = as_user(administrator)
    data = {"name": "Elm School", "kind": "school"}
    assert client.post("/organisations/add/", data).status_code == 302
    school = Organisation.objects.get(name="Elm School")
    twin = client.post("/organisations/add/", {"name": "elm school", "kind": "nhs"})
    assert "with this name already" in twin.content.decode()
    inside = as_user(PartnerFactory(organisation=school))
    day = timezone.localdate()
    ended = {"ended_on_day": day.day, "ended_on_month": day.month, "ended_on_year": day.year}
    client.post(f"/organisations/{school.pk}/", data | ended)
    assert inside.get("/account/")["Location"].startswith("/accounts/login/")


def test_the_council_cannot_be_ended_or_doubled(administrator, council):
    client = as_user(administrator)
    url = f"/organisations/{administrator.organisation.pk}/"
    ended = {"ended_on_day": "1", "ended_on_month": "1", "ended_on_year": "2026"}
    page = client.post(url, {"name": "C", "kind": "council"} | ended).content.decode()
    assert "cannot end" in page
    page = client.post("/organisations/add/", {"name": "D", "kind": "council"}).content.decode()
    assert "one council already" in page


# One's own account


def test_signing_out_everywhere_ends_this_session_too():
    user = UserFactory()
    here, there = as_user(user), as_user(user)
    assert here.post("/account/sign-out-everywhere/").status_code == 302
    for client in (here, there):
        assert client.get("/account/")["Location"].startswith("/accounts/login/")


def test_shortcuts_are_switched(client):
    user = UserFactory()
    client.force_login(user)
    for value, expected in (("no", False), ("yes", True)):
        client.post("/account/shortcuts/", {"on": value})
        user.refresh_from_db()
        assert user.keyboard_shortcuts is expected


# A forgotten password


def test_the_answer_is_the_same_whether_or_not_the_address_exists(client):
    user = somebody_with_password()
    known = client.post("/accounts/password/reset/", {"email": user.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@x.example"})
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    assert Message.objects.filter(kind="password_reset").count() == 1


def test_a_new_password_ends_every_session_and_does_not_skip_the_second_factor(client):
    user = somebody_with_password()
    open_screen = as_user(user)
    client.post("/accounts/password/reset/", {"email": user.email.upper()})
    message = Message.objects.get(kind="password_reset")
    assert "reset/key" not in str(message.facts)
    link = link_of(message)
    page = client.get(link, follow=True)
    form_at = page.redirect_chain[-1][0]
    answer = client.post(form_at, NEW)
    assert answer["Location"] == "/accounts/password/reset/key/done/"
    assert open_screen.get("/account/")["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session
    new = give_password(client, user, password=NEW["password1"])
    assert new["Location"] == "/accounts/mfa/authenticate/"
    assert "no longer works" in Client().get(link, follow=True).content.decode()
    assert Message.objects.filter(kind="sign_in_changed", user=user).exists()


def test_a_reset_link_runs_out_in_an_hour(client):
    user = somebody_with_password()
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False) as clock:
        client.post("/accounts/password/reset/", {"email": user.email})
        link = link_of(Message.objects.get(kind="password_reset"))
        clock.shift(timedelta(minutes=61))
        assert "no longer works" in client.get(link, follow=True).content.decode()


@pytest.mark.parametrize("ended", [{"is_active": False}, {"access_ends_on": date(2020, 1, 1)}])
def test_who_may_not_sign_in_gets_no_link(client, ended):
    user = somebody_with_password(**ended)
    client.post("/accounts/password/reset/", {"email": user.email})
    assert not Message.objects.exists()


# The first administrator


def first_administrator(email="first@council.example"):
    out = StringIO()
    call_command("create_first_administrator", email, "--name", "Ada First", stdout=out)
    return re.search(r"/invitation/\S+", out.getvalue())[0]


def test_the_first_administrator_comes_by_the_command():
    link = first_administrator()
    visitor = Client()
    visitor.get(link)
    assert visitor.post("/invitation/", NEW)["Location"] == "/accounts/second-factor/"
    person = User.objects.get(email="first@council.example")
    assert person.organisation.is_council
    with pytest.raises(CommandError, match="administrator already"):
        first_administrator("second@council.example")


def test_a_lost_first_link_can_be_made_again_for_the_same_person_only():
    old = first_administrator()
    with pytest.raises(CommandError, match=r"first@council\.example"):
        first_administrator("second@council.example")
    new = first_administrator()
    for link, status in ((old, 410), (new, 200)):
        visitor = Client()
        visitor.get(link)
        assert visitor.get("/invitation/").status_code == status


@pytest.mark.parametrize("email", ["", "no-address", "a@b", "x\x00@council.example"])
def test_the_command_refuses_what_is_no_address(email):
    with pytest.raises(CommandError, match="not an email address"):
        call_command("create_first_administrator", email, "--name", "Ada")


# Demo people


def test_one_click_as_a_demo_person(client):
    user = UserFactory(is_demo=True, second_factor=False, demo_about="Leads eleven families")
    page = client.get("/accounts/login/").content.decode()
    assert user.full_name in page
    assert "Leads eleven families" in page
    before = client.session.session_key
    assert client.post(f"/accounts/demo/{user.pk}/")["Location"] == "/today/"
    assert client.get("/account/").status_code == 200
    assert client.session.session_key != before
    assert Event.objects.filter(verb="account.signed_in", actor=str(user.pk)).exists()


def test_the_click_opens_nobody_elses_account(client):
    for user in (UserFactory(), UserFactory(is_demo=True, is_active=False)):
        assert client.post(f"/accounts/demo/{user.pk}/").status_code == 404
    demo = UserFactory(is_demo=True)
    assert client.get(f"/accounts/demo/{demo.pk}/").status_code == 405
    assert not Session.objects.exists()


def test_outside_demo_mode_the_click_has_no_address(settings):
    settings.DEMO = False
    try:
        routed = importlib.reload(urls).urlpatterns
        assert "account_demo" not in {route.name for route in routed}
    finally:
        settings.DEMO = True
        importlib.reload(urls)


def test_outside_demo_mode_nobody_is_listed(client, settings):
    settings.DEMO = False
    user = UserFactory(is_demo=True)
    assert user.full_name not in client.get("/accounts/login/").content.decode()


def test_demo_people_get_no_password(client):
    user = UserFactory(is_demo=True, second_factor=False, password="!")
    client.force_login(user)
    assert client.get("/accounts/password/change/").status_code == 403
    client.post("/accounts/password/reset/", {"email": user.email})
    assert not Message.objects.exists()


def test_the_leaver_who_holds_families_is_not_closed_silently(administrator, worker):
    url = f"/people/{worker.pk}/close/"
    client = as_user(administrator)
    page = client.get(url).content.decode()
    assert "1 family" in page
    assert "Okafor" not in page  # an administrator sees no family
    assert "Select who takes over" in client.post(url, {"reason": "Left"}).content.decode()
    worker.refresh_from_db()
    assert worker.closed_at is None


def test_a_leavers_families_and_work_go_to_the_successor(manager, worker, family, hub):
    successor = MembershipFactory(hub=hub).user
    action = ActionFactory(owner_user=worker, goal__plan__family=family)
    page = as_user(manager).get(f"/people/{worker.pk}/close/").content.decode()
    assert "Okafor" in page  # the manager may see it
    answer = as_user(manager).post(
        f"/people/{worker.pk}/close/", {"to": str(successor.pk), "reason": "Left"}
    )
    assert answer.status_code == 302
    assert Involvement.objects.current().leads().get(family=family).user == successor
    action.refresh_from_db()
    assert action.owner_user == successor
    worker.refresh_from_db()
    assert worker.closed_at


def test_a_successor_with_a_conflict_stops_the_whole_act(manager, worker, family, hub):
    successor = MembershipFactory(hub=hub).user
    ConflictFactory(family=family, user=successor)
    page = as_user(manager).post(
        f"/people/{worker.pk}/close/", {"to": str(successor.pk), "reason": "Left"}
    )
    assert "conflict of interest" in page.content.decode()
    worker.refresh_from_db()
    assert worker.closed_at is None
    assert Involvement.objects.current().leads().get(family=family).user == worker
    assert Membership.objects.current().filter(user=worker).exists()


def test_the_list_asks_the_same_of_the_database_however_many_people(administrator, hub):
    client = as_user(administrator)
    with time_machine.travel(timezone.now(), tick=False):  # no activity is written in between
        client.get("/people/")
        with CaptureQueriesContext(connection) as few:
            client.get("/people/")
        MembershipFactory.create_batch(12, hub=hub)
        with CaptureQueriesContext(connection) as many:
            client.get("/people/")
    assert len(many) == len(few) <= 15


def test_the_list_is_searched_filtered_and_paged(administrator, hub):
    for n in range(55):
        MembershipFactory(hub=hub, user__full_name=f"Person {n:02}")
    invited(administrator)
    client = as_user(administrator)
    first = client.post("/people/search/", {"q": "Person"}, follow=True)
    assert "Person" not in first.redirect_chain[0][0]
    assert "Person 49" in first.content.decode()
    assert "Person 50" not in first.content.decode()
    second = client.get("/people/" + first.context["page"].after).content.decode()
    assert "Person 50" in second
    assert "Person 49" not in second
    waiting = client.get("/people/", {"state": "invited"}).context["page"]
    assert [person.full_name for person in waiting.rows] == ["Nia Walsh"]
    for nonsense in ({"role": "x"}, {"state": "'"}, {"q": "x" * 5000}, {"after": "|||"}):
        assert client.get("/people/", nonsense).status_code == 200
        assert client.post("/people/search/", nonsense, follow=True).status_code == 200
