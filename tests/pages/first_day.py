"""A council's first day, step by step, as its people do it: the commands, then the pages."""

import re
from datetime import timedelta
from io import StringIO

from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familyhubs.accounts.models import Organisation, User
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from hubs.models import Area, District, Hub, Site
from referrals.models import Referral
from tests.accounts.people import code_now

PASSWORD = "four quiet words 2026"
ASKED = {
    "who": {"asker": "my_family"},
    "name": {"contact_name": "Ada Okafor"},
    "people": {},
    "needs": {"young": ["sleep_feeding"]},
    "story": {"story": "He does not sleep and I am so tired"},
    "today": {"today": ["none"]},
    "contact": {"ways": ["text"]},
    "reach": {"phone": "07700 900123"},
    "careful": {"safe_hours": ["afternoon"]},
    "language": {"interpreter": "no"},
    "sharing": {},
}
FIXED = {"people": "ask:people", "check": "ask:check"}


def text(response):
    return " ".join(response.content.decode().split())


def command(name, *arguments, **options):
    out = StringIO()
    call_command(name, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


class FirstDay:
    """What is done on it; `extra` are the headers that a council's proxy adds."""

    def __init__(self, **extra):
        self.extra = extra
        self.admin = None

    def visitor(self):
        return Client(**self.extra)

    def send(self, client, page, /, *args, **data):
        """Send a form; a refusal fails here with what the page said."""
        response = client.post(reverse(page, args=args), data)
        assert response.status_code == 302, text(response)
        return response

    def join(self, link):
        """Somebody follows their invitation, chooses a password, sets up the second step."""
        client = self.visitor()
        client.get(link)
        self.send(client, "people:join", password1=PASSWORD, password2=PASSWORD)
        address = "/accounts/mfa/app/activate/"
        assert client.get(address).status_code == 200
        answer = client.post(address, {"code": code_now(client.session[SECRET_SESSION_KEY])})
        assert answer["Location"] == "/accounts/mfa/recovery-codes/"
        return client

    def first_administrator(self):
        said = command("create_first_administrator", "ada@council.example", "--name", "Ada First")
        self.admin = self.join(re.search(r"/invitation/\S+", said)[0])

    def load(self, postcodes, wards, lists):
        command("import_postcodes", postcodes)
        command("import_areas", wards, vintage=2023)
        for kind, path in lists.items():
            command("import_sites", path, kind=kind)

    def add_hub(self, district, wards):
        """A district with its hub and these wards."""
        self.send(self.admin, "places:add_district", name=district)
        row = District.objects.get(name=district)
        self.send(self.admin, "places:hub", row.pk, name=f"{district} Family Hub")
        hub = Hub.objects.get(district=row)
        codes = [f"{ward.code}@" for ward in Area.objects.filter(name__in=wards, kind="ward")]
        self.send(self.admin, "places:wards", hub.pk, wards=codes)
        return hub

    def give_sites(self, hub, **which):
        """Imported sites go to a hub; how many."""
        ids = list(Site.objects.filter(**which).values_list("pk", flat=True)[:50])
        self.send(self.admin, "places:sites", sites=ids, to=hub.pk)
        return len(ids)

    def invite(self, name, role, scope, organisation=None):
        """A colleague, invited and joined, signed in."""
        email = f"{name.lower().replace(' ', '.')}@council.example"
        organisation = organisation or Organisation.objects.get(kind="council")
        facts = {"full_name": name, "email": email, "organisation": organisation.pk}
        facts |= {"role": role, "scope": scope, "standing": "own"}
        self.send(self.admin, "people:invite", **facts)
        message = Message.objects.get(kind="invitation", user=User.objects.get(email=email))
        letter = write_letter(message.kind, message.facts)
        return self.join(re.search(r"/invitation/\S+", letter.body)[0])

    def sign_agreement(self, officer, name):
        """A partner organisation, and the agreement without which it sees nothing."""
        self.send(self.admin, "people:organisation_add", name=name, kind="school")
        organisation = Organisation.objects.get(name=name)
        today, review = timezone.localdate(), timezone.localdate() + timedelta(days=300)
        days = {"starts_on": today, "review_due_on": review}
        parts = {
            f"{field}_{part}": getattr(day, part)
            for field, day in days.items()
            for part in ("day", "month", "year")
        }
        said = {"purposes": "Early help", "items": "Names"} | parts
        self.send(officer, "people:sign_sharing", organisation.pk, **said)
        return organisation

    def ask(self, postcode):
        """A family with no account asks for support; the request that came of it."""
        family = self.visitor()
        family.post(reverse("ask:before"))
        for step in ("who", "name", "people", "postcode", *list(ASKED)[3:], "check"):
            answer = {"postcode": postcode} if step == "postcode" else ASKED.get(step, {})
            name = FIXED.get(step)
            where = reverse(name) if name else reverse("ask:step", args=[step])
            response = family.post(where, answer)
            assert response.status_code == 302, (step, text(response))
        reference = re.search(r"ASK-[A-Z0-9-]+", text(family.get(reverse("ask:sent"))))[0]
        return Referral.objects.get(reference=reference)
