"""A contact card in templates: by which ways its person may be reached."""

from django import template

from ..rules import allowed_channels

register = template.Library()
register.filter("ways", allowed_channels)
