"""GOV.UK components for templates. docs/pages.md shows each in use."""

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from familyhubs.council.helplines import dial
from familyhubs.govuk.drawn import drawn_field
from familyhubs.govuk.fields import spoken
from familyhubs.govuk.forms import problems

register = template.Library()


@register.filter
def phone(number):
    """A stored number as it is said; in one piece where words run from right to left."""
    said = spoken(number)
    return said.replace(" ", "\u00a0") if said and get_language_bidi() else said


register.filter("dial", dial)
register.filter("drawn", drawn_field)


@register.filter(expects_localtime=True)
def clock(time):
    """A time of day, or a moment's, as it is said: 9am, 4:30pm, midday. Not in English: 16:30."""
    if time is None:
        return ""
    if get_language() != settings.LANGUAGE_CODE:
        return f"{time.hour}:{time.minute:02}"
    if not time.minute and time.hour in (0, 12):
        return _("midday") if time.hour else _("midnight")
    hour = time.hour % 12 or 12
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{hour}{minutes}{'pm' if time.hour >= 12 else 'am'}"


def _classes(base, *more):
    return " ".join([base, *(name for name in more if name)])


def _attributes(**attrs):
    """href="…" data-x="…": those that have a value; True stands alone."""
    pairs = [(name.rstrip("_").replace("_", "-"), value) for name, value in attrs.items() if value]
    return format_html_join(
        "", " {}{}", ((n, "" if v is True else format_html('="{}"', v)) for n, v in pairs)
    )


@register.simple_tag
def error_summary(*forms):
    """What is wrong in these forms, once on a page: a form drawn later leaves it out."""
    fresh = [form for form in forms if form and not getattr(form, "error_summary_shown", False)]
    found = problems(*fresh)
    for form in fresh:
        form.error_summary_shown = True
    return render_to_string("govuk/error_summary.html", {"problems": found}) if found else ""


@register.filter
def has_problems(form):
    """For the page's title: "Error: " when the form was sent with something wrong."""
    return bool(getattr(form, "is_bound", False) and form.errors)


@register.simple_tag
def button(text, *, href="", kind="", name="", value="", once=True, disabled=False):
    """A button that sends the form, or, with href, a link that looks like one.

    kind is "", "secondary", "warning", "inverse" or "start"; once stops a double click.
    """
    return render_to_string(
        "govuk/button.html",
        {
            "text": text,
            "href": href,
            "class": _classes("govuk-button", kind and f"govuk-button--{kind}"),
            "start": kind == "start",
            "attributes": _attributes(
                name=name, value=value, data_prevent_double_click="true" if once else ""
            ),
            "disabled": disabled,
        },
    )


@register.simple_tag
def tag(text, colour=""):
    """A status in words. Colour is never alone: grey, green, teal, blue, purple, magenta, red…"""
    return format_html(
        '<strong class="{}">{}</strong>',
        _classes("govuk-tag", colour and f"govuk-tag--{colour}"),
        text,
    )


@register.simple_block_tag(end_name="endinset")
def inset(content):
    """A passage that stands out a little."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag(end_name="enddetails")
def details(content, summary, *, opened=False, id=""):
    """Something most people can do without, behind its summary."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        _attributes(id=id, open=opened),
        summary,
        content,
    )


@register.simple_block_tag(end_name="endwarning_text")
def warning_text(content):
    """What goes wrong if this is not read."""
    return format_html(
        '<div class="govuk-warning-text">'
        '<span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text">'
        '<span class="govuk-visually-hidden">{}</span> {}</strong></div>',
        _("Warning"),
        content,
    )


@register.simple_block_tag(end_name="endpanel")
def panel(content, title, *, level=1):
    """The end of a journey: what is done, and its reference."""
    return format_html(
        '<div class="govuk-panel govuk-panel--confirmation">'
        '<h{} class="govuk-panel__title">{}</h{}>{}</div>',
        level,
        title,
        level,
        format_html('<div class="govuk-panel__body">{}</div>', content) if content.strip() else "",
    )


@register.simple_block_tag(end_name="endnotification_banner")
def notification_banner(content, *, kind="", title="", id="govuk-notification-banner-title"):
    """News about the page; kind="success" for what was just done."""
    success = kind == "success"
    return render_to_string(
        "govuk/notification_banner.html",
        {
            "content": content,
            "class": _classes(
                "govuk-notification-banner", kind and f"govuk-notification-banner--{kind}"
            ),
            "role": "alert" if success else "region",
            "title": title or (_("Success") if success else _("Important")),
            "id": id,
        },
    )


