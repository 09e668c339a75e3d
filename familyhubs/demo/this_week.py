"""This week's open work, made by the portal's real actions."""


def this_week(*, staff, hubs, random):
    """Requests in every state, a step waiting for its answer, and a review that is late."""
