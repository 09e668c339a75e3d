"""A professional with an account refers a family: a page at a time, kept as typed (R044)."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.refusals import Refused
from familyhubs.web import require

from .. import actions
from ..actions import professional
from ..actions.drafts import cut_to_size
from ..forms.papers import PapersForm
from ..forms.refer import SECTIONS
from ..forms.refer_summary import sections_of
from ..forms.referring import ORDER, Referring, names_in, referral_of
from ..models import ProfessionalDraft
from ..permissions import can_refer, enters_for_others


class Staff:
    """Where the pages of somebody with an account are, and how they look."""

    base = "base_staff.html"

    def __init__(self, draft):
        self.draft, self.user = draft, draft.owner
        self.by = draft.owner

    def address(self, section):
        return reverse("referrals:refer_section", args=[self.draft.pk, section])

    @property
    def start(self):
        return reverse("referrals:refer")

    @property
    def words(self):
        return reverse("referrals:words_to_use")

    def send(self, request):
        """With an account it counts at once."""
        compose = composed_for(self.user)
        referral = actions.send_referral(self.draft, compose=compose, by=self.user)
        said = _("%(it)s is with %(hub)s. We tell you when it has been decided.")
        messages.success(request, said % {"it": referral.reference, "hub": referral.hub})
        return redirect(referral)


def mine(request, pk):
    """This person's own draft; once it was sent, nothing more can be typed into it."""
    require(can_refer(request.user))
    rows = ProfessionalDraft.objects.visible_to(request.user).select_related(
        "owner__organisation", "sent_as"
    )
    return Staff(get_object_or_404(rows, pk=pk))


def start(request):
    """What is not sent yet, and a new one."""
    require(can_refer(request.user))
    if request.method == "POST":
        try:
            draft = actions.start_referral(owner=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            return redirect(Staff(draft).address(ORDER[0]))
    drafts = ProfessionalDraft.objects.visible_to(request.user).unsent().order_by("-recorded_at")
    lines = [(draft, said_of(draft, request.user)) for draft in drafts]
    context = {"lines": lines, "for_others": enters_for_others(request.user)}
    return render(request, "refer/start.html", context)


def said_of(draft, user):
    """Whom an unsent referral is about, as far as it says so, and whether they are to be asked."""
    way = Referring(professional.typed_in(draft), user=user)
    return (way.said("contact") or {}).get("contact_name", ""), way.must_ask_first


def section(request, pk, section):
    """One page of it."""
    place = mine(request, pk)
    if place.draft.sent_as_id:
        return redirect(place.draft.sent_as)
    return section_page(request, place, section)


def section_page(request, place, section):
    """Shown, or kept as typed and gone on from; the same with an account and without."""
    if section == "check":
        return check_page(request, place)
    if section == "ask-first":
        return render(request, "refer/ask_first.html", ask_first_context(place))
    if section == "papers":
        return papers_page(request, place)
    if section not in SECTIONS:
        raise Http404
    way = Referring(professional.typed_in(place.draft), user=place.user)
    if request.method != "POST":
        return form_page(request, place, section, way.form(section))
    form = way.form(section, request.POST)
    typed = cut_to_size(request.POST, names_in(section, place.user))
    try:
        actions.keep_section(place.draft, section=section, typed=typed)
    except Refused as refused:
        form.add_error(None, str(refused))
    if not form.is_valid():
        return form_page(request, place, section, form)
    if section == "agreement" and form.cleaned_data["why_without"] == "not_yet":
        return redirect(place.address("ask-first"))
    return redirect(place.address(after(request, section)))


def papers_page(request, place):
    """What is sent along, one file or several at a time; nothing is needed (R045)."""
    form = None
    if request.method == "POST":
        form = PapersForm(request.POST, request.FILES)
        try:
            if "remove" in request.POST:
                actions.take_paper_out(place.draft, id_in(request.POST["remove"]), by=place.by)
                return redirect(place.address("papers"))
            if form.is_valid():
                actions.keep_papers(place.draft, form.cleaned_data["papers"], by=place.by)
                return redirect(place.address("papers"))
        except Refused as refused:
            form.add_error("papers", str(refused))
    context = {"base": place.base, "form": form or PapersForm(), "files": files_of(place.draft)}
    return render(request, "refer/papers.html", context | {"back": place.address("check")})


def files_of(draft):
    return list(draft.files.select_related("file"))


def id_in(text):
    """An id as it was sent; of nonsense, one that nothing has."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def after(request, section):
    """The next page; the check, where somebody came from there to change one answer."""
    at = ORDER.index(section) + 1
    return "check" if "change" in request.GET or at == len(ORDER) else ORDER[at]


def form_page(request, place, section, form):
    return render(request, "refer/section.html", page_context(place, section) | {"form": form})


def page_context(place, section):
    at = ORDER.index(section)
    back = place.address(ORDER[at - 1]) if at else place.start
    steps = {"number": at + 1, "of": len(ORDER) + 1}
    return {"place": place, "base": place.base, "back": back, "steps": steps}


def ask_first_context(place):
    """What to say to the family, and the way back."""
    back = place.address("agreement")
    return {"place": place, "base": place.base, "back": back, "ask_url": ask_address()}


def ask_address():
    """Where a family asks for itself, to be read out or copied."""
    return f"{settings.PUBLIC_URL}{reverse('ask:before')}"


def check_page(request, place):
    """Everything at a glance; then it is sent, once."""
    way = Referring(professional.typed_in(place.draft), user=place.user)
    if way.gap:
        return redirect(place.address(way.gap))
    if way.must_ask_first:
        return redirect(place.address("ask-first"))
    refused = None
    if request.method == "POST":
        try:
            return place.send(request)
        except Refused as problem:
            refused = str(problem)
    lines = [
        (title, f"{place.address(name)}?change=1", answers)
        for name, title, answers in sections_of(way)
    ]
    context = page_context(place, ORDER[-1]) | {"lines": lines, "flags": way.flags}
    context |= {"back": place.address(ORDER[-1]), "refused": refused}
    context |= {"files": files_of(place.draft), "papers_url": place.address("papers")}
    return render(request, "refer/check.html", context)


def composed_for(user, *, is_theirs_to_mend=True):
    """Makes the referral of what a draft holds now, which another tab may have changed.

    Whoever only presses a link in a letter cannot mend an answer: what has ended since is left out.
    """

    def compose(draft):
        way = Referring(professional.typed_in(draft), user=user)
        if way.gap and not is_theirs_to_mend:
            way = way.less_what_ended()
        if way.gap or way.must_ask_first:
            raise Refused(_("An answer has changed. Look through your answers once more."))
        return referral_of(way)

    return compose


@require_POST
def forget(request, pk):
    """Delete what was not sent."""
    place = mine(request, pk)
    actions.forget_referral(place.draft, by=request.user)
    messages.success(request, _("Deleted. Nothing of it was sent."))
    return redirect("referrals:refer")


@require_safe
def words_to_use(request):
    """What to say to a family, on one printed page."""
    require(can_refer(request.user))
    return render(request, "refer/words.html", {"base": Staff.base, "ask_url": ask_address()})
