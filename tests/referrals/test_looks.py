"""What an officer reads of families while a request is decided is in the log (access.md A4, 6)."""

from django.urls import reverse

from families.models import Family
from familyhubs.audit.models import Event
from tests.factories.families import FamilyMemberFactory, PersonFactory


def looks(family):
    return list(
        Event.objects.about_family(family.pk).looks().order_by("pk").values_list("verb", flat=True)
    )


def test_every_page_that_shows_a_likely_family_notes_the_look(
    client, received, triage_officer, family
):
    hidden = FamilyMemberFactory(person=PersonFactory(full_name="Ada Okafor")).family
    Family.objects.filter(pk=hidden.pk).update(is_restricted=True)
    referral = received()
    client.force_login(triage_officer)
    accept = reverse("referrals:accept", args=[referral.pk])
    pages = [
        (referral.get_absolute_url(), {}),
        (accept, {}),
        (accept, {"family": family.pk}),
        (accept, {"family": "new"}),
    ]
    for number, (url, said) in enumerate(pages, 1):
        assert family.reference in client.get(url, said).content.decode()
        assert looks(family) == ["family.triage_seen"] * number, url
    assert looks(hidden) == []


def test_only_the_family_that_was_chosen_is_read_once_it_is(
    client, received, triage_officer, family
):
    other = FamilyMemberFactory(person=PersonFactory(full_name="Ada Okafor")).family
    url = reverse("referrals:accept", args=[received().pk])
    client.force_login(triage_officer)
    assert other.reference not in client.get(url, {"family": family.pk}).content.decode()
    assert (looks(family), looks(other)) == (["family.triage_seen"], [])


def test_a_search_of_the_queue_by_reference_is_noted(client, request_in, triage_officer):
    client.force_login(triage_officer)
    searched = Event.objects.filter(verb="referral.searched")
    client.get(reverse("referrals:queue"), {"tab": "decided"})
    assert not searched.exists()
    client.get(reverse("referrals:queue"), {"reference": request_in.reference})
    assert searched.get().actor == str(triage_officer.pk)
