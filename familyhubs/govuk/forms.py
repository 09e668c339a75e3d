"""Django's form renderer with GOV.UK markup: `{{ form }}` renders everything.

What a field needs beyond Django's own words is said in its widget's `attrs` under the names in
OPTIONS; they shape the markup and never reach the page as attributes. docs/pages.md lists them.
"""

from collections import Counter

from django.forms import BoundField, DecimalField, Field, FloatField, widgets
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from .widgets import PARTS, DateParts

OPTIONS = frozenset(
    {
        "width",  # text: 2, 3, 4, 5, 10, 20, 30 characters wide
        "prefix",  # text: words before the box
        "suffix",  # text: words after the box
        "count",  # textarea: True (the field's max_length) or a number of characters
        "threshold",  # textarea: show the count only past this percentage
        "label_as_heading",  # any: the label is the page's h1
        "label_size",  # any: s, m, l, xl
        "inline",  # radios: side by side
        "small",  # radios, checkboxes: the small kind
        "hints",  # radios, checkboxes: {value: hint}
        "reveals",  # radios, checkboxes: {value: field name, or several}
        "divider_before",  # radios, checkboxes: {value: "or"}
        "exclusive",  # checkboxes: the value that clears the others ("None of these")
        "legend",  # one checkbox: the question over it
    }
)
# The server checks these and says so in words; in the page they stop people half-way.
NOT_IN_HTML = OPTIONS | {"required", "maxlength", "minlength", "min", "max", "step", "aria-invalid"}

KINDS = (
    (DateParts, "date"),
    (widgets.CheckboxSelectMultiple, "checkboxes"),  # itself a RadioSelect to Django: first
    (widgets.RadioSelect, "radios"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.Select, "select"),
    (widgets.Textarea, "textarea"),
    (widgets.FileInput, "file"),
    (widgets.PasswordInput, "password"),
    (widgets.Input, "input"),
)
CLASSES = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "password": "govuk-input",
    "input": "govuk-input",
}
TEMPLATES = {
    "date": "govuk/widgets/date.html",
    "radios": "govuk/widgets/choices.html",
    "checkboxes": "govuk/widgets/choices.html",
    "checkbox": "govuk/widgets/checkbox.html",
    "password": "govuk/widgets/password.html",
    "input": "govuk/widgets/input.html",
}


def revealed_by(form):
    """The names of the fields that stand inside another field's choice."""
    names = set()
    for field in form.fields.values():
        for inside in field.widget.attrs.get("reveals", {}).values():
            names.update([inside] if isinstance(inside, str) else inside)
    return names


