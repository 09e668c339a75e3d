"""What the reporting role may read: columns that hold no name, address, contact or free text.

A table that is not listed cannot be read through DATABASE_REPORTING_URL at all. A column is added
here only when a figure needs it (tests/database/test_reporting.py refuses names and text).
"""

READABLE = {
    "database_tick": ("name", "at"),
}
