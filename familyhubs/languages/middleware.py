"""The language of each page: chosen by the family on the asking pages, English on all others."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from .groups import group_of, is_english_only, is_spoken
from .known import ENGLISH, LANGUAGES
from .reading import is_checked, language_of

A_MONTH = 28 * 24 * 60 * 60


class LanguageMiddleware:
    """Never surprises: only a choice changes the language, a browser's wish is only offered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.is_spoken = is_spoken(request.path_info)
        asked = request.GET.get(settings.LANGUAGE_ASKED) if request.is_spoken else None
        chosen = asked or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        request.language = chosen if request.is_spoken and chosen in LANGUAGES else ENGLISH
        request.language_wanted = None if chosen in LANGUAGES else wanted(request)
        with translation.override(request.language):
            request.LANGUAGE_CODE = request.language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        if request.is_spoken:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if asked in LANGUAGES:
            remember(response, asked)
        return response

    def process_view(self, request, view, args, kwargs):
        """A page that is not translated, or guarded and checked by nobody, is in English, whole."""
        code = language_of(request)
        if code == ENGLISH:
            return
        match = request.resolver_match
        group = group_of(match)
        if is_english_only(match) or (group.guarded and not is_checked(request, group, code)):
            translation.activate(ENGLISH)


def remember(response, code):
    """Keep the choice on this device, for as long as a draft is kept by default."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_MONTH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def wanted(request):
    """The language that the browser asks for first, if it is one of ours and not English."""
    header = request.headers.get("Accept-Language", "")
    for code, _weight in parse_accept_lang_header(header):
        short = code.split("-")[0]
        if short == "en":
            return None
        if short in LANGUAGES:
            return short
    return None
