"""Whether a request is likely about a restricted family: then it looks like no match (A5)."""

from families.lookups import find
from families.matching import Facts


def is_likely_restricted(asked):
    """By the people as told, though nobody has yet said whose it is."""
    told = [(person.full_name, person.born_on) for person in asked.people.all()]
    told = told or [(asked.contact_name, None)]
    people = [Facts(name, born_on, asked.postcode) for name, born_on in told]
    found = find(people, postcode=asked.postcode).restricted
    return any(candidate.match.is_likely for candidate in found)