@register.simple_tag
def back_link(href, text=None):
    """The way back, above the heading; a landmark of its own because it stands outside main."""
    text = text if text else _("Back")
    return format_html(
        '<nav aria-label="{}"><a href="{}" class="govuk-back-link">{}</a></nav>', text, href, text
    )


@register.simple_tag
def skip_link(href="#main-content", text=None):
    """The first stop of the tab key."""
    return format_html(
        '<a href="{}" class="govuk-skip-link" data-module="govuk-skip-link">{}</a>',
        href,
        text if text else _("Skip to main content"),
    )


@register.simple_tag
def exit_link(href):
    """The second stop of the tab key: leaves at once, without the way to the button."""
    words = _("Exit this page")
    return format_html(
        '<nav aria-label="{}"><a href="{}" class="govuk-skip-link govuk-js-exit-this-page-skiplink"'
        ' rel="nofollow noreferrer" data-module="govuk-skip-link">{}</a></nav>',
        words,
        href,
        words,
    )


@register.simple_tag
def breadcrumbs(*pairs):
    """{% breadcrumbs "Families" families_url "Ama" "" %}: text and address in turn; "" is here."""
    items = zip(pairs[::2], pairs[1::2], strict=True)
    return format_html(
        '<nav class="govuk-breadcrumbs" aria-label="{}"><ol class="govuk-breadcrumbs__list">'
        "{}</ol></nav>",
        _("Breadcrumb"),
        format_html_join("", "{}", ((_crumb(text, href),) for text, href in items)),
    )


def _crumb(text, href):
    if not href:
        return format_html(
            '<li class="govuk-breadcrumbs__list-item" aria-current="page">{}</li>', text
        )
    return format_html(
        '<li class="govuk-breadcrumbs__list-item">'
        '<a class="govuk-breadcrumbs__link" href="{}">{}</a></li>',
        href,
        text,
    )


@register.simple_block_tag(end_name="endsummary_list")
def summary_list(content, *, borders=True, label=""):
    """Facts in rows; inside it, {% row "Name" %}Ama{% endrow %}."""
    return format_html(
        '<dl class="{}"{}>{}</dl>',
        _classes("govuk-summary-list", "" if borders else "govuk-summary-list--no-border"),
        _attributes(aria_label=label),
        content,
    )


@register.simple_block_tag(end_name="endrow")
def row(content, key, *, href="", action="", about="", actions=(), all_have_actions=True):
    """One fact, with its "Change" link; `about` completes the link's words for a screen reader."""
    actions = list(actions)
    if href:
        first = {"href": href, "text": action if action else _("Change"), "about": about or key}
        actions.insert(0, first)
    return render_to_string(
        "govuk/row.html",
        {
            "key": key,
            "content": content,
            "actions": actions,
            "class": _classes(
                "govuk-summary-list__row",
                "" if actions or all_have_actions else "govuk-summary-list__row--no-actions",
            ),
        },
    )


@register.simple_block_tag(end_name="endtask_list")
def task_list(content):
    """What there is to do, with how far each is: {% task "Your child" href=… status="Done" %}."""
    return format_html('<ul class="govuk-task-list">{}</ul>', content)


@register.simple_tag
def task(title, *, status, href="", hint="", colour="", cannot_start=False, id=""):
    """One line of a task list; with a colour the status is a tag."""
    return render_to_string(
        "govuk/task.html",
        {
            "title": title,
            "href": href,
            "hint": hint,
            "id": id or f"task-{slugify(title)}",
            "status": tag(status, "" if colour == "tag" else colour) if colour else status,
            "cannot_start": cannot_start,
        },
    )


@register.simple_tag
def pagination(*, newer="", older="", newer_text=None, older_text=None, label=None):
    """The two ways through a keyset-paged list."""
    if not newer and not older:
        return ""
    return render_to_string(
        "govuk/pagination.html",
        {
            "newer": newer,
            "older": older,
            "newer_text": newer_text if newer_text else _("Newer"),
            "older_text": older_text if older_text else _("Older"),
            "label": label if label else _("Pagination"),
        },
    )


@register.simple_tag
def exit_this_page(href):
    """Leaves at once for a harmless page; works without JavaScript too."""
    return render_to_string("govuk/exit_this_page.html", {"href": href})


@register.simple_block_tag(end_name="endfieldset")
def fieldset(content, legend, *, size="m", heading=False):
    """Several fields under one question."""
    legend = (
        format_html('<h1 class="govuk-fieldset__heading">{}</h1>', legend) if heading else legend
    )
    return format_html(
        '<fieldset class="govuk-fieldset"><legend class="{}">{}</legend>{}</fieldset>',
        _classes("govuk-fieldset__legend", size and f"govuk-fieldset__legend--{size}"),
        legend,
        mark_safe(content),
    )
