"""What happens to places, teams and their staff: the only room of this app that writes."""

from .absences import come_back, go_away
from .places import (
    choose_wards,
    give_sites,
    save_district,
    save_hub,
    save_site,
)
from .teams import save_team

__all__ = [
    "choose_wards",
    "come_back",
    "give_sites",
    "go_away",
    "save_district",
    "save_hub",
    "save_site",
    "save_team",
]