class GovukBoundField(BoundField):
    """One field of a form, with what GOV.UK markup needs to know about it."""

    @cached_property
    def kind(self):
        """Which GOV.UK component this is, or "" for a widget that brings its own markup."""
        widget = self.field.widget
        return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "")

    @cached_property
    def options(self):
        attrs = self.field.widget.attrs
        return {name: attrs[name] for name in OPTIONS if name in attrs}

    @property
    def is_revealed(self):
        """Does another field's choice show this one?"""
        return self.name in revealed_by(self.form)

    @property
    def has_own_label(self):
        """A single checkbox carries its label beside it."""
        return self.kind == "checkbox"

    @property
    def label_class(self):
        """The size of the label or legend, as a class ending."""
        default = "l" if self.options.get("label_as_heading") else ""
        return self.options.get("label_size", default)

    @property
    def use_fieldset(self):
        if self.kind == "checkbox":
            return bool(self.options.get("legend"))
        return self.field.widget.use_fieldset

    @property
    def legend(self):
        return self.options.get("legend") or self.label

    @property
    def group_class(self):
        """The further class and behaviour of the form group."""
        return {"password": "govuk-password-input"}.get(self.kind, "")

    @property
    def count(self):
        """How many characters may be typed, when the page counts them."""
        count = self.options.get("count")
        return self.field.max_length if count is True else count

    @property
    def aria_describedby(self):
        if self.field.widget.attrs.get("aria-describedby"):
            return None
        described = [f"{self.auto_id}-info"] if self.count else []
        if self.help_text and not self.has_own_label:
            described.append(f"{self.auto_id}-hint")
        if self.errors:
            described.append(f"{self.auto_id}-error")
        if self.help_text and self.has_own_label and not self.use_fieldset:
            described.append(f"{self.auto_id}-item-hint")
        return " ".join(described)

    @property
    def wrong_parts(self):
        """The boxes of a date that its error is about."""
        for error in self.errors.as_data() if self.errors else ():
            if parts := (error.params or {}).get("parts"):
                return parts
        return PARTS if self.errors else ()

    @property
    def first_input_id(self):
        """Where the error summary's link must land: the first choice, the wrong box, the input."""
        if self.kind == "date":
            return f"{self.auto_id}_{self.wrong_parts[0] if self.errors else PARTS[0]}"
        if self.kind in ("radios", "checkboxes"):
            choices = (choice.data for choice in self.subwidgets)
            return next((c["attrs"]["id"] for c in choices if c["value"] != ""), self.auto_id)
        if isinstance(self.field.widget, widgets.MultiWidget):
            return f"{self.auto_id}_0"
        return self.auto_id

    def as_widget(self, widget=None, attrs=None, only_initial=False):
        if widget or only_initial or self.is_hidden:
            return super().as_widget(widget, attrs, only_initial)
        widget = self.field.widget
        attrs = self.build_widget_attrs(attrs or {})
        if self.auto_id and "id" not in widget.attrs:
            attrs.setdefault("id", self.auto_id)
        context = widget.get_context(self.html_name, self.value(), attrs)
        self._dress(context["widget"])
        context["field"] = self
        return mark_safe(
            self.renderer.render(TEMPLATES.get(self.kind, widget.template_name), context)
        )

    def _dress(self, widget):
        """Turn the widget's context into GOV.UK's: classes on, options off."""
        widget["attrs"] = self._attrs(widget["attrs"])
        if self.kind == "input" and widget["type"] == "number":
            # Number inputs change under a scrolling finger and read out badly.
            parts = isinstance(self.field, FloatField | DecimalField)
            widget["type"] = "text"
            widget["attrs"].setdefault("inputmode", "decimal" if parts else "numeric")
        if self.kind == "date":
            for part in widget["parts"]:
                part["wrong"] = part["part"] in self.wrong_parts
        for subwidget in widget.get("subwidgets", ()):
            subwidget["attrs"] = self._attrs(subwidget["attrs"], base="govuk-input")
        if self.kind in ("radios", "checkboxes"):
            groups = [self._group(name, group) for name, group, _ in widget["optgroups"]]
            widget["choices"] = [choice for group in groups for choice in group]

    def _attrs(self, attrs, base=None):
        kept = {name: value for name, value in attrs.items() if name not in NOT_IN_HTML}
        base = base or CLASSES.get(self.kind)
        if base:
            names = [base]
            if self.kind == "textarea":
                kept = self._textarea(kept)
                names += ["govuk-js-character-count"] if self.count else []
            if self.kind == "password":
                names.append("govuk-password-input__input govuk-js-password-input-input")
                kept = {"spellcheck": "false", "autocapitalize": "none"} | kept
            if width := self.options.get("width"):
                names.append(f"govuk-input--width-{width}")
            if self.errors:
                names.append(f"{base}--error")
            kept["class"] = " ".join([*names, *kept.get("class", "").split()])
        return kept

    @staticmethod
    def _textarea(attrs):
        """Without Django's own size, which nobody chose."""
        kept = {name: value for name, value in attrs.items() if name != "cols"}
        return kept | {"rows": "5" if kept.get("rows") == "10" else kept.get("rows", "5")}

    def _group(self, name, options):
        """Choices under a heading of their own, or one without."""
        # Nobody can choose an empty radio: a model's blank choice is left out.
        choices = [self._choice(option) for option in options if str(option["value"]) != ""]
        if name and choices:
            choices[0]["opens"], choices[-1]["closes"] = name, True
        return choices

    def _choice(self, option):
        value = str(option["value"])
        option["attrs"] = {
            name: text for name, text in option["attrs"].items() if name not in NOT_IN_HTML
        }
        option["hint"] = self._of_choice("hints", value)
        option["divider"] = self._of_choice("divider_before", value)
        option["exclusive"] = value != "" and self.options.get("exclusive") == value
        inside = self._of_choice("reveals", value) or ()
        names = [inside] if isinstance(inside, str) else inside
        option["revealed"] = [self.form[name] for name in names if name in self.form.fields]
        return option

    def _of_choice(self, option, value):
        return {str(key): said for key, said in self.options.get(option, {}).items()}.get(value)


class GovukRenderer(TemplatesSetting):
    """Set as FORM_RENDERER: every form of the portal, allauth's too, comes out as GOV.UK markup."""

    form_template_name = "govuk/form.html"
    formset_template_name = "govuk/formset.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukBoundField


def problems(*forms):
    """What is wrong in these forms: (message, id of the input to go to, or "")."""
    found = []
    for form in forms:
        if not form.is_bound:
            continue
        found += [(message, "", "") for message in form.non_field_errors()]
        for field in form:
            target = "" if field.is_hidden else field.first_input_id
            found += [(message, target, field.label) for message in field.errors]
    said = Counter(message for message, _target, _label in found)
    return [
        (f"{_short(label)}: {message}" if said[message] > 1 and target else message, target)
        for message, target, label in found
    ]


def _short(label):
    """A field's label as a name: where several say the same, it tells which one is meant."""
    return str(label).removesuffix(gettext(" (optional)")).rstrip("?")


def settle_revealed(form):
    """For a form's clean(): answers inside a choice not taken are dropped; inside the one taken,
    a field that is not `required` but has its own "required" message must be answered."""
    for name, field in form.fields.items():
        chosen = form.cleaned_data.get(name)
        taken = {str(value) for value in (chosen if isinstance(chosen, list) else [chosen])}
        for value, inside in field.widget.attrs.get("reveals", {}).items():
            for inner in [inside] if isinstance(inside, str) else inside:
                if str(value) in taken:
                    _require_shown(form, inner)
                else:
                    form.cleaned_data[inner] = form.fields[inner].to_python("")
                    form.errors.pop(inner, None)


def _require_shown(form, name):
    said = form.fields[name].error_messages["required"]
    answered = form.cleaned_data.get(name) not in form.fields[name].empty_values
    if (
        said != Field.default_error_messages["required"]
        and not answered
        and name not in form.errors
    ):
        form.add_error(name, said)
