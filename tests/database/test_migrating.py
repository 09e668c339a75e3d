"""The quicker first migration changes nothing but its time."""

from pgtrigger.migrations import AddTrigger

from familyhubs.database.migrating import triggers_without_rendering


def test_the_library_is_as_it_was_afterwards():
    before = AddTrigger.state_forwards
    with triggers_without_rendering():
        assert AddTrigger.state_forwards is not before
    assert AddTrigger.state_forwards is before
