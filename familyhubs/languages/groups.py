"""What of the journey is translated, in groups that a person checks one at a time. Pure.

A source is a template, a Python file, or "file.py:Name" for one class, function or constant of it.
What a template holds inside {% guarded "group" %} belongs to that group, wherever it stands.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """Words that are checked together. Guarded: in English until they are."""

    code: str
    title: str
    sources: tuple
    guarded: bool = False


# What the two parts of the safe-contact page and the danger pages say may not be said wrongly.
GUARDED = (
    Group(
        "danger",
        _("Safeguarding: danger and help now"),
        (
            "templates/ask/before.html",
            "templates/ask/help_now.html",
            "templates/ask/safety.html",
            "templates/ask/_ring.html",
            "templates/ask/_when_read.html",
            "templates/ask/young.html",
            "referrals/forms/ask.py:TodayForm",
            "referrals/forms/young.py:YoungTodayForm",
            "referrals/chat/forms.py:TodayTicks",
            "referrals/safety.py:TODAY",
        ),
        guarded=True,
    ),
    Group(
        "sharing",
        _("Agreement: who we may talk to, and when we may not ask first"),
        (
            "templates/ask/agreed.html",
            "templates/ask/sharing.html",
            "referrals/forms/people.py:AgreedForm",
            "referrals/forms/reach.py:SHARED_WITH",
            "referrals/forms/reach.py:SharingForm",
            "referrals/forms/young.py:SHARED_WITH",
            "referrals/forms/young.py:YoungSharingForm",
        ),
        guarded=True,
    ),
    Group(
        "secrecy",
        _("Confidentiality: what we must be careful about"),
        (
            "templates/ask/careful.html",
            "templates/ask/under18.html",
            "templates/ask/young_at_home.html",
            "templates/ask/_between_us.html",
            "referrals/forms/reach.py:CarefulForm",
            "referrals/forms/young.py:YoungCarefulForm",
            "referrals/forms/young.py:AtHomeForm",
            "referrals/forms/ask.py:Under18Form",
            "familyhubs/contact/models.py:SafeHours",
        ),
        guarded=True,
    ),
    Group(
        "privacy",
        _("Privacy: what happens to what is told, for families and for young people"),
        ("templates/pages/privacy.html", "templates/pages/privacy_young.html"),
        guarded=True,
    ),
)
OPEN = (
    Group(
        "everywhere",
        _("On every page: menus, buttons, messages"),
        (
            "templates/base.html",
            "templates/base_public.html",
            "templates/_footer_links.html",
            "templates/languages/_bar.html",
            "templates/languages/_mark.html",
            "templates/govuk/_field_inner.html",
            "templates/govuk/_character_count.html",
            "templates/govuk/_exit_words.html",
            "templates/govuk/error_summary.html",
            "templates/govuk/exit_this_page.html",
            "templates/pages/_ask_us.html",
            "templates/403_csrf.html",
            "templates/404.html",
            "templates/429.html",
            "familyhubs/govuk/apps.py",
            "familyhubs/govuk/fields.py",
            "familyhubs/govuk/forms.py",
            "familyhubs/govuk/widgets.py",
            "familyhubs/govuk/templatetags/govuk.py",
            "familyhubs/languages/saying.py",
            "referrals/forms/fields.py",
        ),
    ),
    Group("start", _("The start page"), ("templates/pages/start.html",)),
    Group(
        "about",
        _("Contact, complaints, cookies, accessibility"),
        (
            "templates/pages/contact.html",
            "templates/hubs/_way.html",
            "templates/pages/complaints.html",
            "templates/pages/_complaint_lines.html",
            "templates/pages/cookies.html",
            "templates/pages/accessibility.html",
        ),
    ),
    Group(
        "questions",
        _("The questions"),
        (
            "templates/ask/base.html",
            "templates/ask/_answer.html",
            "templates/ask/_delete.html",
            "templates/ask/_going_on.html",
            "templates/ask/_help_first.html",
            "templates/ask/_save.html",
            "templates/ask/_shared.html",
            "templates/ask/_who.html",
            "templates/ask/contact.html",
            "templates/ask/hub.html",
            "templates/ask/language.html",
            "templates/ask/late.html",
            "templates/ask/lost.html",
            "templates/ask/needs.html",
            "templates/ask/people.html",
            "templates/ask/person.html",
            "templates/ask/step.html",
            "templates/ask/story.html",
            "templates/ask/who.html",
            "referrals/forms/ask.py",
            "referrals/forms/people.py",
            "referrals/forms/young.py:GROUPS",
            "referrals/forms/young.py:YoungNameForm",
            "referrals/forms/young.py:AboutYouForm",
            "referrals/forms/young.py:YoungPostcodeForm",
            "referrals/forms/young.py:YoungNeedsForm",
            "referrals/forms/young.py:YoungContactForm",
            "referrals/forms/young.py:YoungReachForm",
            "referrals/forms/young.py:TalkForm",
            "referrals/forms/reach.py:ContactForm",
            "referrals/forms/reach.py:ReachForm",
            "referrals/forms/reach.py:LanguageForm",
            "referrals/actions/drafts.py",
            "referrals/topics.py",
            "familyhubs/contact/models.py:Helps",
        ),
    ),
    Group(
        "send",
        _("Checking, saving, sending"),
        (
            "templates/ask/back.html",
            "templates/ask/check.html",
            "templates/ask/not_here.html",
            "templates/ask/save.html",
            "templates/ask/saved.html",
            "templates/ask/sent.html",
            "referrals/forms/reach.py:SendForm",
            "referrals/forms/saving.py",
            "referrals/forms/summary.py",
            "referrals/forms/copy.py",
            "referrals/views/ask.py",
            "referrals/actions/saving.py",
            "referrals/words.py:FAMILY_STAGE",
        ),
    ),
    Group(
        "equality",
        _("The optional questions about equality"),
        (
            "templates/ask/equality.html",
            "referrals/forms/equality.py",
            "referrals/models/equality.py",
        ),
    ),
    Group(
        "paper",
        _("On paper and by photo"),
        (
            "templates/ask/leaflet.html",
            "templates/ask/photo.html",
            "referrals/forms/photo.py:PhotoForm",
            "referrals/actions/files.py",
            "familyhubs/uploads/actions.py",
            "familyhubs/uploads/fields.py",
        ),
    ),
    Group(
        "following",
        _("Where is my request?"),
        (
            "templates/ask/_danger.html",
            "templates/ask/add.html",
            "templates/ask/add_done.html",
            "templates/ask/hide.html",
            "templates/ask/take_back.html",
            "templates/ask/take_back_done.html",
            "templates/ask/where.html",
            "templates/ask/where_it_is.html",
            "referrals/forms/following.py",
            "referrals/actions/following.py",
            "referrals/words.py:stages_of",
        ),
    ),
    Group(
        "chat",
        _("Live chat and “ask us”"),
        (
            "templates/chat/_code.html",
            "templates/chat/_help.html",
            "templates/chat/_interpreter.html",
            "templates/chat/_kept.html",
            "templates/chat/_log.html",
            "templates/chat/_others.html",
            "templates/chat/_over.html",
            "templates/chat/_say.html",
            "templates/chat/_status.html",
            "templates/chat/ask.html",
            "templates/chat/back.html",
            "templates/chat/code.html",
            "templates/chat/end.html",
            "templates/chat/going_on.html",
            "templates/chat/lost.html",
            "templates/chat/read.html",
            "templates/chat/refused.html",
            "templates/chat/start.html",
            "templates/chat/talk.html",
            "templates/chat/way.html",
            "referrals/chat/forms.py:TOO_LONG",
            "referrals/chat/forms.py:what_to_call_you",
            "referrals/chat/forms.py:BeginForm",
            "referrals/chat/forms.py:WayForm",
            "referrals/chat/forms.py:AskUsForm",
            "referrals/chat/forms.py:SayForm",
            "referrals/chat/forms.py:ComeBackForm",
            "referrals/chat/words.py:named",
            "referrals/chat/words.py:note_to_family",
            "referrals/chat/words.py:for_family",
            "referrals/actions/chats.py:start_chat",
            "referrals/actions/chats.py:written",
            "referrals/actions/chats.py:refuse_over",
            "referrals/actions/chats.py:refuse_flood",
            "referrals/actions/chat_keeping.py:wish_for_chat",
            "referrals/actions/questions.py:begun_under",
            "referrals/actions/questions.py:ask_question",
            "referrals/actions/questions.py:choose_way",
        ),
    ),
    Group(
        "stopping",
        _("Stopping what was agreed"),
        (
            "templates/stopping/_said.html",
            "templates/stopping/agreed.html",
            "templates/stopping/ask.html",
            "templates/stopping/asked.html",
            "templates/stopping/by_link.html",
            "templates/stopping/start.html",
            "families/forms/stopping_public.py:CodeForm",
            "families/forms/stopping_public.py:AskToStopForm",
            "families/forms/stopping_public.py:TOO_LONG",
            "families/actions/stopping.py:ask_to_stop",
        ),
    ),
    Group(
        "your_information",
        _("Your information and your rights"),
        (
            "templates/your_information/_title.html",
            "templates/your_information/sent.html",
            "templates/your_information/start.html",
            "templates/your_information/tell_us.html",
            "familyhubs/rights/registers/forms/public.py",
        ),
    ),
    Group(
        "your_copy",
        _("A copy of what we hold"),
        (
            "templates/copies/open_link.html",
            "templates/copies/link_gone.html",
            "familyhubs/rights/copies/public_forms.py:CodeForm",
        ),
    ),
    Group(
        "letters",
        _("Emails and text messages"),
        (
            "templates/notifications/copy_link.txt",
            "templates/notifications/draft_link.txt",
            "templates/notifications/question_answered.txt",
            "templates/notifications/request_received.txt",
            "templates/notifications/request_received.sms.txt",
            "templates/notifications/rights_answered.txt",
            "templates/notifications/rights_received.txt",
        ),
    ),
)
GROUPS = {group.code: group for group in (*GUARDED, *OPEN)}

# Which group a page's own words stand in: by the name of its address, or "name:step".
PAGES = {
    "pages:start": "start",
    "pages:privacy": "privacy",
    "pages:privacy_young": "privacy",
    "pages:cookies": "about",
    "pages:accessibility": "about",
    "pages:contact": "about",
    "pages:complaints": "about",
    "ask:before": "danger",
    "ask:young": "danger",
    "ask:help_now": "danger",
    "ask:safety": "danger",
    "ask:step:today": "danger",
    "ask:step:careful": "secrecy",
    "ask:step:home": "secrecy",
    "ask:step:under18": "secrecy",
    "ask:step:agreed": "sharing",
    "ask:step:sharing": "sharing",
    "ask:equality": "equality",
    "ask:leaflet": "paper",
    "ask:leaflet_of_hub": "paper",
    "ask:young_leaflet": "paper",
    "ask:photo": "paper",
    "ask:check": "send",
    "ask:save": "send",
    "ask:back": "send",
    "ask:back_by_link": "send",
    "ask:sent": "send",
    "ask:where": "following",
    "ask:where_it_is": "following",
    "ask:add": "following",
    "ask:take_back": "following",
    "ask:said": "following",
    "ask:hide": "following",
    "stop": "stopping",
    "your_information": "your_information",
    "your_copy": "your_copy",
    "chat": "chat",
}
# Under these the family's language is spoken; everywhere else English.
ROOMS = (
    "/ask/",
    "/chat/",
    "/stop-sharing/",
    "/your-information/",
    "/your-copy/",
    "/privacy/",
    "/cookies/",
    "/accessibility/",
    "/contact/",
    "/complaints/",
)
START = "/"
# In these rooms, but in the words of the law and translated into no language.
ENGLISH_ONLY = {"pages:privacy_full"}


def is_spoken(path):
    """Whether the page at this address may be in another language."""
    return path == START or path.startswith(ROOMS)


def is_english_only(match):
    """Whether the page has no translation at all."""
    return match is not None and match.view_name in ENGLISH_ONLY


def group_of(match):
    """The group of a page's own words; that of the questions for any page not named."""
    if match is None:
        return GROUPS["everywhere"]
    step = f"{match.view_name}:{match.kwargs.get('step')}"
    names = (step, match.view_name, match.namespace)
    code = next((PAGES[name] for name in names if name in PAGES), "questions")
    return GROUPS[code]
