"""The helped part of an invented family's story: plan, goals, scores, reviews, steps, closing."""

from datetime import timedelta
from uuid import uuid4

from outcomes.models import Action, Goal, LevelChange, Plan, Review, Score, Step

from . import words

CHANGES = {"improved": 54, "same": 36, "worse": 10}
MOVES = {"improved": (1, 1, 2, 3), "same": (0,), "worse": (-1, -1, -2)}
# Of a hub's three practitioners; the first can be signed in as, and has the most to show.
SHARE_OF_WORK = (5, 3, 2)
CLOSED_BECAUSE = ("outcomes_met", "outcomes_met", "partly_met", "single_agency", "family_ended")


class Help:
    """Writes the plan of one accepted family, from opening to closing or to today."""

    def __init__(self, history):
        self.history = history
        self.tables, self.random, self.now = history.tables, history.random, history.now

    def give(self, family, hub, people, themes, asked_at, partners):
        random = self.random
        lead = random.choices(self.history.staff.workers[hub.pk], SHARE_OF_WORK)[0]
        opened = self.at(asked_at, days=random.randint(2, 9))
        ends = self.at(opened, days=random.randint(120, 480))
        closed = ends if ends < self.now - timedelta(days=1) else None
        level = random.choices((2, 3, 4), (45, 40, 15))[0]
        steps_down = bool(closed) and level > 2 and random.random() < 0.5
        plan, until = uuid4(), closed or self.now
        self.level(family, None, level, "Plan opened", opened, lead)
        goals = [self.goal(plan, theme, people, lead, opened, closed) for theme in themes]
        due = self.reviews(plan, goals, lead, opened, until, family)
        self.plan(plan, family, hub, level - steps_down, opened, closed, due)
        self.contacts(family, people, lead, opened, until)
        since = opened
        if steps_down:
            lead, since = self.step_down(plan, family, hub, level, lead, opened, until)
        ending = (closed, "Plan closed") if closed else ()
        self.history.involve(family, lead, "lead", since, *ending)
        for partner in partners:
            self.history.involve(family, partner, "worker", opened, *ending)
        if closed:
            self.history.entry(family, "plan", "Plan closed", closed, author=lead)

    def at(self, moment, *, days):
        return self.history.at_work(moment + timedelta(days=days))

    def plan(self, plan, family, hub, level, opened, closed, due):
        self.tables[Plan].add(
            id=plan,
            family=family,
            hub=hub,
            level=level,
            opened_at=opened,
            strengths="They turn up, they laugh together, and gran lives round the corner.",
            review_due_on=due,
            closed_at=closed,
            closure_reason=self.random.choice(CLOSED_BECAUSE) if closed else "",
        )

    def goal(self, plan, theme, people, lead, opened, closed):
        _topic, need, _story, goal_words, actions = theme
        goal = self.tables[Goal].add(
            plan=plan, need=need, words=goal_words, happened_at=opened, recorded_at=opened
        )
        start = self.random.randint(2, 6)
        self.score(goal, None, opened, start, lead)
        for at, what in enumerate(actions):
            due = opened + timedelta(days=self.random.randint(7, 60))
            done = bool(closed) or (due < self.now and self.random.random() < 0.85)
            owner = {"owner_user": lead} if at % 2 else {"owner_person": people[0][0]}
            self.tables[Action].add(
                goal=goal,
                happened_at=opened,
                recorded_at=opened,
                what=what,
                due_on=due.date(),
                state="done" if done else "to_do",
                done_at=min(due, self.now) if done else None,
                **owner,
            )
        return goal, start

    def score(self, goal, review, at, value, lead):
        own = min(10, max(1, value + self.random.choice((-1, 0, 0, 1))))
        self.tables[Score].add(
            goal=goal,
            review=review,
            happened_at=at,
            recorded_at=at,
            value=value,
            family_value=own,
            scored_by=lead,
        )

    def reviews(self, plan, goals, lead, opened, until, family):
        """Reviews at six weeks and then every twelve; gives the date the next one is due."""
        result = self.random.choices(list(CHANGES), CHANGES.values())[0]
        now_at = dict(goals)
        due, late = (opened + timedelta(weeks=6)).date(), self.random.random() < 0.06
        day = self.at(opened, days=40)
        while day < until and not (late and day > self.now - timedelta(days=60)):
            following = (day + timedelta(weeks=12)).date()
            review = self.tables[Review].add(
                plan=plan,
                happened_at=day,
                recorded_at=day,
                due_on=due,
                summary=self.random.choice(words.REVIEWS),
                next_due_on=following,
                led_by=lead,
            )
            for goal, _start in goals:
                moved = now_at[goal] + self.random.choice(MOVES[result])
                now_at[goal] = min(10, max(1, moved))
                self.score(goal, review, day, now_at[goal], lead)
            self.history.entry(family, "review", "Plan reviewed", day, author=lead)
            day, due = self.at(day, days=80), following
        return due

    def step_down(self, plan, family, hub, level, lead, opened, until):
        """Lighter help with a colleague, who accepts a day later; gives them, and from when."""
        others = [user for user in self.history.staff.workers[hub.pk] if user != lead]
        receiver = self.random.choice(others)
        half = opened + (until - opened) / 2
        asked = self.history.at_work(half)
        answered = max(self.at(asked, days=1), asked)
        step = self.tables[Step].add(
            plan=plan,
            direction="down",
            from_level=level,
            to_level=level - 1,
            reason="risk_reduced",
            explanation="Most of the plan is done and the family wants lighter help.",
            sender=lead,
            receiver=receiver,
            happened_at=asked,
            recorded_at=asked,
            due_at=asked + timedelta(days=7),
            state="accepted",
            answered_at=answered,
        )
        self.level(family, level, level - 1, "Stepped down", answered, receiver, step=step)
        self.history.entry(family, "step", "Stepped down to lighter help", answered, author=lead)
        self.history.involve(family, lead, "lead", opened, answered, "Stepped down")
        return receiver, answered

    def level(self, family, before, after, reason, at, by, step=None):
        self.tables[LevelChange].add(
            family=family,
            from_level=before,
            to_level=after,
            reason=reason,
            happened_at=at,
            recorded_at=at,
            decided_by=by,
            step=step,
        )

    def contacts(self, family, people, lead, opened, until):
        day = self.at(opened, days=3)
        while day < until:
            channel, summary = self.random.choice(words.CONTACTS)
            about = [person[0] for person in people if self.random.random() < 0.6]
            self.history.entry(
                family, "contact", summary, day, author=lead, channel=channel, about=about
            )
            day = self.at(day, days=self.random.randint(9, 30))
