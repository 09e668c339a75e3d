"""The taxonomies of the feed: the DfE's topics, our own, and what a site is (R003, R023)."""

from ..models import SiteKind, Topic
from .ids import made
from .plain import without_blanks

DFE, LOCAL, NETWORK = "dfe", "local", "network"
TAXONOMIES = {
    DFE: (
        "Department for Education family hub services",
        "What a service is about, as the Department for Education divides the help of family hubs.",
    ),
    LOCAL: ("Local topics", "What a service is about, beside the Department's taxonomy."),
    NETWORK: ("Family hub network", "What a place is within the network of family hubs."),
}
HUB, OUTREACH, VIRTUAL = "family-hub", "delivery-site", "virtual-hub"
IN_THE_NETWORK = {
    HUB: ("Family hub", "The main building of a district's family hub."),
    OUTREACH: ("Delivery site", "A place where a family hub gives help outside its main building."),
    VIRTUAL: ("Virtual hub", "A family hub's help online or by phone, without a building."),
}


def taxonomy_id(key):
    return made("taxonomy", key)


def term_id(word):
    """The id of a term of the network; a topic has one of its own."""
    return made("network", word)


def taxonomies():
    """Every taxonomy, in a fixed order."""
    return [
        {"id": taxonomy_id(key), "name": name, "description": said}
        for key, (name, said) in TAXONOMIES.items()
    ]


def topic_term(topic):
    """A topic as a term of its taxonomy."""
    key = DFE if topic.is_dfe else LOCAL
    return without_blanks(
        {
            "id": str(topic.pk),
            "name": topic.name,
            "description": topic.family_words or topic.name,
            "parent_id": str(topic.parent_id) if topic.parent_id else None,
            "taxonomy": TAXONOMIES[key][0],
            "taxonomy_id": taxonomy_id(key),
            "term": topic.code,
        }
    )


def network_term(word):
    name, said = IN_THE_NETWORK[word]
    return {
        "id": term_id(word),
        "name": name,
        "description": said,
        "taxonomy": TAXONOMIES[NETWORK][0],
        "taxonomy_id": taxonomy_id(NETWORK),
        "term": word,
    }


def terms():
    """Every term: the topics by name, then what a place may be."""
    return [*map(topic_term, Topic.objects.all()), *map(network_term, IN_THE_NETWORK)]


def word_for(site):
    """What a site is within the network, or nothing for a place that is no hub's."""
    if site.hub_id is None:
        return None
    return {SiteKind.MAIN: HUB, SiteKind.VIRTUAL: VIRTUAL}.get(site.kind, OUTREACH)


def attribute(link, kind, term):
    """A term given to something."""
    return {
        "id": made(link, term["id"]),
        "link_id": str(link),
        "link_type": kind,
        "taxonomy_term_id": term["id"],
        "taxonomy_term": term,
    }
