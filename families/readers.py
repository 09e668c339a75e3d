"""Who will read a note, said before it is saved, from the rule that opens it afterwards."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from hubs.models import Membership

from .mentions import mentioned
from .models import Family, FamilyMember, Involvement, Sensitivity
from .sharing import Ground, reads


@dataclass(frozen=True)
class Planned:
    """A note as it stands in its form: not yet written, perhaps not yet valid."""

    sensitivity: str = Sensitivity.SHARED
    about: frozenset = frozenset()  # ids of people
    named: frozenset = frozenset()  # ids of users
    text: str = ""


@dataclass
class Readers:
    """What the form says: who works with the family and reads it or not, and who else reads."""

    read: list = field(default_factory=list)
    do_not: list = field(default_factory=list)
    roles: list = field(default_factory=list)
    warnings: list = field(default_factory=list)

    @property
    def warned(self):
        """The warnings as one word, for the form to send back that they were read."""
        return "|".join(sorted(self.warnings))


def who_reads(family, planned, *, author):
    """Of a family that was fetched with its grounds for the author."""
    people = _helpers(family, planned, author)
    grounds = Family.objects.grounds_of_each(people, family.pk)
    covered = _covered(family, people)
    found = Readers(roles=_roles(family, planned.sensitivity))
    organisations = {}
    for person in people:
        held = grounds.get(str(person.pk), frozenset())
        is_covered = _is_covered(planned.about, *covered.get(person.organisation_id, ((), ())))
        is_reader = reads(
            held,
            planned.sensitivity,
            is_own=person == author,
            is_named=person.pk in planned.named,
            is_covered=is_covered,
        )
        (found.read if is_reader else found.do_not).append(person)
        if is_reader and Ground.PARTNER in held and Ground.LEAD not in held:
            organisations[person.organisation_id] = person.organisation
    found.warnings = _warnings(family, planned, author, organisations, covered)
    return found


def _helpers(family, planned, author):
    """The author, those named, and everybody who works with the family now, by name."""
    work = Involvement.objects.current().visible_to(author, within=family)
    work = list(work.exclude(role="follow_up").values_list("user", "team"))
    teams = {team for _user, team in work if team}
    ids = {user for user, _team in work if user} | {author.pk} | planned.named
    if teams:
        ids |= set(Membership.objects.current().filter(team__in=teams).values_list("user", flat=1))
    people = User.objects.may_sign_in().filter(pk__in=ids)
    return list(people.select_related("organisation").order_by("full_name", "pk"))


def _covered(family, people):
    """Organisation → the people it may be shown, and those of the family it may not."""
    others = {p.organisation_id: p.organisation for p in people if not p.organisation.is_council}
    found = {}
    for pk, organisation in others.items():
        members = FamilyMember.objects.filter(family=family)
        shown = set(members.covered_for(organisation).values_list("person", flat=True))
        now = set(members.current().values_list("person", flat=True))
        found[pk] = (shown, now - shown)
    return found


def _is_covered(about, shown, hidden):
    """An entry about nobody in particular is about everybody in the family."""
    return set(about) <= set(shown) if about else not hidden


def _roles(family, sensitivity):
    """Who reads it by their post, whoever that is."""
    posts = {
        Ground.MANAGER: _("Managers of %(hub)s") % {"hub": family.hub},
        Ground.LEADS_MANAGER: _("The manager of the lead practitioner"),
        Ground.DUTY: _("Whoever is on duty"),
        Ground.SAFEGUARDING: _("Safeguarding leads"),
        Ground.OUT_OF_HOURS: _("Out-of-hours workers, with a reason"),
    }
    if family.is_restricted:
        for ground in (Ground.MANAGER, Ground.LEADS_MANAGER, Ground.DUTY):
            del posts[ground]
    elif reads({Ground.MANAGER}, sensitivity):
        del posts[Ground.LEADS_MANAGER]
    return [words for ground, words in posts.items() if reads({ground}, sensitivity)]


def _warnings(family, planned, author, organisations, covered):
    """Whom it speaks of by name though they may not be shown to an organisation that reads it."""
    if not organisations or not planned.text:
        return []
    members = FamilyMember.objects.current().visible_to(author, within=family)
    people = [row.person for row in members.select_related("person").order_by("recorded_at")]
    said = [one for one in mentioned(planned.text, people) if one.pk not in planned.about]
    return [
        _("You mention %(person)s. %(organisation)s will read this.")
        % {"person": person, "organisation": organisation}
        for pk, organisation in organisations.items()
        if organisation != author.organisation
        for person in said
        if person.pk not in covered[pk][0]
    ]


def may_be_named(family, author):
    """Colleagues who can be named as readers: who works with the family, and its managers."""
    work = Involvement.objects.current().visible_to(author, within=family)
    managers = Membership.objects.answering_for(family.hub).filter(role="manager")
    named = Q(pk__in=work.values("user")) | Q(pk__in=managers.order_by().values("user"))
    people = User.objects.may_sign_in().filter(named).exclude(pk=author.pk)
    return people.select_related("organisation").order_by("full_name", "pk")
