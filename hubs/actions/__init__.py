"""What happens to places, teams, their staff and what's on: the room of this app that writes."""

from .absences import come_back, go_away
from .access import save_access_point, take_away_access_point
from .activities import save_activity
from .areas import finish_area_action, plan_area_action
from .attendance import arrive, count_at_the_door, not_here_yet
from .births import count_birth, take_birth_back
from .board_news import tell_boards
from .boards import (
    call_off_meeting,
    finish_board_action,
    forget_board_ways,
    record_attendance,
    reopen_board_action,
    save_board,
    save_board_action,
    save_board_member,
    save_meeting,
)
from .bookings import ask_for_place, cancel_booking
from .demand import count_unmet
from .door import close_doors, count_people, open_doors
from .forgetting import forget_bookings, forget_members
from .freshness import ask_owners, forget_old_uploads, still_right
from .hours import alert_short_hours
from .leaflets import save_leaflet, take_down_leaflet
from .leaving import forget_who_left
from .limits import highest_level_of, refuse_above_level, set_limits
from .member_news import take_notice_back, tell_notices, tell_the_week, write_notice
from .members import (
    add_member,
    ask_to_join,
    change_member,
    choose_what_to_hear,
    confirm_member,
    end_member,
    start_again,
    stop_all,
)
from .minutes import agree_minutes, amend_minutes, write_minutes
from .offer import assure_service, place_service, save_service, switch_service, take_away
from .opening import add_other_days, close_site, open_again, save_week, take_away_other_days
from .places import (
    choose_wards,
    describe_site,
    give_sites,
    save_district,
    save_hub,
    save_site,
)
from .problems import close_problem, report_problem
from .proposals import approve, decline, propose, withdraw
from .rooms import save_room
from .rota import (
    copy_last_week,
    hand_over,
    name_deputy,
    plan_shifts,
    take_out,
    tell_duty_gaps,
)
from .sessions import (
    cancel_for_closure,
    cancel_rest,
    cancel_session,
    restore_session,
    undo_closure,
)
from .swaps import decline_duty, offer_duty, take_duty, withdraw_offer
from .teams import save_team
from .teams_here import save_team_here, take_away_team_here
from .voices import publish_you_said, save_you_said, take_down_you_said
from .volunteers import choose_leaders, save_volunteer

__all__ = [
    "add_member",
    "add_other_days",
    "agree_minutes",
    "alert_short_hours",
    "amend_minutes",
    "approve",
    "arrive",
    "ask_for_place",
    "ask_owners",
    "ask_to_join",
    "assure_service",
    "call_off_meeting",
    "cancel_booking",
    "cancel_for_closure",
    "cancel_rest",
    "cancel_session",
    "change_member",
    "choose_leaders",
    "choose_wards",
    "choose_what_to_hear",
    "close_doors",
    "close_problem",
    "close_site",
    "come_back",
    "confirm_member",
    "copy_last_week",
    "count_at_the_door",
    "count_birth",
    "count_people",
    "count_unmet",
    "decline",
    "decline_duty",
    "describe_site",
    "end_member",
    "finish_area_action",
    "finish_board_action",
    "forget_board_ways",
    "forget_bookings",
    "forget_members",
    "forget_old_uploads",
    "forget_who_left",
    "give_sites",
    "go_away",
    "hand_over",
    "highest_level_of",
    "name_deputy",
    "not_here_yet",
    "offer_duty",
    "open_again",
    "open_doors",
    "place_service",
    "plan_area_action",
    "plan_shifts",
    "propose",
    "publish_you_said",
    "record_attendance",
    "refuse_above_level",
    "reopen_board_action",
    "report_problem",
    "restore_session",
    "save_access_point",
    "save_activity",
    "save_board",
    "save_board_action",
    "save_board_member",
    "save_district",
    "save_hub",
    "save_leaflet",
    "save_meeting",
    "save_room",
    "save_service",
    "save_site",
    "save_team",
    "save_team_here",
    "save_volunteer",
    "save_week",
    "save_you_said",
    "set_limits",
    "start_again",
    "still_right",
    "stop_all",
    "switch_service",
    "take_away",
    "take_away_access_point",
    "take_away_other_days",
    "take_away_team_here",
    "take_birth_back",
    "take_down_leaflet",
    "take_down_you_said",
    "take_duty",
    "take_notice_back",
    "take_out",
    "tell_boards",
    "tell_duty_gaps",
    "tell_notices",
    "tell_the_week",
    "undo_closure",
    "withdraw",
    "withdraw_offer",
    "write_minutes",
    "write_notice",
]
