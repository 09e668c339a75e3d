"""Every address of the portal, with what its placeholders need: shared by the sweeping tests."""

from dataclasses import dataclass
from uuid import uuid4

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True)
class Address:
    """One named URL: `name` with its namespaces, and its placeholders by converter."""

    name: str
    placeholders: tuple

    def __str__(self):
        return self.name

    @property
    def is_of_a_record(self):
        return any(kind == "UUIDConverter" for _, kind in self.placeholders)

    def values(self, record_id=None):
        """Something for each placeholder; the record's id where one is asked for."""
        fill = {
            "UUIDConverter": record_id or uuid4(),
            "IntConverter": 1,
            "SlugConverter": "nothing-here",
            "StringConverter": "nothing-here",
        }
        return {name: fill.get(kind, "nothing-here") for name, kind in self.placeholders}


def _walk(patterns, prefix, outer):
    for pattern in patterns:
        here = tuple(
            (name, type(converter).__name__)
            for name, converter in pattern.pattern.converters.items()
        )
        if isinstance(pattern, URLPattern):
            if pattern.name:
                regex = getattr(pattern.pattern, "regex", None)
                named = tuple((n, "StringConverter") for n in regex.groupindex) if regex else ()
                known = {name for name, _ in here}
                extra = tuple(item for item in named if item[0] not in known)
                yield Address(prefix + pattern.name, outer + here + extra)
        else:
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, namespace, outer + here)


def all_addresses():
    """Every named URL, once, in order of its name."""
    found = {address.name: address for address in _walk(get_resolver().url_patterns, "", ())}
    return [found[name] for name in sorted(found)]
