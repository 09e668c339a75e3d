"""The front page: what we do, how to ask for support, where to go, whom to ring now."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def start(request):
    """The public start page."""
    return render(request, "pages/start.html")
