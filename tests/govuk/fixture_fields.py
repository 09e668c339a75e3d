"""Says the fixtures of fields in our own words: a Django form's field, drawn by our renderer."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe

from familyhubs.govuk.fields import DateField
from familyhubs.govuk.forms import GovukBoundField
from familyhubs.govuk.widgets import PARTS

from .fixture_options import text_of


def heading(attrs, part, ending):
    if part.get("isPageHeading"):
        attrs["label_as_heading"] = True
        attrs["label_size"] = ""
    if part.get("classes"):
        attrs["label_size"] = part["classes"].rsplit(ending, 1)[1]


def drawn(field, options, *, initial=None, more=(), parts=()):
    """The field in a form, with the fixture's value and error."""
    name = (options.get("name") or options.get("id") or "field").replace(" ", "-")
    form_class = type("Fixture", (forms.Form,), {name: field, **dict(more)})
    form = form_class({}, initial={name: initial})
    form.full_clean()
    form.errors.clear()
    form.is_bound = False
    form.cleaned_data = {}
    if error := text_of(options.get("errorMessage")):
        form.add_error(name, ValidationError(error, params={"parts": parts}))
    return str(form[name].as_field_group())


def plain_attrs(options, *names):
    attrs = {name: options[name] for name in names if options.get(name) not in (None, "")}
    for name in attrs:
        if isinstance(attrs[name], bool):
            attrs[name] = str(attrs[name]).lower()
    attrs |= options.get("attributes") or {}
    if options.get("classes"):
        attrs["class"] = options["classes"]
    heading(attrs, options["label"], "govuk-label--")
    return attrs


def field_of(options, widget, field_class=forms.CharField, **kwargs):
    return field_class(
        label=text_of(options["label"]),
        help_text=text_of(options.get("hint")),
        required=False,
        widget=widget,
        **kwargs,
    )


def express_input(options):
    attrs = plain_attrs(
        options, "inputmode", "autocomplete", "pattern", "spellcheck", "autocapitalize"
    )
    for side in ("prefix", "suffix"):
        if text_of(options.get(side)):
            attrs[side] = text_of(options[side])
    widget = forms.TextInput(attrs=attrs)
    widget.input_type = options.get("type") or "text"
    field = field_of(options, widget, disabled=bool(options.get("disabled")))
    return drawn(field, options, initial=options.get("value"))


def express_textarea(options):
    attrs = plain_attrs(options, "rows", "autocomplete", "spellcheck")
    return drawn(
        field_of(options, forms.Textarea(attrs=attrs)), options, initial=options.get("value")
    )


def express_character_count(options):
    attrs = plain_attrs(options, "rows", "spellcheck", "threshold")
    field = field_of(options, forms.Textarea(attrs=attrs | {"count": options.get("maxlength")}))
    return drawn(field, options, initial=options.get("value"))


def express_select(options):
    items = [item for item in options.get("items") or [] if item]
    choices = [(item.get("value", item["text"]), item["text"]) for item in items]
    chosen = next(
        (v for (v, _), item in zip(choices, items, strict=True) if item.get("selected")), None
    )
    field = field_of(
        options, forms.Select(attrs=plain_attrs(options)), forms.ChoiceField, choices=choices
    )
    return drawn(field, options, initial=chosen if chosen is not None else options.get("value"))


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


def express_file_upload(options):
    attrs = plain_attrs(options)
    if options.get("multiple"):
        attrs["multiple"] = True
    widget = ManyFiles if options.get("multiple") else forms.FileInput
    return drawn(field_of(options, widget(attrs=attrs), forms.FileField), options)


def express_password_input(options):
    attrs = {"autocomplete": "current-password"} | plain_attrs(options, "autocomplete")
    widget = forms.PasswordInput(attrs=attrs, render_value=True)
    return drawn(field_of(options, widget), options, initial=options.get("value"))


class InsideBound(GovukBoundField):
    def as_field_group(self):
        return mark_safe(self.help_text)


