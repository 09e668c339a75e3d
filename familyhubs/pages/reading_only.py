"""What stands before the pages of an inspector or auditor: they read what is named here (A12)."""

from django.core.exceptions import PermissionDenied

from hubs.permissions import reads_only

# Every other page, each that writes among them, answers 403 whatever it is about.
READS = {
    "families:list",
    "families:search",
    "families:record",
    "families:why",
    "families:why_in_general",
    "families:story",
    "families:timeline",
    "families:note_versions",
    "families:people",
    "families:person",
    "families:family_and_home",
    "families:map",
    "families:documents",
    "families:document",
    "families:warnings",
    "families:agreements",
    "families:attended",
    "outcomes:plan",
    "notifications:notices",
    "pages:today",
    "people:my_account",
    # Whoever sees a child at risk, or that information went astray, must be able to say so (R112).
    "referrals:raise_concern",
    "referrals:concern_received",
    "registers:report_breach",
}
# To sign in and out, and one's own second step.
OWN = ("account_", "mfa_")


def is_shut(name):
    """Whether somebody who reads only never opens this page."""
    return name not in READS and not name.startswith(OWN)


class ReadingOnlyMiddleware:
    """Stands inside RefusalMiddleware, which notes what it refuses, and before the view runs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        is_public = not getattr(view, "login_required", True)
        is_public = is_public or getattr(view, "is_beyond_the_gates", False)
        if is_public or not request.user.is_authenticated:
            return
        if is_shut(request.resolver_match.view_name) and reads_only(request.user):
            raise PermissionDenied
