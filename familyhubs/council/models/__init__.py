"""The one editable record of the council that runs this portal."""

from .closures import Closure
from .parts import Clocks, Contacts, Names, Theme
from .settings import CouncilSettings
from .terms import Term

__all__ = ["Clocks", "Closure", "Contacts", "CouncilSettings", "Names", "Term", "Theme"]
