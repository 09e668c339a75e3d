"""The few lines every view shares."""

from uuid import UUID

from django.core.exceptions import PermissionDenied


def require(allowed):
    """Stop with 403 unless the permission predicate said yes."""
    if not allowed:
        raise PermissionDenied


def bind(form_class, request, **kwargs):
    """A form holding the submitted data, or an empty one on GET."""
    if request.method == "POST":
        return form_class(request.POST, request.FILES or None, **kwargs)
    return form_class(**kwargs)


def is_uuid(text):
    """Whether a text that came from outside is the id of anything at all."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
