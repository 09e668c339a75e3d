"""Our markup against the fixtures of govuk-frontend 6.6.0 (MIT, fixtures/LICENSE.txt)."""

import json
from pathlib import Path

import pytest

from .fixture_fields import FIELDS
from .fixture_options import CAN, beyond
from .fixture_tags import TAGS
from .html import same_shape

HERE = Path(__file__).parent
NOT_EXPRESSIBLE = json.loads((HERE / "not_expressible.json").read_text())
EXPRESS = FIELDS | TAGS
FIXTURES = [
    (path.stem, fixture)
    for path in sorted((HERE / "fixtures").glob("*.json"))
    for fixture in json.loads(path.read_text())["fixtures"]
]


def reason(component, fixture):
    return NOT_EXPRESSIBLE.get(component, {}).get(fixture["name"])


EXPRESSIBLE = [(c, f) for c, f in FIXTURES if not reason(c, f)]


@pytest.mark.parametrize(
    ("component", "fixture"), EXPRESSIBLE, ids=[f"{c}: {f['name']}" for c, f in EXPRESSIBLE]
)
def test_our_markup_is_govuk_markup(component, fixture):
    ours = same_shape(EXPRESS[component](fixture["options"]))

    assert ours == same_shape(fixture["html"])


def test_every_component_is_looked_at():
    assert {component for component, _ in FIXTURES} == set(CAN)


def test_a_fixture_is_left_out_only_for_the_options_named():
    left_out = {
        (component, fixture["name"]): reason(component, fixture)
        for component, fixture in FIXTURES
        if reason(component, fixture)
    }
    by_options = {
        (component, fixture["name"]): ", ".join(beyond(component, fixture["options"]))
        for component, fixture in FIXTURES
    }

    # A reason that begins "*" is one of behaviour, told in words; all others are the options.
    assert {k: v for k, v in left_out.items() if not v.startswith("*")} == {
        k: v for k, v in by_options.items() if v
    }
