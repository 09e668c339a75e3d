"""Says the fixtures of components in our own words: template tags."""

from django.template import engines
from django.utils.safestring import mark_safe

from familyhubs.govuk.templatetags import govuk

from .fixture_options import text_of


def tag(source, **context):
    return engines["django"].from_string("{% load govuk %}" + source).render(context)


def size(classes, start):
    return (classes or "").removeprefix(start)


def express_fieldset(options):
    legend = options["legend"]
    return tag(
        "{% fieldset legend size=size heading=heading %}{{ inside }}{% endfieldset %}",
        legend=text_of(legend),
        size=size(legend.get("classes"), "govuk-fieldset__legend--"),
        heading=bool(legend.get("isPageHeading")),
        inside=mark_safe(options.get("html") or ""),
    )


def express_error_summary(options):
    problems = [
        (text_of(error), (error.get("href") or "").removeprefix("#"))
        for error in options.get("errorList") or []
        if error
    ]
    return engines["django"].get_template("govuk/error_summary.html").render({"problems": problems})


def express_button(options):
    kind = (
        "start" if options.get("isStartButton") else size(options.get("classes"), "govuk-button--")
    )
    return govuk.button(
        text_of(options),
        href=options.get("href") or "",
        kind=kind,
        name=options.get("name") or "",
        value=options.get("value") or "",
        once=bool(options.get("preventDoubleClick")),
        disabled=bool(options.get("disabled")),
    )


def express_tag(options):
    return govuk.tag(text_of(options), size(options.get("classes"), "govuk-tag--"))


def express_inset_text(options):
    return tag("{% inset %}{{ text }}{% endinset %}", text=text_of(options))


def express_warning_text(options):
    return tag("{% warning_text %}{{ text }}{% endwarning_text %}", text=text_of(options))


def express_details(options):
    summary = (
        mark_safe(options["summaryHtml"]) if options.get("summaryHtml") else options["summaryText"]
    )
    return tag(
        "{% details summary opened=opened id=id %}{{ text }}{% enddetails %}",
        summary=summary,
        text=text_of(options),
        opened=bool(options.get("open")),
        id=options.get("id") or "",
    )


def express_panel(options):
    title = mark_safe(options["titleHtml"]) if options.get("titleHtml") else options["titleText"]
    return tag(
        "{% panel title level=level %}{{ text }}{% endpanel %}",
        title=title,
        text=text_of(options),
        level=options.get("headingLevel") or 1,
    )


def express_notification_banner(options):
    text = text_of(options)
    if not options.get("html"):
        text = tag('<p class="govuk-notification-banner__heading">{{ text }}</p>', text=text)
    title = (
        mark_safe(options["titleHtml"])
        if options.get("titleHtml")
        else options.get("titleText", "")
    )
    given = {"id": options["titleId"]} if options.get("titleId") else {}
    return tag(
        "{% notification_banner kind=kind title=title"
        + (" id=id" if given else "")
        + " %}{{ text }}{% endnotification_banner %}",
        text=text,
        kind=options.get("type") or "",
        title=title,
        **given,
    )


def express_back_link(options):
    inside_nav = govuk.back_link(options.get("href") or "#", text_of(options) or None)
    return inside_nav[inside_nav.index("<a") : inside_nav.index("</nav>")]


def express_skip_link(options):
    return govuk.skip_link(options.get("href") or "#content", text_of(options) or None)


def express_breadcrumbs(options):
    pairs = [part for item in options["items"] for part in (text_of(item), item.get("href") or "")]
    return govuk.breadcrumbs(*pairs)


ROW = "{% row key actions=actions all_have_actions=all %}{{ value }}{% endrow %}"


def express_summary_list(options):
    rows = [row for row in options["rows"] if row]
    actions = [
        [
            {"href": a["href"], "text": text_of(a), "about": a.get("visuallyHiddenText")}
            for a in (row.get("actions") or {}).get("items") or []
        ]
        for row in rows
    ]
    inside = [
        tag(
            ROW,
            key=text_of(row["key"]),
            value=text_of(row["value"]),
            actions=acts,
            all=not any(actions),
        )
        for row, acts in zip(rows, actions, strict=True)
    ]
    return tag(
        "{% summary_list borders=borders %}{{ rows }}{% endsummary_list %}",
        rows=mark_safe("".join(inside)),
        borders=not options.get("classes"),
    )


def express_task_list(options):
    lines = []
    for at, item in enumerate([item for item in options["items"] if item], start=1):
        status = item["status"]
        colour = size((status.get("tag") or {}).get("classes"), "govuk-tag--")
        lines.append(
            govuk.task(
                text_of(item["title"]),
                href=item.get("href") or "",
                hint=text_of(item.get("hint")),
                status=text_of(status.get("tag") or status),
                colour=(colour or "tag") if status.get("tag") else "",
                cannot_start=bool(status.get("classes")),
                id=f"task-{at}",
            )
        )
    return tag("{% task_list %}{{ lines }}{% endtask_list %}", lines=mark_safe("".join(lines)))


def express_pagination(options):
    def end(name):
        part = options.get(name) or {}
        if not part:
            return "", ""
        said = part.get("text") or mark_safe(
            f'{name.capitalize()}<span class="govuk-visually-hidden"> page</span>'
        )
        return part["href"], said

    newer, newer_text = end("previous")
    older, older_text = end("next")
    return govuk.pagination(
        newer=newer,
        older=older,
        newer_text=newer_text,
        older_text=older_text,
        label=options.get("landmarkLabel"),
    )


def express_exit_this_page(options):
    return govuk.exit_this_page(options.get("redirectUrl") or "https://www.bbc.co.uk/weather")


TAGS = {
    "fieldset": express_fieldset,
    "error-summary": express_error_summary,
    "button": express_button,
    "tag": express_tag,
    "inset-text": express_inset_text,
    "warning-text": express_warning_text,
    "details": express_details,
    "panel": express_panel,
    "notification-banner": express_notification_banner,
    "back-link": express_back_link,
    "skip-link": express_skip_link,
    "breadcrumbs": express_breadcrumbs,
    "summary-list": express_summary_list,
    "task-list": express_task_list,
    "pagination": express_pagination,
    "exit-this-page": express_exit_this_page,
}
