from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "familyhubs.calendar"
    label = "calendar"
