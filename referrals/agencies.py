"""Where professionals work, and the code under which their referrals are counted (2.6). Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import OrganisationKind as Kind

from .models import ReferralKind, SourceCode


@dataclass(frozen=True)
class Agency:
    """One kind of workplace: its code, its words, the kind of organisation, the census code."""

    code: str
    words: str
    kind: Kind
    source: SourceCode


AGENCIES = {
    agency.code: agency
    for agency in (
        Agency("school", _("School or college"), Kind.SCHOOL, SourceCode.SCHOOL),
        Agency("early_years", _("Nursery or early years"), Kind.EARLY_YEARS, SourceCode.EDUCATION),
        Agency("childminder", _("Childminder"), Kind.EARLY_YEARS, SourceCode.ACQUAINTANCE),
        Agency("gp", _("GP practice"), Kind.GP, SourceCode.GP),
        Agency("health_visitor", _("Health visiting"), Kind.NHS, SourceCode.HEALTH_VISITOR),
        Agency("school_nurse", _("School nursing"), Kind.NHS, SourceCode.SCHOOL_NURSE),
        Agency("midwife", _("Midwifery"), Kind.NHS, SourceCode.OTHER_HEALTH),
        Agency("camhs", _("Mental health (CAMHS or adults)"), Kind.NHS, SourceCode.OTHER_HEALTH),
        Agency("emergency", _("Emergency department"), Kind.NHS, SourceCode.EMERGENCY_DEPARTMENT),
        Agency("other_nhs", _("Another health service"), Kind.NHS, SourceCode.OTHER_HEALTH),
        Agency("social_care", _("Children’s social care"), Kind.COUNCIL, SourceCode.SOCIAL_CARE),
        Agency("adult_care", _("Adult social care"), Kind.COUNCIL, SourceCode.SOCIAL_CARE),
        Agency("early_help", _("Early help, or another hub"), Kind.COUNCIL, SourceCode.EARLY_HELP),
        Agency("council", _("Another council service"), Kind.COUNCIL, SourceCode.COUNCIL_OTHER),
        Agency("other_council", _("Another council"), Kind.OTHER_COUNCIL, SourceCode.OTHER_COUNCIL),
        Agency("police", _("Police"), Kind.POLICE, SourceCode.POLICE),
        Agency("probation", _("Probation, court or prison"), Kind.PROBATION, SourceCode.LEGAL),
        Agency("housing", _("Housing"), Kind.HOUSING, SourceCode.HOUSING),
        Agency("dwp", _("Jobcentre Plus"), Kind.DWP, SourceCode.OTHER),
        Agency("fire", _("Fire service"), Kind.FIRE, SourceCode.OTHER),
        Agency(
            "voluntary", _("Charity, community or faith group"), Kind.VOLUNTARY, SourceCode.OTHER
        ),
    )
}
OF_SOCIAL_CARE = frozenset({"social_care"})
# Where anybody can have an address; allowed, and said to those who read the referral.
PERSONAL = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "hotmail.co.uk",
        "live.com",
        "live.co.uk",
        "msn.com",
        "yahoo.com",
        "yahoo.co.uk",
        "ymail.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "btinternet.com",
        "sky.com",
        "talktalk.net",
        "virginmedia.com",
        "ntlworld.com",
        "proton.me",
        "protonmail.com",
        "gmx.com",
        "gmx.co.uk",
        "mail.com",
        "zoho.com",
    }
)


def agencies_of(kind):
    """What somebody of an organisation of this kind may work in."""
    return [agency for agency in AGENCIES.values() if agency.kind == kind]


def source_of(code, kind=ReferralKind.SUPPORT):
    """The census code; triage may correct it."""
    if kind != ReferralKind.SUPPORT:
        return SourceCode.SOCIAL_CARE
    return AGENCIES[code].source if code in AGENCIES else SourceCode.OTHER


def words_of(code):
    """What a code says; one no longer offered is shown as it is."""
    return AGENCIES[code].words if code in AGENCIES else code


def is_personal(email):
    """Whether this is an address that anybody can have."""
    return email.rpartition("@")[2].casefold() in PERSONAL
