"""A professional's answers as they read them once more before they are sent."""

from django.utils.translation import gettext as _

from familyhubs.govuk.fields import DateField, PhoneField, spoken

from .refer import SECTIONS


def sections_of(way):
    """(section, its title, [(question, answer)]) of every page."""
    return [(name, form.title, list(lines_of(way, name))) for name, form in SECTIONS.items()]


def lines_of(way, section):
    form, said = way.read(section), way.said(section)
    if said is None:
        return
    for name, field in form.fields.items():
        if words := words_for(field, said.get(name)):
            yield str(field.label).replace(_(" (optional)"), ""), words
    for one in said.get("people", ()):
        yield one["full_name"], person_words(one)


def words_for(field, value):
    """An answer in words; nothing where nothing was said."""
    if value in (None, "", [], False):
        return ""
    if value is True:
        return _("Yes")
    if isinstance(field, DateField):
        return day_words(value)
    if isinstance(field, PhoneField):
        return spoken(value)
    choices = dict(getattr(field, "choices", ())) if not hasattr(field, "queryset") else {}
    values = value if isinstance(value, list) else [value]
    return "\n".join(str(choices.get(one, one)) for one in values)


def person_words(one):
    """Child, adult, elsewhere or on the way, the date or age known, and what else was said."""
    if one["is_unborn"]:
        due = one["due_on"]
        said = _("On the way, due %(day)s") % {"day": day_words(due)} if due else _("On the way")
    elif one["lives_elsewhere"]:
        said = _("Parent who lives elsewhere")
    else:
        said = _("Child") if one["is_child"] else _("Adult")
    if one["age_told"] is not None:
        said = f"{said}, {one['age_told']}"
    if one["born_on"]:
        said = f"{said}, {day_words(one['born_on'])}"
    return f"{said}\n{one['note']}" if one["note"] else said


def day_words(day):
    return f"{day.day} {day:%B %Y}"
