"""What a form that is sent once shows when it was refused."""

from ..actions import SentAlready


def refused_in(form, refused):
    """Say so on the form; where it was sent before, the next press sends it as a new one."""
    form.add_error(None, str(refused))
    if isinstance(refused, SentAlready):
        form.data = form.data.copy()
        form.data["once"] = form.fields["once"].initial
