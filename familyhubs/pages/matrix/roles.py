"""Which roles get in at all, of each page that is not of one family or request.

Whose row it is is asked afterwards; the tests of each room say whose. Measured once, read over by
people, and held over HTTP since.
"""

from hubs.models import Role

# An inspector or auditor reads what they were shown, and nothing else (reading_only.py).
EVERYBODY = frozenset({*Role.values, ""}) - {"inspector"}


def _pages(roles, names):
    return dict.fromkeys(names.split(), frozenset(roles))


BY_ROLE = {
    **_pages(
        EVERYBODY,
        "chats:about chats:answer chats:chat chats:end chats:keep chats:lines chats:move"
        " chats:pass chats:say chats:take desk:enquiry desk:helped desk:move desk:place"
        " desk:signpost desk:slot desk:walk_in directory:propose directory:withdraw"
        " insights:hub insights:pack network:add_board_action"
        " network:add_board_member network:add_meeting network:add_meeting_action"
        " network:agree_minutes network:amend_minutes network:board network:board_action"
        " network:board_actions network:board_member network:board_members"
        " network:call_off_meeting network:change_board network:change_meeting"
        " network:change_you_said network:finish_board_action network:meeting"
        " network:meeting_calendar network:minutes network:publish_you_said"
        " network:reopen_board_action network:take_down_you_said network:tell_families"
        " network:who_came notifications:read notifications:read_all"
        " pages:back people:change people:close people:end_role people:give_role"
        " people:limits people:my_shortcuts people:person people:reopen"
        " people:resend people:reset_second_factors people:revoke people:sign_out_everywhere",
    ),
    **_pages(
        EVERYBODY | {"inspector"},
        "families:why_in_general notifications:notices pages:today people:my_account",
    ),
    **_pages(
        EVERYBODY - {""},
        "directory:list directory:service duty:deputy network:boards network:close"
        " network:describe network:door network:network network:open_again"
        " network:other_days network:site network:take_away_other_days"
        " network:take_away_team network:take_away_way network:teams network:way"
        " network:ways network:week pages:away",
    ),
    **_pages(
        EVERYBODY - {""} | {"inspector"},
        "referrals:raise_concern registers:report_breach",
    ),
    **_pages(
        EVERYBODY - {"partner", ""},
        "duty:copy duty:offer duty:rota_of duty:rotas duty:shift duty:swap duty:take_out",
    ),
    **_pages(
        {"front_of_house", "triage", "practitioner", "partner", "manager", "safeguarding"},
        "referrals:already_open referrals:already_open_asked"
        " referrals:refer referrals:sent referrals:words_to_use",
    ),
    **_pages(
        {"front_of_house", "triage", "practitioner", "manager", "administrator"},
        "network:add_you_said network:you_said",
    ),
    **_pages(
        {"front_of_house", "triage", "practitioner", "manager", "safeguarding"},
        "chats:list chats:news referrals:new",
    ),
    **_pages(
        {"triage", "practitioner", "partner", "support", "manager", "safeguarding"},
        "directory:refer families:to_pass_on",
    ),
    **_pages(
        {"triage", "practitioner", "partner", "support", "manager", "safeguarding", "inspector"},
        "families:list",
    ),
    **_pages(
        {
            "front_of_house",
            "triage",
            "practitioner",
            "partner",
            "support",
            "manager",
            "safeguarding",
            "inspector",
        },
        "families:search",
    ),
    **_pages(
        {"governance", "safeguarding"},
        "families:inspections families:inspection families:decide_inspection"
        " families:end_inspection",
    ),
    **_pages(
        {"governance"},
        "families:add_inspection",
    ),
    **_pages(
        {"manager"},
        "families:support families:end_support",
    ),
    **_pages(
        {"practitioner", "partner", "manager", "safeguarding"},
        "outcomes:plans",
    ),
    **_pages(
        {"front_of_house", "practitioner", "manager"},
        "desk:catch_up desk:desk desk:enquiries desk:log desk:paper desk:same"
        " desk:take_back desk:walk_ins members:add members:add_birth members:arrived"
        " members:change members:count_birth members:counted members:end members:invite"
        " members:list members:member members:not_here members:registrations members:search"
        " members:uncount members:welcome sessions:activities sessions:activity"
        " sessions:add_activity sessions:again sessions:cancel sessions:cancel_booking"
        " sessions:cancel_rest sessions:change_activity sessions:door sessions:leaders"
        " sessions:restore sessions:session sessions:use sessions:week",
    ),
    **_pages(
        {"practitioner", "manager", "safeguarding"},
        "families:find families:start",
    ),
    **_pages(
        {"triage", "manager", "safeguarding"},
        "referrals:assign_many referrals:capacity referrals:late referrals:queue referrals:to_tell",
    ),
    **_pages(
        {"triage", "practitioner", "manager"},
        "families:emergency",
    ),
    **_pages(
        {"governance", "administrator"},
        "people:sharing people:sharing_of",
    ),
    **_pages(
        {"manager", "administrator"},
        "directory:add directory:assure directory:attention directory:change"
        " directory:closed_problems directory:export directory:place directory:problem"
        " directory:proposal directory:switch directory:take_away network:add_board"
        " network:add_way people:invite people:list people:search",
    ),
    **_pages(
        {"manager", "commissioner"},
        "insights:births insights:definitions insights:enquiries insights:funded"
        " insights:members insights:network insights:overview",
    ),
    **_pages(
        {"manager", "safeguarding"},
        "referrals:concerns referrals:conversion",
    ),
    **_pages(
        {"administrator"},
        "desk:change_prompt desk:prompts directory:load directory:loaded pages:clocks"
        " pages:closures pages:language_words pages:languages pages:message_again"
        " pages:messages pages:open_day pages:settings pages:take_out_term pages:term"
        " pages:terms pages:withdraw_language people:organisation_add"
        " people:organisation_change people:organisations people:revoke_token people:tokens"
        " places:add_district places:add_site places:add_team places:district"
        " places:districts places:end_team places:hub places:site places:sites places:team"
        " places:teams places:wards",
    ),
    **_pages(
        {"commissioner"},
        "insights:download insights:equality",
    ),
    **_pages(
        {"front_of_house"},
        "desk:status families:desk",
    ),
    **_pages(
        {"governance"},
        "people:end_integrated_team people:end_sharing people:name_team people:sign_sharing",
    ),
    **_pages(
        {"manager"},
        "members:add_news members:news members:take_back sessions:add_room"
        " sessions:add_volunteer sessions:room sessions:volunteer sessions:volunteers",
    ),
    **_pages(
        {"safeguarding"},
        "families:emergencies",
    ),
    **_pages(
        {"manager", "triage", "safeguarding"},
        "merging:ask_to_undo merging:compare merging:merge merging:merges merging:pairs"
        " merging:join merging:joined merging:propose merging:reject merging:say_same"
        " merging:twice",
    ),
    **_pages(
        {"governance"},
        "copies:agree copies:ask copies:black_out copies:decide copies:end_link copies:entries"
        " copies:extend copies:file copies:identity copies:pack copies:pause copies:record_yes"
        " copies:release copies:request copies:requests copies:resume copies:see_file"
        " copies:send_link copies:take_back copies:uncover"
        " registers:acknowledge registers:breach registers:breaches registers:breaches_file"
        " registers:close"
        " registers:close_breach registers:decide registers:describe registers:extend"
        " registers:hand_to_copies registers:lessons registers:log registers:match"
        " registers:name_family registers:people registers:regulator registers:request"
        " registers:requests registers:requests_file"
        " keeping:batch keeping:batches keeping:certificate keeping:certificates keeping:change"
        " keeping:decide_change keeping:download keeping:due keeping:due_file keeping:holds"
        " keeping:keep keeping:lift_hold keeping:never keeping:place_hold keeping:schedule"
        " families:add_wording families:bases families:change_basis"
        " families:governance families:running_out families:sharing_log families:wordings",
    ),
    **_pages(
        {"governance", "safeguarding"},
        "families:denials",
    ),
    **_pages(
        {"practitioner", "manager", "safeguarding"},
        "families:invitations families:invite families:outreach families:quiet",
    ),
    **_pages(
        {"front_of_house", "triage", "manager"},
        "families:stop_requests",
    ),
    **_pages(
        EVERYBODY,
        "families:close_case families:drafts families:written families:led families:online_group"
        " families:stop_request insights:finish_area_action insights:plan_area_action",
    ),
    **_pages(
        {"manager", "commissioner"},
        "insights:reach",
    ),
    **_pages(
        {"front_of_house", "practitioner", "triage", "manager", "administrator"},
        "network:add_leaflet network:leaflets network:look_again_leaflet network:take_down_leaflet",
    ),
    **_pages(
        {"administrator"},
        "pages:end_group pages:priority_groups pages:reword_group",
    ),
    **_pages(
        (),
        "families:out_of_hours",
    ),
}
