"""Pages of visits: the list, one visit, planning it, its steps and papers, and how it becomes an activity."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activities.forms import refuse
from activities.forms_delegations import BecomesForm, MoveVisitForm, PaperForm, PointForm, VisitForm, visit_initial
from activities.models import Activity, BriefPoint, Delegation, DelegationFile, DelegationStatus, LetterKind
from activities.queries import acting_seat
from activities.queries_delegations import days_words, listed, may_change, programme_of, writes_for
from activities.rules import delegations as rules
from activities.services import delegation_programme as programme
from activities.services import delegations as services
from activities.services.delegation_people import heads_of
from activities.views.changes import form_page
from activities.words_delegations import MOVE_WORDS
from partnerships.models import Partnership
from partnerships.serving import file_response
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

ROWS = 50


def readable(request, pk):
    found = Delegation.objects.select_related("partnership", "owner", "lead", "activity")
    found = found.prefetch_related("places", "hosts")  # each point of a programme may ask for the zone of the place
    return get_allowed(found, request.user, pk=pk)


def changeable(request, pk):
    """A visit that the person reads and may change; PermissionDenied where they only read it."""
    delegation = readable(request, pk)
    if not may_change(request.user, delegation):
        raise PermissionDenied
    return delegation


def changeable_row(request, model, pk):
    """A row of a visit, as person, point or paper, for whoever may change the visit."""
    row = get_allowed(model.objects.select_related("delegation"), request.user, pk=pk)
    if not may_change(request.user, row.delegation):
        raise PermissionDenied
    return row


def attempt(form, service, *args, **kwargs):
    """Whether the service did what was asked; a refusal stands beside its field of the form."""
    try:
        service(*args, **kwargs)
    except Refusal as refusal:
        refuse(form, refusal)
        return False
    return True


@require_safe
@login_required
def delegations(request):
    """All visits that the person reads; ?p= keeps those of one tie, ?show=open those that go on."""
    found = listed(request.user)
    tie = None
    if slug := request.GET.get("p"):
        tie = get_allowed(Partnership.objects, request.user, slug=slug)
        found = found.filter(partnership=tie)
    only_open = request.GET.get("show") == "open"
    if only_open:
        found = found.open()
    ties = Partnership.objects.for_user(request.user, Permission.LOG_ACTIVITY)
    context = {
        "page": Paginator(found.prefetch_related("places"), ROWS).get_page(request.GET.get("page")),
        "tie": tie, "only_open": only_open, "may_plan": ties.exists(),
        "may_write": bool(writes_for(request.user)),
    }  # fmt: skip
    return render(request, "activities/delegations/list.html", context)


@require_safe
@login_required
def delegation(request, pk):
    return show(request, readable(request, pk))


def show(request, found, *, refusal=None, status=200, **forms):
    """The page of one visit. forms: those that were sent and refused."""
    may = may_change(request.user, found)
    items = programme_of(found)
    clashes = programme.clashes(found, items)
    known = Activity.objects.for_user(request.user).filter(pk=found.activity_id)
    guests, hosts = heads_of(found)
    moves = [{"name": name, "label": MOVE_WORDS[name], "first": not n} for n, name in enumerate(_moves(found))]
    context = {
        "delegation": found, "may_change": may, "refusal": refusal, "today": timezone.localdate(),
        "way": _way(found), "moves": moves if may else [], "history": found.moves.select_related("by"),
        "guests": guests, "hosts": hosts, "items": items, "clashes": len(clashes), "activity": known.first(),
        "days": days_words(found), "files": found.files.order_by("pk"), "places": found.places.all(),
        "host_bodies": found.hosts.all(), "letter_kinds": LetterKind.choices, "points": found.points.all(),
        "may_become": may and not found.activity_id and _may_become(found),
        "move_form": forms.get("move_form") or MoveVisitForm(initial={"next_by": None}),
        "point_form": forms.get("point_form") or PointForm(), "paper_form": forms.get("paper_form") or PaperForm(),
    }  # fmt: skip
    return render(request, "activities/delegations/delegation.html", context, status=status)


def _moves(found):
    return rules.moves_from(found.status)


def _way(found):
    """[(label, state)] of the usual steps: done, now, to come; none where it was declined or cancelled."""
    if found.status not in rules.WAY:
        return []
    at = rules.WAY.index(found.status)
    return [
        (DelegationStatus(step).label, "done" if n < at else "now" if n == at else "")
        for n, step in enumerate(rules.WAY)
    ]


def _may_become(found):
    fixed = found.starts_first and found.starts_first == found.starts_last and found.ends_on
    held = found.status in (*rules.WITH_DATES, rules.ACCEPTED)
    return bool(fixed and held and found.ends_on <= services.today_of(found, timezone.now()))


@form_page
@login_required
def new(request):
    """Plan a visit on the tie named by `?p=`, chosen first where none is."""
    slug = request.GET.get("p", "")
    if not slug:
        ties = Partnership.objects.for_user(request.user, Permission.LOG_ACTIVITY)
        if not ties.exists():
            raise PermissionDenied
        return render(request, "partnerships/choose.html", {"ties": ties, "title": _("Plan a visit")})
    tie = get_allowed(Partnership.objects, request.user, Permission.LOG_ACTIVITY, slug=slug)
    seat = acting_seat(request.user, tie)
    owner = seat.organisation_id if seat else None
    form = VisitForm(
        request.POST or None, user=request.user, partnership=tie, owner=owner,
        initial={"direction": "in", "lead": request.user.pk},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan_delegation(tie, form.visit(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Visit saved."))
            return redirect("activities:delegation", made.pk)
    context = {"form": form, "tie": tie, "delegation": None}
    return render(request, "activities/delegations/form.html", context, status=422 if form.errors else 200)


@form_page
@login_required
def edit(request, pk):
    found = changeable(request, pk)
    given = {"user": request.user, "partnership": found.partnership, "owner": found.owner_id, "delegation": found}
    form = VisitForm(request.POST or None, initial=visit_initial(found), **given)
    if request.method == "POST" and form.is_valid():
        visit = form.visit()
        if attempt(form, services.edit_delegation, found, visit, by=request.user, at=timezone.now()):
            messages.success(request, _("Visit saved."))
            return redirect("activities:delegation", found.pk)
    context = {"form": form, "tie": found.partnership, "delegation": found}
    return render(request, "activities/delegations/form.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def move(request, pk):
    """One step on its way: `move` names it."""
    found = changeable(request, pk)
    form = MoveVisitForm(request.POST)
    if form.is_valid():
        given = {**form.cleaned_data, "by": request.user, "at": timezone.now()}
        try:
            services.move_delegation(found, request.POST.get("move", ""), **given)
        except Refusal as refusal:
            return show(request, found, refusal=refusal.message, status=422)
        messages.success(request, _("Saved."))
        return redirect("activities:delegation", found.pk)
    return show(request, found, move_form=form, status=422)


@require_POST
@login_required
def add_point(request, pk):
    found = changeable(request, pk)
    form = PointForm(request.POST)
    done = {"by": request.user, "at": timezone.now()}
    if form.is_valid() and attempt(form, programme.add_point, found, **form.cleaned_data, **done):
        messages.success(request, _("Point saved."))
        return redirect("activities:delegation", found.pk)
    return show(request, found, point_form=form, status=422)


@require_POST
@login_required
def drop_point(request, pk):
    point = changeable_row(request, BriefPoint, pk)
    programme.drop_point(point, by=request.user, at=timezone.now())
    messages.success(request, _("Point taken off."))
    return redirect("activities:delegation", point.delegation_id)


@require_POST
@login_required
def add_paper(request, pk):
    found = changeable(request, pk)
    form = PaperForm(request.POST, request.FILES)
    done = {"by": request.user, "at": timezone.now()}
    if form.is_valid() and attempt(form, services.add_paper, found, form.cleaned_data["file"], **done):
        messages.success(request, _("File saved."))
        return redirect("activities:delegation", found.pk)
    return show(request, found, paper_form=form, status=422)


@require_safe
@login_required
def paper(request, pk):
    return file_response(get_allowed(DelegationFile.objects, request.user, pk=pk))


@require_POST
@login_required
def drop_paper(request, pk):
    found = changeable_row(request, DelegationFile, pk)
    services.drop_paper(found, by=request.user, at=timezone.now())
    messages.success(request, _("File deleted."))
    return redirect("activities:delegation", found.delegation_id)


@form_page
@login_required
def become(request, pk):
    """The visit as an activity of the log."""
    found = changeable(request, pk)
    guests, _hosts = heads_of(found)
    parts = [found.purpose, programme.summary(programme_of(found))]
    initial = {
        "title": found.title, "people": guests or None, "notes": "\n\n".join(part for part in parts if part),
        "organisations": [found.owner_id, *found.hosts.values_list("pk", flat=True)],
    }  # fmt: skip
    form = BecomesForm(request.POST or None, initial=initial, user=request.user, delegation=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = programme.make_activity(found, **form.given(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The visit is in the log. Thanks are next."))
            return redirect("activities:activity", made.pk)
    context = {"delegation": found, "form": form}
    return render(request, "activities/delegations/become.html", context, status=422 if form.errors else 200)
