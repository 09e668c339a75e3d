"""The only part of the imports that writes."""

from .feed import import_open_referral
from .loading import (
    import_areas,
    import_deprivation,
    import_population,
    import_postcodes,
    import_sites,
)
from .offer import import_services
from .uploads import LARGEST, apply_upload, keep_upload, preview_upload

__all__ = [
    "LARGEST",
    "apply_upload",
    "import_areas",
    "import_deprivation",
    "import_open_referral",
    "import_population",
    "import_postcodes",
    "import_services",
    "import_sites",
    "keep_upload",
    "preview_upload",
]
