"""A register as a file, for officers: no formula runs from it."""

from defusedcsv import csv
from django.http import HttpResponse


def csv_of(title, columns, rows):
    """These columns of these rows; a choice in its words, a day as machines write it."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{title}.csv"'
    file = csv.writer(response)
    file.writerow(columns)
    for row in rows:
        file.writerow([_said(row, column) for column in columns])
    return response


def _said(row, column):
    words = getattr(row, f"get_{column}_display", None)
    value = words() if words else getattr(row, column)
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
