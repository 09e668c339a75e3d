"""What the invented families and their helpers say."""

# Topic as asked, need code, the story as told, the goal in the family's words, what is to be done.
THEMES = (
    (
        "sleep",
        "2.2",
        "He wakes every hour and none of us sleep.",
        "We all get a night's sleep",
        ("Keep a sleep diary for two weeks", "Bring the bedtime chart"),
    ),
    (
        "behaviour",
        "5.2",
        "She hits her brother and I do not know what to do any more.",
        "Calmer afternoons at home",
        ("Come to the parenting group", "Try the calm corner"),
    ),
    (
        "attendance",
        "1.1",
        "Getting them to school is a fight every morning.",
        "Everybody in school by nine",
        ("Meet the school about mornings", "Set two alarms"),
    ),
    (
        "money",
        "10.2",
        "The gas ran out on Sunday and the rent is behind.",
        "Bills paid and food in the cupboard",
        ("See the debt adviser", "Apply for the grant"),
    ),
    (
        "parent_mood",
        "3.2",
        "I cry most days since the baby came.",
        "I feel like me again",
        ("See the GP about how I feel", "Come to the mums' group"),
    ),
    (
        "speech",
        "2.3",
        "He is two and a half and has no words.",
        "He can tell us what he wants",
        ("Book the speech drop-in", "Read together each day"),
    ),
    (
        "housing",
        "9.2",
        "The flat is damp and the landlord does not answer.",
        "A dry home for the children",
        ("Write to the landlord together", "See the housing adviser"),
    ),
    (
        "arguments",
        "5.1",
        "We argue all the time and the children hear it.",
        "We talk without shouting",
        ("Start the course for couples", "Agree one quiet evening"),
    ),
    (
        "child_mood",
        "3.1",
        "My daughter does not leave her room.",
        "She sees her friends again",
        ("Meet the wellbeing worker", "Go to the youth session"),
    ),
    (
        "send",
        "1.4",
        "School says autism, but nobody has seen him yet.",
        "He gets the help he needs at school",
        ("Ask for the assessment", "Join the parents' group"),
    ),
    (
        "new_baby",
        "2.1",
        "First baby, no family here, I am on my own.",
        "I know people with babies here",
        ("Come to baby play", "Health visitor to call"),
    ),
    (
        "loneliness",
        "3.2",
        "We moved here and know nobody.",
        "We have people to turn to",
        ("Visit the hub together", "Try the walking group"),
    ),
)
CONTACTS = (
    ("phone_out", "Rang to see how the week went"),
    ("home_visit", "Visited at home"),
    ("sms", "Texted about the next appointment"),
    ("group_session", "Came to the group"),
    ("walk_in", "Dropped in at the hub"),
)
REVIEWS = (
    "Went through each goal together. Next steps agreed.",
    "School and health visitor joined. The family led the talk.",
    "Short review at home. What works stays, the rest was changed.",
)
ADVICE = (
    "Gave the debt line's number and the drop-in times.",
    "Told them about baby play on Thursdays; they will try it.",
    "Talked through bedtime; sent the tip sheet.",
)
DECLINED = (
    "Rang three times and wrote; no answer.",
    "The family says things are better now and does not want help.",
)
