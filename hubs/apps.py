from django.apps import AppConfig


class HubsConfig(AppConfig):
    name = "hubs"

    def ready(self):
        from familyhubs.notifications.holds import hold_if

        from .boards.holding import not_so_any_more
        from .members.holding import not_wanted

        hold_if(not_wanted)
        hold_if(not_so_any_more)
