"""Who asks for support, counted only: rows that lead back to nobody."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NOT_SAID = "refused"
WHITE = (
    ("white_british", _("English, Welsh, Scottish, Northern Irish or British")),
    ("white_irish", _("Irish")),
    ("gypsy_traveller", _("Gypsy or Irish Traveller")),
    ("roma", _("Roma")),
    ("white_other", _("Any other White background")),
)
MIXED = (
    ("white_black_caribbean", _("White and Black Caribbean")),
    ("white_black_african", _("White and Black African")),
    ("white_asian", _("White and Asian")),
    ("mixed_other", _("Any other Mixed or Multiple background")),
)
ASIAN = (
    ("indian", _("Indian")),
    ("pakistani", _("Pakistani")),
    ("bangladeshi", _("Bangladeshi")),
    ("chinese", _("Chinese")),
    ("asian_other", _("Any other Asian background")),
)
BLACK = (
    ("caribbean", _("Caribbean")),
    ("african", _("African")),
    ("black_other", _("Any other Black, Black British or Caribbean background")),
)
OTHER = (("arab", _("Arab")), ("any_other", _("Any other ethnic group")))
# The 19 categories of the Government Statistical Service (domain.md 2.12), and no answer.
ETHNICITY = (
    (_("White"), WHITE),
    (_("Mixed or Multiple ethnic groups"), MIXED),
    (_("Asian or Asian British"), ASIAN),
    (_("Black, Black British, Caribbean or African"), BLACK),
    (_("Other ethnic group"), OTHER),
    (_("Or"), ((NOT_SAID, _("Prefer not to say")),)),
)
SEX = (("female", _("Female")), ("male", _("Male")), (NOT_SAID, _("Prefer not to say")))
GENDER = (("yes", _("Yes")), ("no", _("No")), (NOT_SAID, _("Prefer not to say")))
DISABILITY = (
    ("a_lot", _("Yes, and it limits me a lot")),
    ("a_little", _("Yes, and it limits me a little")),
    ("not_at_all", _("Yes, but it does not limit me")),
    ("none", _("No")),
    (NOT_SAID, _("Prefer not to say")),
)
# Every question with its plain list of (code, words).
QUESTIONS = {
    "sex": SEX,
    "gender_same": GENDER,
    "ethnicity": tuple(choice for _group, choices in ETHNICITY for choice in choices),
    "disability": DISABILITY,
}


def one_of(name):
    """That a column holds a known answer, or none."""
    codes = sorted(code for code, _words in QUESTIONS[name])
    return Q(**{f"{name}__in": ["", *codes]})


class EqualityAnswer(models.Model):
    """One person's answers to the optional questions: no request, no person, no hub, no day.

    Not a Record: that has the moment it was written. Its key is by chance, so that the order of
    rows tells nothing either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField(help_text="The first day of the month.")
    sex = models.CharField(max_length=12, choices=SEX, blank=True)
    gender_same = models.CharField(max_length=12, choices=GENDER, blank=True)
    ethnicity = models.CharField(max_length=24, choices=ETHNICITY, blank=True)
    disability = models.CharField(max_length=12, choices=DISABILITY, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="equality_month_only", condition=Q(month__day=1)),
            *(
                models.CheckConstraint(name=f"equality_{name}_known", condition=one_of(name))
                for name in QUESTIONS
            ),
        ]

    def __str__(self):
        return f"An answer of {self.month:%B %Y}"
