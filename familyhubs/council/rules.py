"""What must be true of the council's record as a whole, in the administrator's words."""

from django.utils.translation import gettext as _

from familyhubs.council import helplines, theme

DAYS = range(7)


def problems(settings):
    """(field, message) for each rule that the record breaks."""
    yield from _colours(settings)
    yield from _hours(settings)
    try:
        helplines.parse(settings.helplines)
    except helplines.NotALine as error:
        yield (
            "helplines",
            _("Line %(line)s of the helplines needs a name, then |, then a number")
            % {"line": error.number},
        )
    if settings.out_of_hours_email and not settings.out_of_hours_name:
        yield "out_of_hours_name", _("Enter the name of who takes what is urgent out of hours")
    steps = settings.escalation_days
    if list(steps) != sorted(set(steps)):
        yield "escalation_days", _("Each escalation must come later than the one before it")
    if settings.upper_age_send < settings.upper_age:
        yield "upper_age_send", _("With SEND, help must not end earlier than without")


def _colours(settings):
    pairs = (
        ("ink", "ground", _("Text cannot be read well on this page background.")),
        ("accent", "ground", _("Links cannot be read well on this page background.")),
        ("accent", "white", _("White words cannot be read well on this button colour.")),
        ("ink", "white", _("Text cannot be read well on white.")),
    )
    colours = {"white": theme.WHITE}
    for name in ("ink", "accent", "ground"):
        colours[name] = getattr(settings, name)
        if not theme.COLOUR.match(colours[name]):
            yield name, _("Enter a colour as # and six letters or numbers, like #85204f")
            return
    for front, back, message in pairs:
        if not theme.readable(colours[front], colours[back]):
            found = theme.contrast(colours[front], colours[back])
            yield (
                front,
                _("%(problem)s Its contrast is %(found).1f to 1; choose one of at least 7 to 1.")
                % {"problem": message, "found": found},
            )


def _hours(settings):
    for day in DAYS:
        opens, closes = settings.opens[day], settings.closes[day]
        if bool(opens) != bool(closes):
            yield f"opens_{day}", _("Enter both times, or neither when it is closed that day")
        elif opens and opens >= closes:
            yield f"opens_{day}", _("The front door must close later than it opens")
