"""A form that is sent twice makes one row; another form under the same key is never dropped."""

from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.urls import reverse

from referrals import actions
from referrals.models import Concern, Referral
from tests.cast import somebody
from tests.referrals.conftest import told
from tests.referrals.test_pages import KEYED

CONCERN = {"who": "Tobi", "what": "A bruise", "is_now": "no", "family_knows": "no"}


@pytest.mark.parametrize(
    ("name", "said", "other", "model"),
    [
        ("new", KEYED, {"story": "He hits me", "today": ["harm"]}, Referral),
        ("new", KEYED, {"person0-full_name": "Kofi Mensah"}, Referral),
        ("new", KEYED, {"phone": "07700 900124"}, Referral),
        ("raise_concern", CONCERN, {"who": "Zara", "is_now": "yes"}, Concern),
    ],
)
def test_other_words_under_the_same_key_are_a_new_one_or_nothing(
    client, northgate, front_desk, safeguarding_lead, name, said, other, model
):
    """Somebody goes back and types another family over the first: nobody may say "saved"."""
    client.force_login(front_desk)
    url = reverse(f"referrals:{name}")
    key = client.get(url).context["form"]["once"].value()
    for _press in range(2):
        assert client.post(url, said | {"once": key}).status_code == 302
    first = model.objects.get()
    refused = client.post(url, said | other | {"once": key})
    assert f"You have sent this form already: it is {first.reference}" in refused.content.decode()
    fresh = refused.context["form"]["once"].value()
    assert client.post(url, said | other | {"once": fresh}).status_code == 302
    assert model.objects.count() == 2


def test_a_key_opens_nobody_elses_row(client, northgate, front_desk):
    other = somebody("front_of_house", hub=northgate)
    client.force_login(other)
    key = client.get(reverse("referrals:new")).context["form"]["once"].value()
    client.post(reverse("referrals:new"), KEYED | {"once": key})
    client.force_login(front_desk)
    client.post(reverse("referrals:new"), KEYED | {"once": key})
    assert {row.taken_by for row in Referral.objects.all()} == {front_desk, other}
    known = uuid4()
    given = {name: value for name, value in told().items() if name != "by"}
    actions.receive_once(known, by=other, **given)
    with pytest.raises(IntegrityError):
        actions.receive_once(known, by=front_desk, **given)
