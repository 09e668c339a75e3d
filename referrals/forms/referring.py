"""A professional's way through the pages, and the referral it makes."""

from familyhubs.govuk.fields import DateField

from ..agencies import is_personal, source_of
from ..models import Asker, Channel, FamilyAgreement
from ..safety import flags_of
from .asked_by import NOT_YET
from .journey import as_data
from .lines import with_contact
from .refer import SECTIONS

ORDER = list(SECTIONS)


class Referring:
    """One draft's answers, read through the forms that asked for them."""

    def __init__(self, typed, *, user=None):
        self.sections, self.user = typed.get("steps", {}), user
        if not getattr(user, "is_system", False):
            self.sections = in_boxes_of_today(self.sections)
        self._forms = {}

    def form(self, section, data=None):
        """The page's form: what is sent now, else what was typed before, else empty."""
        form_class = SECTIONS[section]
        if data is not None:
            return form_class(data, user=self.user)
        if section not in self.sections:
            return form_class(user=self.user)
        return form_class(initial=self._typed(section), user=self.user)

    def _typed(self, section):
        data, empty = as_data(self.sections[section]), SECTIONS[section](user=self.user)
        lines = {number: in_boxes(line, data) for number, line in enumerate(empty.lines)}
        return in_boxes(empty, data) | {"lines": lines}

    def read(self, section):
        """The page's bound form, None where it was never sent."""
        if section not in self._forms and section in self.sections:
            data = as_data(self.sections[section])
            self._forms[section] = SECTIONS[section](data, user=self.user)
        return self._forms.get(section)

    def said(self, section):
        """The page's answers where nothing is wrong with them, else None."""
        form = self.read(section)
        return form.cleaned_data if form is not None and form.is_valid() else None

    @property
    def gap(self):
        """The first page still to be answered, or None."""
        return next((section for section in ORDER if self.said(section) is None), None)

    def less_what_ended(self):
        """The same way without optional answers that are no longer possible: a team that ended."""
        sections = dict(self.sections)
        for section in ORDER:
            form = self.read(section)
            for part in () if form is None or form.is_valid() else (form, *form.lines):
                wrong = {n for n in part.errors if n in part.fields and not part.fields[n].required}
                gone = {t for n in wrong for t in names_of(part.add_prefix(n), part.fields[n])}
                sections[section] = {n: t for n, t in sections[section].items() if n not in gone}
        return Referring({"steps": sections}, user=self.user)

    @property
    def must_ask_first(self):
        """Not agreed, and nothing that speaks against asking."""
        return (self.said("agreement") or {}).get("why_without") == NOT_YET

    @property
    def email(self):
        return (self.said("you") or {}).get("email", "")

    @property
    def flags(self):
        """What a person must look at first: ticked, or read in any longer answer."""
        needs, agreement = self.said("needs") or {}, self.said("agreement") or {}
        names = ("agreement_words", "who_agreed", "told_how")
        texts = [needs.get("story"), needs.get("tried"), *(agreement.get(name) for name in names)]
        texts += [one["note"] for one in (self.said("family") or {}).get("people", ())]
        if self.said("contact") is not None:
            texts += self.read("contact").contact_words()
        return flags_of(needs.get("today", []), needs.get("topics", []), *texts)


def in_boxes_of_today(sections):
    """Of a draft begun when one box held all there is to be careful about, nothing is lost."""
    contact = dict(sections.get("contact", {}))
    if not (before := contact.pop("careful", [])):
        return sections
    said = [*contact.get("never_mention", []), *before]
    contact["never_mention"] = ["; ".join(one for one in said if one)]
    return sections | {"contact": contact}


def in_boxes(form, data):
    """What was typed into a form's boxes, wrong or right, by field."""
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }


def names_in(section, user):
    """The names under which a page sends its answers."""
    form = SECTIONS[section](user=user)
    return [
        name
        for part in (form, *form.lines)
        for field, kind in part.fields.items()
        for name in names_of(part.add_prefix(field), kind)
    ]


def names_of(name, field):
    return (
        [f"{name}_{part}" for part in ("day", "month", "year")]
        if isinstance(field, DateField)
        else [name]
    )


def referral_of(way):
    """Everything told: the arguments of `actions.receive`, and what only a professional says."""
    you, agreed, needs = (way.said(section) for section in ("you", "agreement", "needs"))
    contact, organisation = way.said("contact"), way.user and way.user.organisation
    request = {
        "channel": Channel.PROFESSIONAL,
        "source": source_of(you["agency_kind"], you["kind"]),
        "asker": Asker.SOMEBODY_ELSE,
        "contact_name": contact["contact_name"],
        "contact": way.read("contact").card(),
        "people": people_of(way),
        "topics": needs["topics"],
        "sharing": wishes_of(agreed, organisation),
        "safety_flags": way.flags,
        "referrer": None if getattr(way.user, "is_system", False) else way.user,
        "organisation": organisation,
        "agency": you.get("agency", ""),
        "referrer_role": you["role"],
        **{name: contact[name] for name in ("postcode", "no_fixed_address")},
        **{name: agreed[name] for name in ("agreement", "agreement_words")},
        **{name: needs[name] for name in ("story", "tried")},
    }
    return request, part_of(you, agreed, needs)


def part_of(you, agreed, needs):
    """The values of ProfessionalReferral."""
    return {
        **{name: you[name] for name in ("kind", "agency_kind", "relation")},
        "name": you.get("name", ""),
        "email": you.get("email", ""),
        "is_personal_email": is_personal(you.get("email", "")),
        **{name: agreed[name] for name in ("who_agreed", "told_how", "told_on", "why_without")},
        **{name: needs.get(name) for name in ("team_wanted", "service_wanted")},
        "role_wanted": needs["role_wanted"],
    }


def people_of(way):
    """Everybody told of; whom we answer is one of them."""
    return with_contact(way.said("family")["people"], way.said("contact")["contact_name"])


def wishes_of(agreed, organisation):
    """A family that agrees, agrees to talk with who asked for it."""
    if organisation is None or organisation.is_council:
        return []
    agrees = agreed["agreement"] == FamilyAgreement.AGREES
    return [{"organisation": organisation, "agrees": True}] if agrees else []
