"""Pages of the council's review: what is due, one tie's pack and annex, all packs on paper, and the frozen ones."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activities.forms import refuse
from desk.models import Review, ReviewAnnex, ReviewPack
from desk.review.drawing_up import annex_title, drawer, pack_title
from desk.review.due import WITHIN, due_for
from desk.review.forms import RecommendationForm, ReviewDayForm
from desk.review.frame import Frame
from desk.review.pack import annex_of, pack_of
from desk.review.services import coordinates, freeze_pack, is_intact, mark_review, recommend
from desk.review.word import WORD_TYPE, word_file
from drawing.exports import as_download
from outcomes.services.staging import today_of
from outcomes.views.asked import office_or_refuse
from outcomes.views.reports import as_it_was
from partnerships.models import Partnership, Seat
from partnerships.models.keys import keys_of
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

AT_MOST = 60  # packs on one print
BYTES = ("content", "page", "word")


def frame_of(request, slug):
    """The frame of a tie in the person's office; 404 where that office or this person does not keep it."""
    office = office_or_refuse(request)
    tie = get_allowed(Partnership.objects, request.user, slug=slug)
    keys = keys_of(request.user).with_permission(Permission.VIEW)
    mine = Seat.objects.filter(keys.opens("organisation", "partnership"), partnership=tie)
    if not mine.filter(organisation=office.organisation).exists():
        raise Http404
    return Frame(request.user, office, tie, today_of(office, timezone.now()))


def review_of(frame):
    """The review as it is being prepared; an empty one where none is."""
    found = Review.objects.for_user(frame.user).filter(owner=frame.owner, partnership=frame.partnership).first()
    return found or Review(owner=frame.owner, partnership=frame.partnership)


def pack_content(frame, review):
    return pack_of(frame, recommended=review.choice, recommendation=review.recommendation)


def months_asked(request):
    asked = request.GET.get("within", "")
    return int(asked) if asked.isdecimal() and int(asked) in WITHIN else WITHIN[-1]


# --- What is due ------------------------------------------------------------------------------------------------------


@require_safe
@login_required
def reviews(request):
    """Ties due for review with the choice asked, and the packs that were frozen."""
    office = office_or_refuse(request)
    today, months = today_of(office, timezone.now()), months_asked(request)
    found = due_for(request.user, office, today, months)
    packs = ReviewPack.objects.for_user(request.user).filter(owner=office.organisation).defer(*BYTES)
    context = {
        "due": [{"row": row, "late": row.is_late(today)} for row in found],
        "packs": packs.select_related("partnership", "frozen_by")[:200],
        "chips": [
            {"text": _("%(n)s months") % {"n": n}, "url": f"?within={n}", "on": n == months, "count": None}
            for n in WITHIN
        ],
        "months": months,
    }
    return render(request, "desk/review/due.html", context)


@require_safe
@login_required
def all_packs(request):
    """One print of the packs of all ties that are due."""
    office = office_or_refuse(request)
    today, months = today_of(office, timezone.now()), months_asked(request)
    found = due_for(request.user, office, today, months)
    reviews_of = {row.partnership_id: row for row in Review.objects.for_user(request.user).filter(
        owner=office.organisation
    )}  # fmt: skip
    papers = []
    for row in found[:AT_MOST]:
        review = reviews_of.get(row.partnership.pk, Review())
        frame = Frame(request.user, office, row.partnership, today)
        papers.append({"title": pack_title(row.partnership), "content": pack_content(frame, review)})
    context = {"papers": papers, "due": found, "months": months, "more": len(found) - len(papers), "today": today}
    return render(request, "desk/review/all.html", context)


# --- One tie ----------------------------------------------------------------------------------------------------------


@require_safe
@login_required
def tie(request, slug):
    """The pack as it would be frozen now."""
    frame = frame_of(request, slug)
    review = review_of(frame)
    form = RecommendationForm(initial={"choice": review.choice, "recommendation": review.recommendation})
    return show_tie(request, frame, review, form)


def show_tie(request, frame, review, form, day_form=None, status=200):
    packs = ReviewPack.objects.for_user(request.user).filter(owner=frame.owner, partnership=frame.partnership)
    context = {
        "partnership": frame.partnership,
        "title": pack_title(frame.partnership),
        "content": pack_content(frame, review),
        "may_write": coordinates(request.user, frame.owner, frame.partnership),
        "form": form,
        "day_form": day_form or ReviewDayForm(initial={"review_on": review.review_on}),
        "review": review,
        "packs": packs.defer(*BYTES).select_related("frozen_by"),
        "newest": max((pack.number for pack in packs.only("number")), default=0),
    }
    return render(request, "desk/review/tie.html", context, status=status)


