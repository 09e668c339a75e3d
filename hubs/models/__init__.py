"""Where help is, what is on, and who works there."""

from .access import AccessPoint, Channel
from .areas import AreaAction
from .births import BirthRegistered
from .boards import (
    AdvisoryBoard,
    Attended,
    BoardAction,
    BoardAttendance,
    BoardMeeting,
    BoardMember,
    Minutes,
    StandsFor,
)
from .bookings import Attendance, Booking, BookingState
from .demand import UnmetSearch
from .duty import Deputy, DutyKind, DutyShift, DutySwap, SwapAnswer
from .feeds import SaidByFeed
from .freshness import Ask, AskStage, ListUpload, Problem, ProblemKind, Proposal, ProposalState
from .geography import Area, AreaKind, Deprivation, Population, Postcode
from .leaflets import Leaflet, LeafletKind
from .limits import WorkLimit
from .members import (
    EndReason,
    HeardOf,
    Hears,
    Member,
    MemberChannel,
    MemberState,
    Notice,
)
from .offer import (
    AccessNeed,
    AgeBand,
    Cost,
    FoundService,
    Mode,
    Service,
    ServiceAtSite,
    ServiceHours,
    ServiceStatus,
    Topic,
    Weekday,
)
from .opening import DoorDay, OpeningPeriod, OtherOpening, SiteClosure
from .places import District, Facility, Hub, Site, SiteKind
from .rooms import Room
from .staff import Absence, Membership, Role, Team
from .teams_here import TeamHere
from .voices import YouSaid
from .volunteers import DbsStatus, SessionLeader, Volunteer
from .whats_on import (
    REMOTE,
    Activity,
    ActivityKind,
    DoorCount,
    Session,
    SessionMode,
    SessionState,
)

__all__ = [
    "REMOTE",
    "Absence",
    "AccessNeed",
    "AccessPoint",
    "Activity",
    "ActivityKind",
    "AdvisoryBoard",
    "AgeBand",
    "Area",
    "AreaAction",
    "AreaKind",
    "Ask",
    "AskStage",
    "Attendance",
    "Attended",
    "BirthRegistered",
    "BoardAction",
    "BoardAttendance",
    "BoardMeeting",
    "BoardMember",
    "Booking",
    "BookingState",
    "Channel",
    "Cost",
    "DbsStatus",
    "Deprivation",
    "Deputy",
    "District",
    "DoorCount",
    "DoorDay",
    "DutyKind",
    "DutyShift",
    "DutySwap",
    "EndReason",
    "Facility",
    "FoundService",
    "HeardOf",
    "Hears",
    "Hub",
    "Leaflet",
    "LeafletKind",
    "ListUpload",
    "Member",
    "MemberChannel",
    "MemberState",
    "Membership",
    "Minutes",
    "Mode",
    "Notice",
    "OpeningPeriod",
    "OtherOpening",
    "Population",
    "Postcode",
    "Problem",
    "ProblemKind",
    "Proposal",
    "ProposalState",
    "Role",
    "Room",
    "SaidByFeed",
    "Service",
    "ServiceAtSite",
    "ServiceHours",
    "ServiceStatus",
    "Session",
    "SessionLeader",
    "SessionMode",
    "SessionState",
    "Site",
    "SiteClosure",
    "SiteKind",
    "StandsFor",
    "SwapAnswer",
    "Team",
    "TeamHere",
    "Topic",
    "UnmetSearch",
    "Volunteer",
    "Weekday",
    "WorkLimit",
    "YouSaid",
]
