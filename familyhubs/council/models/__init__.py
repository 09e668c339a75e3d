"""The one editable record of the council that runs this portal."""

from .closures import Closure
from .parts import Clocks, Contacts, Names, Theme
from .settings import CouncilSettings

__all__ = ["Clocks", "Closure", "Contacts", "CouncilSettings", "Names", "Theme"]
