"""The languages in which a family can ask for support. Pure."""

from dataclasses import dataclass

ENGLISH = "en-gb"


@dataclass(frozen=True)
class Language:
    """One language: its code, its name in English and its own."""

    code: str
    name: str
    own_name: str
    rtl: bool = False

    @property
    def direction(self):
        return "rtl" if self.rtl else "ltr"


LANGUAGES = {
    one.code: one
    for one in (
        Language(ENGLISH, "English", "English"),
        Language("pl", "Polish", "Polski"),
        Language("ro", "Romanian", "Română"),
        Language("pa", "Panjabi", "ਪੰਜਾਬੀ"),
        Language("ur", "Urdu", "اردو", rtl=True),
    )
}
# Those into which the journey is translated.
OTHERS = {code: one for code, one in LANGUAGES.items() if code != ENGLISH}


def named(text):
    """The language somebody named by its own or its English name, else None."""
    said = text.strip().casefold()
    names = ((one, {one.name.casefold(), one.own_name.casefold()}) for one in LANGUAGES.values())
    return next((one for one, names in names if said in names), None)
