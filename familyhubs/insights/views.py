"""Pages of figures: published ones for commissioners, true ones for the managers of a hub."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from familyhubs.council.models import Term
from familyhubs.web import require
from hubs.models import District, Hub, Role
from hubs.permissions import hubs_where

from . import births as registered
from . import enquiries as asked
from . import equality as answered
from . import figures, permissions, spreadsheet, tables
from . import funded as given
from . import members as joined
from .agreed import agreed_at
from .closing import settled
from .measures import MEASURES, OUTCOMES, open_plans, waiting_steps
from .periods import default, named, offered

A_YEAR = timedelta(days=366)


def chosen(request, periods, first):
    """The period asked for, or what is shown first; any other name is not found."""
    if "period" not in request.GET:
        return first
    period = named(request.GET["period"], periods)
    if period is None:
        raise Http404
    return period


def districts():
    """District id → name, of the districts that have a hub."""
    rows = District.objects.filter(hub__isnull=False).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def what_stands(shown, period, places):
    """What both pages show of these figures."""
    return {
        "figures": shown,
        "period": period,
        "left_out": shown.count(OUTCOMES, period, "none"),
        "cards": tables.cards(shown, period),
        "bars": tables.outcome_bars(shown, period),
        "outcomes": tables.outcome_table(shown, period, places),
        "levels": tables.level_table(shown, period),
        "districts": tables.district_table(shown, period, places),
        "turnouts": tables.turnout_table(shown, period),
        "months": tables.month_table(shown, period, terms_around(period)),
        "charts": tables.month_charts(shown, period),
    }


def terms_around(period):
    """The school terms of a period and of the same one last year, as (first day, last day)."""
    rows = Term.objects.between(period.last_year.start - A_YEAR, period.end + A_YEAR)
    return list(rows.values_list("starts_on", "ends_on"))


@require_safe
def overview(request):
    """What changed for families, in published figures; managers go to those of their hub."""
    require(permissions.can_see_figures(request.user))
    if not permissions.can_see_published(request.user):
        own = hubs_where(request.user, Role.MANAGER).first()
        require(own is not None)
        return redirect("insights:hub", own.slug)
    periods = figures.published_periods()
    period = chosen(request, periods, default(periods))
    record_look(request.user, Hub, what="figures_seen")
    context = {"periods": periods}
    if period:
        context |= what_stands(figures.published(period), period, districts())
    return render(request, "insights/overview.html", context)


@require_safe
def download(request):
    """The published figures of a period as CSV."""
    require(permissions.can_see_published(request.user))
    periods = figures.published_periods()
    period = chosen(request, periods, default(periods))
    if period is None:
        raise Http404
    record_look(request.user, Hub, what="figures_exported")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="figures-{period.key}.csv"'
    spreadsheet.write(response, figures.published(period), period, districts())
    return response


@require_safe
def hub_figures(request, slug):
    """The same measures for one hub, as they are."""
    hub = get_object_or_404(Hub.objects.select_related("district"), slug=slug)
    require(permissions.can_see_exact(request.user, hub))
    periods = offered(timezone.localdate(), running=True)
    # The same year that is published first: in the newest one there may still be much to decide.
    period = chosen(request, periods, default(offered(settled())))
    record_look(request.user, hub, what="figures_seen")
    shown = figures.exact(hub)
    context = what_stands(shown, period, {str(hub.district_id): hub.district.name})
    context |= {
        "hub": hub,
        "hubs": hubs_where(request.user, Role.MANAGER),
        "periods": periods,
        "open_plans": tables.open_plans_table(open_plans(hub)),
        "waiting": waiting_steps(hub),
        "agreed": agreed_at(hub),
    }
    return render(request, "insights/hub.html", context)


@require_safe
def definitions(request):
    """What each figure means, and how small numbers are kept safe."""
    require(permissions.can_see_figures(request.user))
    return render(request, "insights/definitions.html", {"measures": MEASURES})


@require_safe
def network(request):
    """Every hub with its sites, counted (R001, R002)."""
    require(permissions.can_see_figures(request.user))
    hubs = Hub.objects.select_related("district").order_by("district__name").with_open_sites()
    sites = [site for hub in hubs for site in hub.open_sites]
    main = sum(site.kind == "main" for site in sites)
    context = {
        "hubs": hubs,
        "main": main,
        "satellites": len(sites) - main,
        "mandated": sum(site.is_mandated for site in sites),
        "total": len(sites),
    }
    return render(request, "insights/network.html", context)


@require_safe
def members(request):
    """Who joined which hub, by month, and how many have a baby (R031)."""
    require(permissions.can_see_figures(request.user))
    today = timezone.localdate()
    if permissions.can_see_published(request.user):
        shown = joined.published(today, Hub.objects.order_by("name"))
    else:
        shown = joined.exact(today, hubs_where(request.user, Role.MANAGER).order_by("name"))
    record_look(request.user, Hub, what="figures_seen")
    context = {"shown": shown, "is_exact": not permissions.can_see_published(request.user)}
    return render(request, "insights/members.html", context)


@require_safe
def births(request):
    """The share of births that are registered at hubs, by small area (R031)."""
    require(permissions.can_see_figures(request.user))
    is_exact, today = not permissions.can_see_published(request.user), timezone.localdate()
    periods = (registered.running_years if is_exact else registered.published_years)(today)
    period = chosen(request, periods, default(periods))
    record_look(request.user, Hub, what="figures_seen")
    context = {"periods": periods, "period": period, "is_exact": is_exact}
    if period and is_exact:
        hubs = hubs_where(request.user, Role.MANAGER)
        context |= {"shown": registered.exact(period, hubs), "is_over": period.over(today)}
    elif period:
        context |= {"shown": registered.published(period), "is_over": True}
    return render(request, "insights/births.html", context)


@require_safe
def enquiries(request):
    """Questions at the desks of hubs by topic, way and month (R019)."""
    require(permissions.can_see_figures(request.user))
    today = timezone.localdate()
    is_exact = not permissions.can_see_published(request.user)
    if is_exact:
        shown = asked.exact(today, hubs_where(request.user, Role.MANAGER).order_by("name"))
    else:
        shown = asked.published(today, Hub.objects.order_by("name"))
    record_look(request.user, Hub, what="figures_seen")
    return render(request, "insights/enquiries.html", {"shown": shown, "is_exact": is_exact})


@require_safe
def funded(request):
    """Who gives the help that requests lead to, and whether money comes with it (R060)."""
    require(permissions.can_see_figures(request.user))
    is_exact = not permissions.can_see_published(request.user)
    periods = given.quarters(timezone.localdate(), running=is_exact)
    period = chosen(request, periods, next(iter(periods), None))
    record_look(request.user, Hub, what="figures_seen")
    context = {"periods": periods, "period": period, "is_exact": is_exact}
    if period and is_exact:
        context["shown"] = given.exact(period, hubs_where(request.user, Role.MANAGER))
    elif period:
        context["shown"] = given.published(period)
    return render(request, "insights/funded.html", context)


@require_safe
def equality(request):
    """Who asks for support: the optional answers, counted; for commissioners only."""
    require(permissions.can_see_published(request.user))
    shown = list(answered.published(timezone.localdate()))
    record_look(request.user, Hub, what="figures_seen")
    return render(request, "insights/equality.html", {"shown": shown})
