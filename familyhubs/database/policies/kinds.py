"""The kinds of policy: who may read a row, as one SQL condition on it.

What is asked of the transaction stands in a sub-select, so that it is worked out once for each
statement. What a condition asks of another table is asked under that table's own policy: a note
is read by whoever may know of its family, a score by whoever reads its goal.
"""

from dataclasses import dataclass

SIGHT = "(SELECT current_setting('familyhubs.sight', true) = 'all')"
ACTS = "(SELECT coalesce(current_setting('familyhubs.sight', true), '') <> '')"
ME = "(SELECT nullif(current_setting('familyhubs.me', true), '')::uuid)"


def flag(name):
    """Whether this is said of the actor (sight.py)."""
    return f"(SELECT position(',{name},' in current_setting('familyhubs.flags', true)) > 0)"


def among(column, name):
    """Whether a column's id is in one of the actor's lists."""
    ids = f"(SELECT nullif(current_setting('familyhubs.{name}', true), '')::uuid[])"
    # The cast makes it one array, and not a sub-query's rows.
    return f"{column} = ANY ({ids}::uuid[])"


def opened(column):
    """Whether the transaction wrote it, or was shown its key; never kept from row to row."""
    return f"position(',' || {column} || ',' in current_setting('familyhubs.opened', true)) > 0"


@dataclass(frozen=True)
class Policy:
    """Which rows of a table may be read: `rows` is SQL, `{table}` its name.

    `remembered`: a row that the transaction wrote stays readable in it. Said of tables whose new
    rows nothing else opens, as a person who is in no family yet.
    """

    rows: str = "false"
    remembered: bool = False
    key: str = "id"

    def using(self, table):
        """The condition under which a row may be read, changed or deleted."""
        either = [SIGHT, f"({self.rows})"]
        if self.remembered:
            either.append(opened(f"{table}.{self.key}"))
        return " OR ".join(either).format(table=table)

    def __or__(self, rows):
        """The same, and these rows too."""
        return Policy(f"({self.rows}) OR {rows}", self.remembered, self.key)


def through(parent, column, key="id"):
    """Whether the row of another table that this one belongs to may be read."""
    return f"(SELECT true FROM {parent} AS of WHERE of.{key} = {{table}}.{column})"


def held_by(other, column, key="id"):
    """Whether a row of another table that points here may be read."""
    return f"(SELECT true FROM {other} AS by WHERE by.{column} = {{table}}.{key} LIMIT 1)"


def by(parent, column, **more):
    return Policy(through(parent, column), **more)


def by_family(column="family_id", **more):
    """Whoever may know of the family."""
    return by("families_family", column, **more)


def by_person(column="person_id", **more):
    """Whoever may know of a family of this person's."""
    return by("families_person", column, **more)


def mine(*columns):
    """One's own."""
    return " OR ".join(f"{{table}}.{column} = {ME}" for column in columns)


# Whether this person is named for an entry, whoever they work for.
NAMED = (
    "(SELECT true FROM families_notereader AS named"
    f" WHERE named.entry_id = {{table}}.id AND named.user_id = {ME})"
)


NOBODY = Policy()
FAMILY = Policy(
    f"({among('{table}.id', 'families')} OR {flag('every')} OR NOT {{table}}.is_restricted"
    f" AND ({flag('ordinary')} OR {among('{table}.hub_id', 'hubs')}))"
    f" AND ({among('{table}.id', 'barred')}) IS NOT TRUE",
    remembered=True,
)
PERSON = Policy(held_by("families_familymember", "person_id"), remembered=True)
# The family's own level, and the entry's own audience (access.md section 3).
GUARDED = " OR ".join(
    [
        among("{table}.family_id", "led"),
        *map(flag, ("role safeguarding", "role manager", "role governance", "duty")),
    ]
)
ENTRY = Policy(
    f"{through('families_family', 'family_id')} AND ({mine('author_id')}"
    f" OR {{table}}.sensitivity = 'shared'"
    f" OR {{table}}.sensitivity = 'safeguard' AND ({GUARDED})"
    f" OR {{table}}.sensitivity = 'team' AND {flag('council')}"
    f" OR {{table}}.sensitivity = 'restricted' AND ({NAMED} OR {flag('role safeguarding')}))"
)


