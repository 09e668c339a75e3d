"""English words that tell of danger. How they are written: see referrals/safety.py."""

WHOM = "(me|him|her|us|them|my|the)"
SELVES = "(myself|himself|herself|themsel~|me)"

WORDS = {
    "words_harm": (
        "hit|hits|hitting|punch~|kick(s|ed|ing)|slap~|strangl~|chok(e|ed|ing)|bruis~",
        f"beat(s|en|ing)? {WHOM}|hurt(s|ing)? {WHOM}",
        "rap(e|ed|es|ing)|molest~|abus~|knife|weapon|violen~|attack~",
        "(threw|throws|pushed|pushes|shoved|shoves) me|smack(s|ed|ing)|choke|beats up|beat up",
        "(throws|threw) (things|plates|stuff)|pull(s|ed)? my hair|touched my (son|daughter)",
    ),
    "words_fear": (
        "scared|afraid|frighten~|terrified|threat~|unsafe|not safe|in danger",
        "he('| i)?ll kill|control(s|ling) me|stalk~",
        "won.?t let me (out|see|leave|work|talk)|takes all my money|run away from (him|home)",
        "blackmail~",
    ),
    "words_self_harm": (
        f"suicid~|kill(ing)? {SELVES}|self ?harm~|cut(s|ting)? (myself|himself|herself|themsel~)",
        "end (it all|my life)|(don.?t|do not|doesn.?t) want to (live|be here|be alive)",
        "overdos~|want(s)? to die",
        "don.?t see the point (of|in) (living|life)|had enough of life|better off dead",
        "suicide note|goodbye (note|letter)|do something (stupid|to (myself|himself|herself))",
    ),
    "words_hunger": (
        "no (food|heat~|gas|electric~)|nothing to eat|starving",
        "(can.?t|cannot) (feed|afford (food|to eat|heating))",
        "(not|haven.?t|hasn.?t) eaten (for|in|since)",
        "run out of (food|gas|electric~|money for food)",
    ),
    "words_homeless": (
        "homeless|nowhere to (sleep|live|stay|go)|sleeping rough|evict~",
        "kicked out|thrown out|sleep(ing)? in (the|a|my|our) car",
    ),
}