class Inside(forms.CharField):
    """Stands for what a choice reveals: the fixture's own HTML."""

    def get_bound_field(self, form, name):
        return InsideBound(form, self, name)


def express_choices(options, *, many):
    legend = (options.get("fieldset") or {}).get("legend") or {}
    attrs, choices, checked, more = {}, [], [], {}
    heading(attrs, legend, "govuk-fieldset__legend--")
    classes = options.get("classes") or ""
    attrs["inline"], attrs["small"] = "--inline" in classes, "--small" in classes
    divider = None
    for item in [item for item in options["items"] if item]:
        if item.get("divider"):
            divider = item["divider"]
            continue
        value = item["value"]
        choices.append((value, text_of(item)))
        if divider:
            attrs.setdefault("divider_before", {})[value] = divider
            divider = None
        if hint := text_of(item.get("hint")):
            attrs.setdefault("hints", {})[value] = hint
        if item.get("behaviour"):
            attrs["exclusive"] = value
        if inside := (item.get("conditional") or {}).get("html"):
            more[f"inside_{len(choices)}"] = Inside(help_text=inside)
            attrs.setdefault("reveals", {})[value] = f"inside_{len(choices)}"
        if item.get("checked"):
            checked.append(value)
    checked += options.get("values") or ([options["value"]] if options.get("value") else [])
    kind = forms.MultipleChoiceField if many else forms.ChoiceField
    widget = forms.CheckboxSelectMultiple if many else forms.RadioSelect
    field = kind(
        label=text_of(legend),
        help_text=text_of(options.get("hint")),
        required=False,
        choices=choices,
        widget=widget(attrs=attrs),
    )
    initial = checked if many else (checked or [None])[0]
    return drawn(field, options, initial=initial, more=more)


def express_date_input(options):
    attrs = {}
    legend = options["fieldset"]["legend"]
    heading(attrs, legend, "govuk-fieldset__legend--")
    field = DateField(
        label=text_of(legend),
        help_text=text_of(options.get("hint")),
        required=False,
        widget=DateField.widget(attrs=attrs),
    )
    typed = options.get("values") or {}
    initial = tuple(str(typed.get(part) or "") for part in PARTS)
    parts = [part for part in PARTS if (options.get(part) or {}).get("error")]
    named = options.get("namePrefix") or "bare"
    markup = drawn(field, {**options, "name": named}, initial=initial, parts=parts)
    return markup.replace('name="bare_', 'name="')


def cut(text, opening, closing):
    """The piece of our markup that the smaller component is."""
    start = text.index(opening)
    return text[start : text.index(closing, start) + len(closing)]


def without_id(text):
    """In a form a hint and an error always have an id; alone, in the fixture, they have none."""
    return re.sub(r' id="[^"]*"', "", text)


def express_label(options):
    field_html = express_input({"name": "x", "label": options})
    field_html = re.sub(
        r' for="[^"]*"', f' for="{options["for"]}"' if options.get("for") else "", field_html
    )
    if options.get("isPageHeading"):
        return cut(field_html, "<h1", "</h1>")
    return cut(field_html, "<label", "</label>")


def express_hint(options):
    field_html = express_input({"name": "x", "label": {"text": "x"}, "hint": options})
    return without_id(cut(field_html, "<div id", "</div>"))


def express_error_message(options):
    field_html = express_input({"name": "x", "label": {"text": "x"}, "errorMessage": options})
    return without_id(cut(field_html, "<p id", "</p>"))


FIELDS = {
    "input": express_input,
    "textarea": express_textarea,
    "character-count": express_character_count,
    "select": express_select,
    "file-upload": express_file_upload,
    "password-input": express_password_input,
    "radios": lambda options: express_choices(options, many=False),
    "checkboxes": lambda options: express_choices(options, many=True),
    "date-input": express_date_input,
    "label": express_label,
    "hint": express_hint,
    "error-message": express_error_message,
}