@require_POST
@login_required
def write(request, slug):
    """Save the recommendation; the button "freeze" freezes the pack with it."""
    frame = frame_of(request, slug)
    get_allowed(Partnership.objects, request.user, Permission.MANAGE_TIE, slug=slug)
    form = RecommendationForm(request.POST)
    if form.is_valid():
        at = timezone.now()
        try:
            recommend(
                frame.partnership, organisation=frame.owner, choice=form.cleaned_data["choice"],
                text=form.cleaned_data["recommendation"], by=request.user, at=at,
            )  # fmt: skip
            if request.POST.get("do") != "freeze":
                messages.success(request, _("The recommendation is saved."))
                return redirect("desk:review", slug)
            language = get_language() or settings.LANGUAGE_CODE
            draw = drawer(frame, language=language, by=request.user, at=at)
            after = form.cleaned_data["after"]
            pack = freeze_pack(frame, draw, language=language, by=request.user, at=at, after=after)
            messages.success(request, _("The pack is frozen."))
            return redirect("desk:review-pack", pack.pk)
        except Refusal as refusal:
            refuse(form, refusal)
    return show_tie(request, frame, review_of(frame), form, status=422)


@require_POST
@login_required
def mark(request, slug):
    """Set or take off the day by which the tie is to be reviewed."""
    frame = frame_of(request, slug)
    get_allowed(Partnership.objects, request.user, Permission.MANAGE_TIE, slug=slug)
    review = review_of(frame)
    form = RecommendationForm(initial={"choice": review.choice, "recommendation": review.recommendation})
    day_form = ReviewDayForm(request.POST)
    if not day_form.is_valid():
        return show_tie(request, frame, review, form, day_form, status=422)
    mark_review(
        frame.partnership, organisation=frame.owner, review_on=day_form.cleaned_data["review_on"], by=request.user,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("The review day is saved."))
    return redirect("desk:review", slug)


@require_safe
@login_required
def word(request, slug):
    """The pack as it is now, as a Word file to edit."""
    frame = frame_of(request, slug)
    return word_response(pack_content(frame, review_of(frame)), pack_title(frame.partnership))


@require_safe
@login_required
def annex(request, slug):
    """The confidential annex as it is now, a page of its own."""
    frame = frame_of(request, slug)
    context = {"partnership": frame.partnership, "title": annex_title(frame.partnership), "content": annex_of(frame)}
    return render(request, "desk/review/annex.html", context)


@require_safe
@login_required
def annex_word(request, slug):
    frame = frame_of(request, slug)
    return word_response(annex_of(frame), annex_title(frame.partnership))


def word_response(content, title):
    language = get_language() or settings.LANGUAGE_CODE
    data = word_file(content, title=title, language=language, at=timezone.now())
    return as_download(HttpResponse(data, content_type=WORD_TYPE), f"{slugify(title)}-{content['as_of']}.docx")


# --- What was frozen --------------------------------------------------------------------------------------------------


@require_safe
@login_required
def pack(request, pk):
    """A frozen pack: its papers, its sums, the other versions of it."""
    found = get_allowed(ReviewPack.objects.select_related("owner", "partnership", "frozen_by"), request.user, pk=pk)
    others = ReviewPack.objects.for_user(request.user).filter(owner=found.owner, partnership=found.partnership)
    context = {
        "pack": found,
        "annex": ReviewAnnex.objects.for_user(request.user).filter(pack=found).first(),
        "title": pack_title(found.partnership, found.number),
        "others": others.exclude(pk=found.pk).defer(*BYTES),
        "intact": is_intact(found),
    }
    return render(request, "desk/review/pack.html", context)


def the_part(request, pk, part):
    """The frozen pack, or its annex through the gate of its own."""
    if part == "annex":
        return get_allowed(ReviewAnnex.objects.select_related("pack"), request.user, pack=pk)
    return get_allowed(ReviewPack.objects, request.user, pk=pk)


@require_safe
@login_required
def part_page(request, pk, part):
    """The page as it was, byte for byte."""
    found = the_part(request, pk, part)
    return as_it_was(bytes(found.page), "text/html; charset=utf-8", found.page_sha256)


@require_safe
@login_required
def part_data(request, pk, part):
    """The data as they were, byte for byte, as a download."""
    found = the_part(request, pk, part)
    return named(as_it_was(bytes(found.content), "application/json", found.sha256), found, part, "json")


@require_safe
@login_required
def part_word(request, pk, part):
    """The Word file as it was, byte for byte."""
    found = the_part(request, pk, part)
    return named(as_it_was(bytes(found.word), WORD_TYPE, found.word_sha256), found, part, "docx")


def named(response, found, part, ending):
    of = found.pack if part == "annex" else found
    name = f"review-{part}-{of.partnership_id}-{of.number}-{of.as_of.isoformat()}.{ending}"
    kept = response["Cache-Control"]
    as_download(response, name)
    response["Cache-Control"] = kept
    return response
