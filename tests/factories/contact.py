"""Ways to reach people."""

from factory.django import DjangoModelFactory


class ContactCardFactory(DjangoModelFactory):
    class Meta:
        model = "contact.ContactCard"

    phone = "07700 900123"
    preferred = "text"
    may_call = True
    may_text = True
