"""Organisations and people who sign in."""

import factory
from allauth.mfa.totp.internal.auth import TOTP
from factory.django import DjangoModelFactory

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.Organisation"

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = "school"


class CouncilFactory(OrganisationFactory):
    class Meta:
        django_get_or_create = ["kind"]

    name = "Borough Council"
    kind = "council"


class UserFactory(DjangoModelFactory):
    """Somebody who may pass the gates; `second_factor=False` for one who has yet to set it up."""

    class Meta:
        model = "accounts.User"
        skip_postgeneration_save = True

    full_name = factory.Sequence(lambda n: f"Robin Number{n}")
    email = factory.Sequence(lambda n: f"robin{n}@council.example")
    organisation = factory.SubFactory(CouncilFactory)

    @factory.post_generation
    def second_factor(self, create, wanted, **kwargs):
        if create and wanted is not False:
            TOTP.activate(self, TOTP_SECRET)


class PartnerFactory(UserFactory):
    organisation = factory.SubFactory(OrganisationFactory)