def keyed(column):
    """Rows of which this is what the portal keeps of a key, once somebody has shown the key."""
    return f"({{table}}.{column}::text <> '' AND {opened(f'{{table}}.{column}')})"


def either(*rows, **more):
    return Policy(" OR ".join(rows), **more)


OF_THE_COUNCIL = Policy(f"{flag('council')} AND {through('families_family', 'family_id')}")
UNBARRED = f"({among('{table}.family_id', 'barred')}) IS NOT TRUE"
# Agreements and what was shared without one are open to governance of any family (A7).
OVERSEEN = f"{flag('role governance')} AND {UNBARRED}"
# A draft is its writer's, and once handed in their supervisor's.
NOTE_DRAFT = either(
    mine("author_id"),
    f"{{table}}.handed_in_at IS NOT NULL AND (SELECT true FROM accounts_user AS of"
    f" WHERE of.id = {{table}}.author_id AND of.supervisor_id = {ME})",
    remembered=True,
)
# Whose hub it waits for says the door; its words are sealed.
STOP_REQUEST = either(
    f"{flag('council')} AND ({flag('role front_of_house')} OR {flag('role triage')}"
    f" OR {flag('role manager')})",
    remembered=True,
)
# A queue is shown no request about a restricted family (referrals/querysets.py).
QUEUE = f"({flag('queues')} OR {among('{table}.hub_id', 'queues')})"
NOT_RESTRICTED = "({table}.family_id IS NULL OR policies_is_ordinary({table}.family_id))"
REFERRAL = either(
    f"{UNBARRED} AND ({flag('role safeguarding')}"
    f" OR {mine('referrer_id', 'taken_by_id', 'held_by_id')}"
    f" OR {QUEUE} AND {NOT_RESTRICTED} OR {through('families_family', 'family_id')})",
    # Whoever holds what it was written in: the browser that sent it, and a link to its sender.
    held_by("referrals_draft", "sent_as_id"),
    held_by("referrals_professionaldraft", "sent_as_id"),
    remembered=True,
)
# That there is one must be known to whoever works on the request it is about (access.md A4).
CONCERN = either(
    f"{UNBARRED} AND ({flag('role safeguarding')} OR {flag('anywhere manager')}"
    f" OR {among('{table}.hub_id', 'managed')}"
    f" OR {mine('raised_by_id', 'taken_by_id', 'decided_by_id')}"
    f" OR {flag('council')} AND {through('referrals_referral', 'referral_id')})",
    remembered=True,
)
DESK = f"({flag('desks')} OR {among('{table}.hub_id', 'desks')})"
CHAT = either(
    f"{flag('council')} AND ({flag('role safeguarding')} OR {mine('held_by_id')}"
    f" OR {flag('anywhere manager')} OR {among('{table}.hub_id', 'managed')}"
    f" OR {{table}}.state <> 'ended'"
    f" AND ({DESK} OR {{table}}.hub_id IS NULL AND {flag('chat duty')}))",
    keyed("code_digest"),
    through("referrals_referral", "referral_id"),
    remembered=True,
)
DRAFT = either(held_by("referrals_draftcode", "draft_id"), remembered=True)
DRAFT_CODE = either(keyed("digest"), keyed("draft_id"))
OF_A_DRAFT_OR_REQUEST = either(
    through("referrals_draft", "draft_id"),
    through("referrals_professionaldraft", "professional_draft_id"),
    through("referrals_referral", "referral_id"),
)
FILE = either(
    held_by("referrals_requestfile", "file_id"),
    held_by("families_document", "file_id"),
    held_by("copies_entry", "file_id"),
    remembered=True,
)
# A card is read with whomever it is of; those that no family has are their own rooms' business.
CARD = either(
    held_by("families_person", "contact_card_id"),
    held_by("referrals_referral", "contact_card_id"),
    *(
        held_by(table, column)
        for table, column in (
            ("hubs_ask", "card_id"),
            ("hubs_boardmember", "card_id"),
            ("hubs_booking", "card_id"),
            ("hubs_member", "card_id"),
            ("hubs_service", "owner_card_id"),
        )
    ),
    remembered=True,
)
# What never left is for whoever keeps the accounts to mend; the rest is between us and its reader.
MESSAGE = either(
    mine("user_id"),
    f"{flag('role administrator')} AND ({{table}}.failed_at IS NOT NULL"
    f" OR {{table}}.dropped_at IS NOT NULL)",
    remembered=True,
)
