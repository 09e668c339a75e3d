"""The one editable record of the council that runs this portal."""

from .parts import Clocks, Contacts, Names, Theme
from .settings import CouncilSettings

__all__ = ["Clocks", "Contacts", "CouncilSettings", "Names", "Theme"]
