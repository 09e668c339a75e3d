"""`manage.py demo` fills an empty database once, and says when it cannot."""

import pytest
from django.core.management import CommandError, call_command

from tests.factories.accounts import OrganisationFactory


@pytest.mark.django_db(transaction=True)
def test_a_load_that_was_broken_off_is_neither_hidden_nor_doubled(owner):
    OrganisationFactory()
    owner.execute("UPDATE database_mark SET filled_at = NULL")
    for arguments in (["--if-empty"], []):
        with pytest.raises(CommandError, match="broken off half-way"):
            call_command("demo", *arguments, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_whole_demo_is_left_as_it_is(owner):
    organisation = OrganisationFactory()
    owner.execute("UPDATE database_mark SET filled_at = now()")
    call_command("demo", "--if-empty", verbosity=0)
    with pytest.raises(CommandError, match="overwrites nothing"):
        call_command("demo", verbosity=0)
    organisation.refresh_from_db()
    owner.execute("UPDATE database_mark SET filled_at = NULL")


@pytest.mark.parametrize("number", ["-1", "100001"])
def test_an_absurd_number_of_families_is_refused(number):
    with pytest.raises(CommandError, match="between 0 and 100000"):
        call_command("demo", families=int(number))
