"""The invented council: its settings and places. No postcode area ZZ exists."""

from datetime import date, time

from familyhubs.council.models import CouncilSettings
from hubs.models import Area, Deprivation, District, Hub, OpeningPeriod, Postcode, Site
from hubs.outlines import outline_of

from .boundaries import boundary

SETTINGS = {
    "name": "Calderwick Borough Council",
    "chat_is_on": True,
    "front_door_phone": "01632 960100",
    "front_door_text": "07700 900100",
    "front_door_email": "help@calderwick.example",
    "safeguarding_phone": "01632 960200",
    "out_of_hours_phone": "01632 960299",
    "out_of_hours_name": "The emergency duty team",
    "out_of_hours_email": "duty@calderwick.example",
    "out_of_hours_hours": "every night and weekend",
    "watched_email": "front.door@calderwick.example",
    "privacy_email": "privacy@calderwick.example",
    "complaints_phone": "01632 960300",
    "complaints_email": "complaints@calderwick.example",
    "postal_address": "Town Hall, Market Place, Calderwick ZZ1 1AA",
    "opens": [time(9)] * 5 + [None] * 2,
    "closes": [time(17)] * 5 + [None] * 2,
}

FACILITIES = {
    "main": [
        "step_free",
        "accessible_toilet",
        "baby_changing",
        "play",
        "kitchen",
        "clinic",
        "wifi",
    ],
    "satellite": ["step_free", "baby_changing", "buggies"],
}

# District, hub, the wards it serves, its two delivery sites, and where it stands.
DISTRICTS = (
    (
        "Northgate",
        "Northgate Family Hub",
        ("Abbey", "Kiln Hill", "Northgate"),
        ("Abbey Library", "Kiln Hill Church Hall"),
        (-1.62, 54.08),
    ),
    (
        "Riverside",
        "Riverside Family Hub",
        ("Dockside", "Ferry Meadow", "Weir"),
        ("Dockside Community Centre", "Weir Lane School"),
        (-1.55, 54.05),
    ),
    (
        "Millbrook",
        "Millbrook Children's Centre",
        ("Brook End", "Millbrook", "Tenter Fields"),
        ("Brook End Village Hall", "Tenter Fields Surgery"),
        (-1.66, 54.03),
    ),
    (
        "Hollins",
        "Hollins Family Hub",
        ("Crow Moor", "Hollins", "Overdale"),
        ("Overdale Library", "Crow Moor Village Hall"),
        (-1.71, 54.10),
    ),
)


def build_places(random):
    """Districts with their hubs, sites, wards, small areas and about 700 postcodes."""
    CouncilSettings.objects.update_or_create(only=True, defaults=SETTINGS)
    council = Area.objects.create(code="E06999001", kind="council", name="Calderwick")
    return [
        build_district(number, *district, council=council, random=random)
        for number, district in enumerate(DISTRICTS, start=1)
    ]


def build_district(number, name, hub_name, wards, sites, place, *, council, random):
    hub = Hub.objects.create(
        district=District.objects.create(name=name),
        name=hub_name,
        slug=hub_name.lower().replace("'", "").replace(" ", "-"),
        phone=f"01632 96011{number}",
        email=f"{name.lower()}@calderwick.example",
    )
    build_sites(hub, number, name, sites, place)
    for at, ward_name in enumerate(wards):
        shape = boundary(name, at)
        ward = Area.objects.create(
            code=f"E0599{number}00{at + 1}",
            kind="ward",
            name=ward_name,
            vintage=2023,
            hub=hub,
            boundary=shape,
            outline=outline_of(shape),
        )
        build_postcodes(ward, f"ZZ{number}{at + 1}", place, council=council, random=random)
    return hub


def build_sites(hub, number, name, sites, place):
    longitude, latitude = place
    rows = [(f"{name} main building", "main", 40), *((site, "satellite", 15) for site in sites)]
    for at, (site, kind, hours) in enumerate(rows):
        Site.objects.create(
            hub=hub,
            kind=kind,
            name=site,
            address=f"{at * 14 + 3} {name} Road, Calderwick",
            postcode=f"ZZ{number}{at + 1} 1AA",
            longitude=longitude + at * 0.012,
            latitude=latitude - at * 0.009,
            phone=hub.phone,
            is_mandated=True,
            stipulated_weekly_hours=hours,
            opening_times="Monday to Friday, 9am to 5pm"
            if kind == "main"
            else "Open when something is on: ring the hub to ask",
            opened_on=date(2019, 4, 1),
            facilities=FACILITIES[kind],
            access="Level entrance from the street. Ring the bell if the door is shut.",
        )
    for site in Site.objects.filter(hub=hub):
        build_week(site)


def build_week(site):
    """Main buildings open all week, delivery sites on some days; one a little less than it must."""
    days = range(5) if site.kind == "main" else (0, 2)
    closes = time(17) if site.kind == "main" else time(16, 30)
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(
            site=site, weekday=day, opens=time(9), closes=closes, starts_on=site.opened_on
        )
        for day in days
    )


def build_postcodes(ward, outward, place, *, council, random):
    number = int(outward[2:])
    small_areas = [
        Area.objects.create(
            code=f"E01{990000 + number * 10 + at}", kind="lsoa", name=f"{ward.name} {at + 1:02d}"
        )
        for at in range(4)
    ]
    Deprivation.objects.bulk_create(
        Deprivation(area=area, edition=2025, decile=(number * 3 + at * 2) % 10 + 1)
        for at, area in enumerate(small_areas)
    )
    rows = []
    for inward in range(60):
        rows.append(
            Postcode(
                postcode=f"{outward} {inward_part(inward)}",
                ward=ward,
                lsoa=small_areas[inward % 4],
                council=council,
                longitude=place[0] + random.uniform(-0.03, 0.03),
                latitude=place[1] + random.uniform(-0.03, 0.03),
            )
        )
    Postcode.objects.bulk_create(rows)


def inward_part(number):
    """The end of a postcode, one for each number below 60: 1AA, 1BA, …"""
    return f"{number // 20 + 1}{'ABDEFGHJLN'[number % 10]}{'AB'[number // 10 % 2]}"
