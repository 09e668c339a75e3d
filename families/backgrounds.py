"""What is told of a child's learning, and of where a family comes from, for the work. Pure.

Ethnicity here is told for the work (domain.md 2.12); the optional equality answers are another
thing, stand apart and lead back to nobody (decision 33).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SendStatus(models.TextChoices):
    """Special educational needs, by the codes of the school census (domain.md 2.13)."""

    NONE = "N", _("No special educational needs")
    SUPPORT = "K", _("SEN support")
    PLAN = "E", _("Education, health and care plan")


class SendStage(models.TextChoices):
    """Where things stand beside the status."""

    CONCERN = "concern", _("A concern was raised")
    REQUESTED = "requested", _("EHC needs assessment asked for")
    ASSESSING = "assessing", _("EHC needs assessment in progress")
    NEURO = "neuro", _("Waiting for a neurodevelopmental assessment")
    EARLY_YEARS = "early_years", _("SEN support in the early years")
    ADULT = "adult", _("19 to 25 with a plan")


class SendNeed(models.TextChoices):
    """Types of need, by the codes of the school census."""

    SPLD = "SPLD", _("Specific learning difficulty")
    MLD = "MLD", _("Moderate learning difficulty")
    SLD = "SLD", _("Severe learning difficulty")
    PMLD = "PMLD", _("Profound and multiple learning difficulty")
    SEMH = "SEMH", _("Social, emotional and mental health")
    SLCN = "SLCN", _("Speech, language and communication")
    HI = "HI", _("Hearing impairment")
    VI = "VI", _("Vision impairment")
    MSI = "MSI", _("Multi-sensory impairment")
    PD = "PD", _("Physical disability")
    ASD = "ASD", _("Autistic spectrum")
    OTH = "OTH", _("Other difficulty or disability")


class Disability(models.TextChoices):
    """Disabilities, by the codes of the children in need census."""

    NONE = "NONE", _("No disability")
    AUT = "AUT", _("Autism or Asperger syndrome")
    BEH = "BEH", _("Behaviour")
    COMM = "COMM", _("Communication")
    CON = "CON", _("Consciousness")
    DDA = "DDA", _("Other disability under the law")
    HAND = "HAND", _("Hand function")
    HEAR = "HEAR", _("Hearing")
    INC = "INC", _("Incontinence")
    LD = "LD", _("Learning")
    MOB = "MOB", _("Mobility")
    PC = "PC", _("Personal care")
    VIS = "VIS", _("Vision")


class Broad(models.TextChoices):
    """The first of the two questions about ethnicity."""

    WHITE = "white", _("White")
    MIXED = "mixed", _("Mixed or multiple ethnic groups")
    ASIAN = "asian", _("Asian or Asian British")
    BLACK = "black", _("Black, Black British, Caribbean or African")
    OTHER = "other", _("Other ethnic group")
    NOT_SAID = "not_said", _("Prefer not to say")


class Ethnicity(models.TextChoices):
    """The second: the nineteen groups of the 2021 census, each in its broad group."""

    WHITE_BRITISH = "white_british", _("English, Welsh, Scottish, Northern Irish or British")
    WHITE_IRISH = "white_irish", _("Irish")
    WHITE_TRAVELLER = "white_traveller", _("Gypsy or Irish Traveller")
    WHITE_ROMA = "white_roma", _("Roma")
    WHITE_OTHER = "white_other", _("Any other White background")
    MIXED_CARIBBEAN = "mixed_caribbean", _("White and Black Caribbean")
    MIXED_AFRICAN = "mixed_african", _("White and Black African")
    MIXED_ASIAN = "mixed_asian", _("White and Asian")
    MIXED_OTHER = "mixed_other", _("Any other Mixed or multiple background")
    ASIAN_INDIAN = "asian_indian", _("Indian")
    ASIAN_PAKISTANI = "asian_pakistani", _("Pakistani")
    ASIAN_BANGLADESHI = "asian_bangladeshi", _("Bangladeshi")
    ASIAN_CHINESE = "asian_chinese", _("Chinese")
    ASIAN_OTHER = "asian_other", _("Any other Asian background")
    BLACK_CARIBBEAN = "black_caribbean", _("Caribbean")
    BLACK_AFRICAN = "black_african", _("African")
    BLACK_OTHER = "black_other", _("Any other Black, Black British or Caribbean background")
    OTHER_ARAB = "other_arab", _("Arab")
    OTHER_ANY = "other_any", _("Any other ethnic group")
    NOT_SAID = "not_said", _("Prefer not to say")


# The school census's own codes. It draws the line between Gypsies and Travellers elsewhere: for
# an English Gypsy a worker says the code that their family chose.
CENSUS = dict(
    zip(
        Ethnicity,
        (
            "WBRI",
            "WIRI",
            "WIRT",
            "WROM",
            "WOTH",
            "MWBC",
            "MWBA",
            "MWAS",
            "MOTH",
            "AIND",
            "APKN",
            "ABAN",
            "CHNE",
            "AOTH",
            "BCRB",
            "BAFR",
            "BOTH",
            "OOTH",
            "OOTH",
            "REFU",
        ),
        strict=True,
    )
)
MAY_BE_EITHER = {Ethnicity.WHITE_TRAVELLER: ("WIRT", "WROM"), Ethnicity.WHITE_ROMA: ("WROM",)}


def groups_of(broad):
    """The groups of one broad group, as choices."""
    return [(one.value, one.label) for one in Ethnicity if one.value.startswith(f"{broad}_")]
