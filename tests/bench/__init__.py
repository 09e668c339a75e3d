"""script/bench: loads many families, and measures every main page against the empty view."""
