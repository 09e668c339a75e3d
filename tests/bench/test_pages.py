"""No page is left out of the bench by chance."""

from django.urls import reverse

from tests.bench.pages import LINES, NOT_TIMED
from tests.sweep import all_addresses

# To ask for these would sign out.
SIGN_OUT = ("account_", "mfa_", "pages:exit")


def explains(name, each):
    return name == each or (each.endswith(("_", ":")) and name.startswith(each))


def test_every_page_is_timed_or_says_why_not(client, administrator):
    client.force_login(administrator)
    addresses = {a.name: reverse(a.name, kwargs=a.values()) for a in all_addresses()}
    timed = {address for _role, address, *_thing in LINES}
    assert timed <= addresses.keys()
    others = [name for name in addresses if name not in timed]
    # What refuses a GET is a button, not a page.
    pages = [
        n for n in others if n.startswith(SIGN_OUT) or client.get(addresses[n]).status_code != 405
    ]
    assert not [name for name in pages if not any(explains(name, each) for each in NOT_TIMED)]
    assert not [each for each in NOT_TIMED if not any(explains(name, each) for name in pages)]
