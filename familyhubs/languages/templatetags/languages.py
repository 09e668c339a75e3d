"""The family's language in templates: which it is, what stays English, how a day is said."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, override

from ..groups import GROUPS, group_of, is_english_only
from ..known import ENGLISH, LANGUAGES, OTHERS
from ..reading import is_checked, language_of
from ..saying import said

register = template.Library()
register.filter("said", said, expects_localtime=True)


@register.filter
def own_name(code):
    """A language's own name."""
    return LANGUAGES[code].own_name if code in LANGUAGES else code


@register.simple_tag
def as_written(request):
    """lang and dir of what a family typed, where it did not write in English: a request's own."""
    written = getattr(request, "written_in", None)
    return format_html(' lang="{}" dir="auto"', written.language) if written else ""


@register.tag
def guarded(parser, token):
    """{% guarded "danger" %}…{% endguarded %}: in English until a person has checked the group."""
    _tag, code = token.split_contents()
    nodes = parser.parse(("endguarded",))
    parser.delete_first_token()
    return Guarded(GROUPS[code.strip("\"'")], nodes)


class Guarded(template.Node):
    """Words that may not be said wrongly."""

    def __init__(self, group, nodelist):
        self.group, self.nodelist = group, nodelist

    def render(self, context):
        code = get_language()
        if code == ENGLISH or is_checked(context.get("request"), self.group, code):
            return self.nodelist.render(context)
        with override(ENGLISH):
            words = self.nodelist.render(context)
        return format_html('<div lang="{}" dir="ltr">{}</div>', ENGLISH, words)


@register.inclusion_tag("languages/_bar.html", takes_context=True)
def language_bar(context):
    """The languages to choose from, and the page's own where the browser asks for one."""
    request = context.get("request")
    if request is None or not getattr(request, "is_spoken", False):
        return {"languages": ()}
    here, asked = language_of(request), request.GET.copy()
    languages = []
    for one in LANGUAGES.values():
        asked[settings.LANGUAGE_ASKED] = one.code
        languages.append((one, f"?{asked.urlencode()}", one.code == here))
    wanted = getattr(request, "language_wanted", None)
    suggested = next((one for one in languages if one[0].code == wanted and here == ENGLISH), None)
    return {"languages": languages, "suggested": suggested, "chosen": here}


@register.inclusion_tag("languages/_mark.html", takes_context=True)
def language_mark(context):
    """Over a page: that it is in English, and how to get an interpreter; or that no person has
    checked its words yet."""
    request = context.get("request")
    code = language_of(request)
    if code not in OTHERS or not getattr(request, "is_spoken", False):
        return {}
    groups = {group_of(request.resolver_match), GROUPS["everywhere"]}
    unchecked = not all(is_checked(request, group, code) for group in groups)
    asked = request.GET.copy()
    asked[settings.LANGUAGE_ASKED] = ENGLISH
    return {
        "in_english": get_language() == ENGLISH,
        "english_only": is_english_only(request.resolver_match),
        "unchecked": unchecked,
        "language": LANGUAGES[code],
        "english": f"?{asked.urlencode()}",
        "council": context.get("council"),
    }
