"""Whether two colours can be read together (WCAG 2.2 contrast)."""

import re

WHITE = "#ffffff"
COLOUR = re.compile(r"^#[0-9a-f]{6}$")
# All text pairs of the portal, and what GOV.UK's yellow focus is laid upon.
LEAST_CONTRAST = 7.0


def luminance(colour):
    """Relative luminance of a #rrggbb colour, 0 (black) to 1 (white)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(one, other):
    return contrast(one, other) >= LEAST_CONTRAST
