"""Brings two pieces of HTML to the same shape, so that only differences that matter remain."""

import re

from lxml import html

REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls")


def same_shape(text):
    """A nested tuple of elements, with ids renamed in the order they come.

    Not compared: white space, the order of classes, how ids are spelt (Django says id_name_0
    where GOV.UK says name), and `_` for `-` in the names of a date's three boxes.
    """
    root = html.fragment_fromstring(text, create_parent="div")
    ids = {}
    for element in root.iter(html.etree.Element):
        if element.get("id"):
            ids.setdefault(element.get("id"), f"id{len(ids)}")
    return _shape(root, ids)[3]


def _shape(element, ids):
    attributes = {name: _attribute(name, value, ids) for name, value in element.attrib.items()}
    inside = [_words(element.text)]
    for child in element:
        if isinstance(child.tag, str):
            inside.append(_shape(child, ids))
        inside.append(_words(child.tail))
    content = tuple(part for part in inside if part)
    return (element.tag, element.getparent() is None, tuple(sorted(attributes.items())), content)


def _attribute(name, value, ids):
    if name == "id":
        return ids[value]
    if name in REFERENCES:
        return " ".join(sorted(ids.get(one, one) for one in value.split()))
    if name == "href" and value.startswith("#"):
        return f"#{ids.get(value[1:], value[1:])}"
    if name == "class":
        return " ".join(sorted(set(value.split())))
    return re.sub(r"_(day|month|year)$", r"-\1", value)


def _words(text):
    return " ".join((text or "").split())
