"""Who might this be? What a request is held against, and when the system looks again."""

from families import matching
from tests.factories.families import FamilyMemberFactory, PersonFactory


def test_nobody_makes_us_compare_without_end(received, monkeypatch):
    """The form takes 20 names of 200 characters; what they cost is bounded, not what they are."""
    for letter in "abcdefgh":
        FamilyMemberFactory(person=PersonFactory(full_name=f"Dan Sm{letter}th"))
    compared = []
    words_alike = matching.words_alike
    monkeypatch.setattr(
        matching, "words_alike", lambda *pair: compared.append(pair) or words_alike(*pair)
    )
    spun = " ".join(chr(97 + n % 26) + chr(97 + n // 26) * 4 for n in range(33))
    people = [{"full_name": "n s", "is_child": False, "is_contact": True}]
    people += [{"full_name": f"{spun[:190]} {n}", "is_child": True} for n in range(19)]
    received(contact_name="n s", people=people)
    # Eight people of six words, against eight families of two words.
    assert 0 < len(compared) <= 8 * 6 * (8 * 2)
    assert max(len(word) for pair in compared for word in pair) <= 30
