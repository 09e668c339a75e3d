"""Row history as model authors know it; the trigger's set-up stands with the database's own."""

from familyhubs.database.history import tracked

__all__ = ["tracked"]
