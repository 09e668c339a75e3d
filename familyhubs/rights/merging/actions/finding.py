"""Which people of two records are alike, as one statement over the search keys (PersonKeys).

Blocks are the day of birth, a postcode with two names, and a way to be reached (its keyed digest):
whoever shares none of them is no candidate.
Within a block two people count for what they share; the best two people of two records decide.
"""

from django.db import connection

# Worth as in families/matching.py: a name 50, by one part of it 35, a birth date 35, a place 15,
# a phone number or an e-mail address 35.
LEAST = 70
# A block that so many share says nothing: a made-up date, or a hostel's postcode.
MOST_IN_A_BLOCK = 200
FIND = """
WITH block AS (
    SELECT keys.person_id, key AS block FROM families_personkeys keys, unnest(keys.keys) AS key
    WHERE left(key, 1) IN ('d', 't', 'e')
    UNION ALL
    SELECT keys.person_id, place || twice FROM families_personkeys keys,
        unnest(keys.keys) AS place, unnest(keys.keys) AS twice
    WHERE place LIKE 'c%%' AND twice LIKE 'p%%'
), small AS (
    SELECT block FROM block GROUP BY block HAVING count(*) BETWEEN 2 AND %(most)s
), two AS (
    SELECT DISTINCT a.person_id AS left_id, b.person_id AS right_id
    FROM small JOIN block a USING (block) JOIN block b USING (block)
    WHERE a.person_id < b.person_id
), shared AS (
    SELECT left_id, right_id, array_agg(key ORDER BY key) AS keys
    FROM two
    JOIN families_personkeys l ON l.person_id = left_id
    JOIN families_personkeys r ON r.person_id = right_id,
    LATERAL (SELECT unnest(l.keys) INTERSECT SELECT unnest(r.keys)) AS both_have(key)
    GROUP BY left_id, right_id
), scored AS (
    SELECT left_id, right_id, keys,
        CASE WHEN letters @> '{p}' THEN 50 WHEN letters @> '{w}' THEN 35 ELSE 0 END
        + CASE WHEN letters @> '{d}' THEN 35 ELSE 0 END
        + CASE WHEN letters @> '{c}' THEN 15 ELSE 0 END
        + CASE WHEN letters && '{t,e}' THEN 35 ELSE 0 END AS score,
        array_remove(ARRAY[
            CASE WHEN letters @> '{p}' THEN 'name' WHEN letters @> '{w}' THEN 'part' END,
            CASE WHEN letters @> '{d}' THEN 'born' END,
            CASE WHEN letters @> '{c}' THEN 'place' END,
            CASE WHEN letters && '{t,e}' THEN 'reach' END], NULL) AS alike
    FROM shared, LATERAL (SELECT array_agg(left(key, 1)) AS letters FROM unnest(keys) AS key) AS of
), best AS (
    SELECT DISTINCT ON (one_id, other_id)
        least(m.family_id, n.family_id) AS one_id, greatest(m.family_id, n.family_id) AS other_id,
        least(score, 100) AS score, alike, md5(array_to_string(keys, ' ')) AS basis
    FROM scored
    JOIN families_familymember m ON m.person_id = left_id AND m.ends_at IS NULL
    JOIN families_familymember n ON n.person_id = right_id AND n.ends_at IS NULL
    WHERE score >= %(least)s AND m.family_id <> n.family_id
    ORDER BY one_id, other_id, score DESC, basis
)
INSERT INTO merging_pair (id, updated_at, one_id, other_id, score, alike, basis, rejected_why,
    rejected_basis)
SELECT gen_random_uuid(), now(), one_id, other_id, score, alike, basis, '', ''
FROM best
JOIN families_family one ON one.id = one_id AND one.merged_into_id IS NULL
JOIN families_family other ON other.id = other_id AND other.merged_into_id IS NULL
ON CONFLICT (one_id, other_id) DO UPDATE
SET score = excluded.score, alike = excluded.alike, basis = excluded.basis, updated_at = now()
WHERE merging_pair.basis <> excluded.basis
"""


def find():
    """Writes down what is found today; a pair that is there keeps its line and its answer."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, {"least": LEAST, "most": MOST_IN_A_BLOCK})
        return cursor.rowcount
