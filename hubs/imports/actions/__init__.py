"""The only part of the imports that writes."""

from .loading import import_areas, import_population, import_postcodes, import_sites

__all__ = ["import_areas", "import_population", "import_postcodes", "import_sites"]
