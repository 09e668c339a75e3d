"""The quicker first migration changes nothing but its time."""

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

from familyhubs.database.migrating import options_without_rendering


def test_the_library_is_as_it_was_afterwards():
    before = ProjectState._append_option, AddTrigger.state_forwards
    with options_without_rendering():
        assert before != (ProjectState._append_option, AddTrigger.state_forwards)
    assert before == (ProjectState._append_option, AddTrigger.state_forwards)
