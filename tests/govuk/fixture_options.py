"""What our API can say: for each component the options of govuk-frontend that it has.

A fixture that uses any other stands in not_expressible.json with those options, or, after a star,
with a difference of behaviour in words. Most are `attributes`, `classes` and texts for one page's
own use: our pages take classes from the component and words from the template.
"""

from django.utils.safestring import mark_safe

LABEL = {"label.text", "label.html", "label.isPageHeading", "label.classes=govuk-label--"}
FIELD = LABEL | {"name", "id", "hint.text", "errorMessage.text", "classes", "attributes.*", "value"}
LEGEND = {
    "fieldset.legend.text",
    "fieldset.legend.html",
    "fieldset.legend.isPageHeading",
    "fieldset.legend.classes=govuk-fieldset__legend--",
}
CHOICES = LEGEND | {
    "name",
    "idPrefix",
    "hint.text",
    "errorMessage.text",
    "items[].value",
    "items[].text",
    "items[].html",
    "items[].id",
    "items[].hint.text",
    "items[].divider",
    "items[].checked",
    "items[].conditional.html",
}
SMALL = {"classes=govuk-radios--", "classes=govuk-checkboxes--small"}
CAN = {
    "input": FIELD
    | {"prefix.text", "prefix.html", "suffix.text", "suffix.html", "type", "inputmode", "disabled"}
    | {"autocomplete", "pattern", "spellcheck", "autocapitalize"},
    "textarea": FIELD | {"rows", "autocomplete", "spellcheck"},
    "character-count": FIELD | {"maxlength", "threshold", "rows", "spellcheck"},
    "select": FIELD | {"items[].value", "items[].text", "items[].selected"},
    "file-upload": FIELD | {"multiple"},
    "password-input": FIELD | {"autocomplete"},
    "radios": CHOICES | SMALL | {"value"},
    "checkboxes": CHOICES | SMALL | {"values[]", "items[].behaviour"},
    "date-input": LEGEND
    | {"id", "hint.text", "errorMessage.text", "namePrefix", "day.error", "month.error"}
    | {"year.error", "values.day", "values.month", "values.year", "items[].name"}
    | {f"items[].classes=govuk-input--width-{width}" for width in (2, 4)},
    "error-message": {"text", "html"},
    "hint": {"text", "html"},
    "label": {"text", "html", "classes=govuk-label--", "isPageHeading", "for"},
    "fieldset": {
        "legend.text",
        "legend.html",
        "legend.isPageHeading",
        "legend.classes=govuk-fieldset__legend--",
        "html",
    },
    "error-summary": {"titleText=There is a problem", "errorList[].text", "errorList[].html"}
    | {"errorList[].href"},
    "button": {
        "text",
        "html",
        "href",
        "name",
        "value",
        "isStartButton",
        "disabled",
        "preventDoubleClick",
        "type=submit",
        "classes=govuk-button--secondary",
        "classes=govuk-button--warning",
        "classes=govuk-button--inverse",
    },
    "tag": {"text", "html", "classes=govuk-tag--"},
    "inset-text": {"text", "html"},
    "warning-text": {"text", "html", "iconFallbackText=Warning"},
    "details": {"summaryText", "summaryHtml", "text", "html", "id", "open"},
    "panel": {"titleText", "titleHtml", "text", "html", "headingLevel"}
    | {"classes=govuk-panel--confirmation"},
    "notification-banner": {"text", "html", "type=success", "titleText", "titleHtml", "titleId"},
    "back-link": {"text", "html", "href"},
    "skip-link": {"text", "html", "href"},
    "breadcrumbs": {"items[].text", "items[].html", "items[].href"},
    "summary-list": {
        "classes=govuk-summary-list--no-border",
        "rows[].key.text",
        "rows[].key.html",
        "rows[].value.text",
        "rows[].value.html",
        "rows[].actions.items[].href",
        "rows[].actions.items[].text",
        "rows[].actions.items[].html",
        "rows[].actions.items[].visuallyHiddenText",
    },
    "task-list": {
        "idPrefix",
        "items[].title.text",
        "items[].title.html",
        "items[].href",
        "items[].hint.text",
        "items[].hint.html",
        "items[].status.text",
        "items[].status.html",
        "items[].status.tag.text",
        "items[].status.tag.html",
        "items[].status.tag.classes=govuk-tag--",
        "items[].status.classes=govuk-task-list__status--cannot-start-yet",
    },
    "pagination": {"previous.href", "next.href", "previous.text", "next.text", "landmarkLabel"},
    "exit-this-page": {"redirectUrl"},
    "phase-banner": set(),
}


def beyond(component, options, path=""):
    """The options of this fixture that our API does not have."""
    can = CAN[component]
    found = []
    for name, value in options.items():
        where = f"{path}{name}"
        if value in (None, "", [], {}):
            continue
        if isinstance(value, dict):
            found += beyond(component, value, f"{where}.")
        elif isinstance(value, list):
            found += _beyond_list(component, value, where)
        elif not _can(can, where, value):
            found.append(f"{where}={value}" if name in ("classes", "type") else where)
    if not path and component in ("radios", "checkboxes", "date-input"):
        found += [] if options.get("fieldset") else ["no fieldset"]
    return sorted(set(found))


def _beyond_list(component, values, where):
    found = []
    for value in values:
        if isinstance(value, dict):
            found += beyond(component, value, f"{where}[].")
        elif value and not _can(CAN[component], f"{where}[]", value):
            found.append(f"{where}[]")
    return found


def _can(can, where, value):
    return (
        where in can
        or f"{where.rsplit('.', 1)[0]}.*" in can
        or any(
            known.startswith(f"{where}=") and str(value).startswith(known.split("=", 1)[1])
            for known in can
        )
    )


def text_of(options):
    options = options or {}
    if options.get("html"):
        return mark_safe(options["html"])
    return options.get("text", "")
