"""What a professional is asked whose request somebody at the desk keys in (R044, R045)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import Organisation
from familyhubs.govuk.fields import DateField

from ..agencies import AGENCIES, OF_SOCIAL_CARE, agencies_of
from ..models import Channel, FamilyAgreement, ReferralKind, SourceCode, WhyWithout
from .fields import one_line, words

NOT_YET = "not_yet"
# Whoever else asks is a professional, and says who agreed, or why nobody was asked.
THE_PUBLIC = {
    SourceCode.FAMILY,
    SourceCode.ACQUAINTANCE,
    SourceCode.SELF,
    SourceCode.OTHER_INDIVIDUAL,
    SourceCode.ANONYMOUS,
    SourceCode.UNKNOWN,
}
# The council is in no list of organisations: the code says which of its services asks.
OF_THE_COUNCIL = {SourceCode.SOCIAL_CARE, SourceCode.COUNCIL_OTHER, SourceCode.EARLY_HELP}
KINDS = [
    (ReferralKind.SUPPORT, _("A request for support")),
    (ReferralKind.STEP_DOWN, _("A step down: social care is ending its work")),
    (
        ReferralKind.SIGNPOSTED,
        _("Social care takes no further action, and the family would gain from support"),
    ),
]
WHY_WITHOUT = [*WhyWithout.choices, (NOT_YET, _("None of these: they can be asked"))]


class AskedByForm(forms.Form):
    """A professional by telephone, on paper or by email: who, and who agreed, or why not asked."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Their organisation"),
        required=False,
        empty_label=_("None of these"),
        error_messages={"invalid_choice": _("Select an organisation from the list")},
    )
    agency = one_line(_("Its name, if it is not in the list"), 200, "", required=False)
    referrer_role = one_line(
        _("Their name and role, and how they know the family"), 200, "", required=False
    )
    kind = forms.ChoiceField(
        label=_("What do they send?"),
        choices=KINDS,
        initial=ReferralKind.SUPPORT,
        required=False,
        error_messages={"invalid_choice": _("Select what they send")},
    )
    who_agreed = one_line(_("Who agreed?"), 300, "", required=False)
    told_how = words(_("How was the family told? (optional)"), 300, rows=1)
    told_on = DateField(
        label=_("When? (optional)"), called=_("The day"), must_be="today or past", required=False
    )
    why_without = forms.ChoiceField(
        label=_("If it has not agreed: why do they refer all the same?"),
        choices=WHY_WITHOUT,
        required=False,
        widget=forms.RadioSelect({"small": True}),
        error_messages={"invalid_choice": _("Select a reason from the list")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        partners = Organisation.objects.filter(ended_on=None).exclude(kind="council")
        self.fields["organisation"].queryset = partners.order_by("name")

    @property
    def is_asked_by_open(self):
        """Whether any of it was answered, or is wrong."""
        return self.is_touched(AskedByForm.base_fields)

    def is_touched(self, names):
        """Whether any of these fields was answered, filled in beforehand, or is wrong."""
        if self.is_bound:
            return not {*self.changed_data, *self.errors}.isdisjoint(names)
        return any(self.initial.get(name) for name in names)

    def is_by_professional(self, said):
        """Whether a professional asks: by the code of who asks, the organisation or the way."""
        if said.get("at_home"):
            return False
        by_source = said.get("source") and said["source"] not in THE_PUBLIC
        named = said.get("organisation") or said.get("agency")
        return bool(by_source or named or said.get("channel") == Channel.PROFESSIONAL)

    def settle_asked_by(self, said):
        """In clean(), once `agreement` is settled: the same that a professional is asked."""
        if not self.is_by_professional(said):
            return
        if not said.get("organisation") and not said.get("agency"):
            if said.get("source") not in OF_THE_COUNCIL and "organisation" not in self.errors:
                self.add_error("organisation", _("Select the organisation that asks"))
            said["agency"] = str(dict(SourceCode.choices).get(said.get("source"), ""))
        if not said.get("referrer_role") and "referrer_role" not in self.errors:
            self.add_error("referrer_role", _("Enter who asks, and how they know the family"))
        of_social_care = said.get("source") == SourceCode.SOCIAL_CARE
        is_support = said.get("kind") in {"", None, ReferralKind.SUPPORT}
        if not is_support and (said.get("organisation") or not of_social_care):
            self.add_error("kind", _("Only children’s social care sends this. Select a request"))
        self.settle_agreed(said)

    def settle_agreed(self, said):
        """Who agreed, or why nobody did; without a reason the family is asked first."""
        if said.get("agreement") == FamilyAgreement.AGREES:
            said["why_without"] = ""
            if not said.get("who_agreed") and "who_agreed" not in self.errors:
                self.add_error("who_agreed", _("Enter who agreed"))
            return
        said["who_agreed"] = ""
        if said.get("agreement") == FamilyAgreement.NOT_ASKED:
            said["told_how"], said["told_on"] = "", None
        is_wrong = "why_without" in self.errors
        if said.get("why_without") == NOT_YET:
            message = _("Ask them to speak with the family first, and to refer when it agrees")
            self.add_error("why_without", message)
        elif said.get("agreement") and not said.get("why_without") and not is_wrong:
            self.add_error("why_without", _("Select why they refer all the same"))

    def part(self):
        """The values of ProfessionalReferral; None where no professional asks."""
        said = self.cleaned_data
        if not self.is_by_professional(said):
            return None
        kept = ("who_agreed", "told_how", "told_on", "why_without")
        return {
            "kind": said.get("kind") or ReferralKind.SUPPORT,
            "agency_kind": workplace_of(said["source"], said.get("organisation")),
            "relation": said["referrer_role"],
            **{name: said[name] for name in kept},
        }


def workplace_of(source, organisation):
    """The kind of workplace by the census code and the organisation, as far as they tell it."""
    if source == SourceCode.SOCIAL_CARE and organisation is None:
        return next(iter(OF_SOCIAL_CARE))
    known = agencies_of(organisation.kind) if organisation else list(AGENCIES.values())
    fitting = [agency.code for agency in known if agency.source == source]
    return fitting[0] if fitting else (known[0].code if organisation else "council")
