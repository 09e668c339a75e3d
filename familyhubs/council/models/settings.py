"""The record itself: there is one."""

from datetime import date, time

from django.db import models
from django.db.models import F, Q

from familyhubs.records import Record

from ..querysets import CouncilQuerySet
from .parts import Clocks, Contacts, Names, Theme

COLOUR = r"^#[0-9a-f]{6}$"


class CouncilSettings(Names, Contacts, Theme, Clocks, Record):
    """All that a council may say differently. Read it with `current.council()`."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    changed_by = models.UUIDField(null=True, editable=False)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="council_only_one", condition=Q(only=True)),
            models.CheckConstraint(
                name="council_hours_for_seven_days",
                condition=Q(opens__len=7) & Q(closes__len=7),
            ),
            models.CheckConstraint(
                name="council_colours_are_colours",
                condition=Q(ink__regex=COLOUR) & Q(accent__regex=COLOUR) & Q(ground__regex=COLOUR),
            ),
            models.CheckConstraint(
                name="council_clocks_run",
                condition=Q(
                    screen_hours__gte=1,
                    triage_days__gte=1,
                    first_contact_days__gte=1,
                    first_review_weeks__gte=1,
                    later_review_weeks__gte=1,
                    step_up_days__gte=1,
                    step_down_days__gte=1,
                    idle_minutes__gte=1,
                    draft_days__gte=1,
                ),
            ),
            models.CheckConstraint(
                name="council_families_are_met",
                condition=Q(
                    allocation_days__gte=1, first_visit_days__gte=1, worker_families__gte=1
                ),
            ),
            models.CheckConstraint(
                name="council_deputies_hear_later", condition=Q(deputy_hours__gte=1)
            ),
            models.CheckConstraint(
                name="council_chats_come_to_an_end",
                condition=Q(
                    question_days__gte=1,
                    chat_wait_minutes__gte=1,
                    chat_silent_minutes__gte=1,
                    chat_away_minutes__gte=1,
                    chat_days__gte=1,
                ),
            ),
            models.CheckConstraint(
                name="council_out_of_hours_is_whole",
                condition=Q(out_of_hours_email="") | ~Q(out_of_hours_name=""),
            ),
            models.CheckConstraint(
                name="council_giving_up_takes_time", condition=Q(giving_up_days__gte=1)
            ),
            models.CheckConstraint(
                name="council_services_are_checked",
                condition=Q(service_review_days__gte=1, service_grace_days__gte=1),
            ),
            models.CheckConstraint(
                name="council_forgets_after_a_while",
                condition=Q(member_years__gte=1, booking_days__gte=1),
            ),
            models.CheckConstraint(
                name="council_answers_professionals",
                condition=Q(confirm_days__gte=1, tell_referrer_days__gte=1),
            ),
            models.CheckConstraint(
                name="council_ages_run_upwards",
                condition=Q(upper_age__gte=1, upper_age_send__gte=F("upper_age")),
            ),
            models.CheckConstraint(
                name="council_reaches_out",
                condition=Q(quiet_weeks__gte=1, look_again_weeks__gte=1),
            ),
            models.CheckConstraint(
                name="council_merges_can_be_undone", condition=Q(undo_merge_days__gte=1)
            ),
            models.CheckConstraint(
                name="council_copies_can_be_opened", condition=Q(copy_link_days__gte=1)
            ),
            models.CheckConstraint(
                name="council_three_escalations", condition=Q(escalation_days__len=3)
            ),
        ]

    def __str__(self):
        return self.name

    def dated_hours(self):
        """Days with other hours than usual: the day → (from, until), or None where closed."""
        return {
            date.fromisoformat(kept["day"]): kept["opens"]
            and (time.fromisoformat(kept["opens"]), time.fromisoformat(kept["closes"]))
            for kept in getattr(self, "kept_closures", ())
        }
