"""Pages of likely doubles: the pairs, two side by side, what was merged."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.doubles.comparing import clashes_of, fields_of, hanging_on
from desk.doubles.merging import DAYS, FIELDS, kept_by_others, merge, require_may_merge
from desk.doubles.telling import not_a_double
from desk.doubles.undoing import undo
from outcomes.views.asked import office_or_refuse
from stakeholders.access import Permission, Role, get_allowed
from stakeholders.doubles import likely_organisations, likely_people, reasons_of
from stakeholders.models import DoubleKind, Merge, Organisation, Person
from stakeholders.verbs import Refusal

ROWS = 25
MODELS = {"organisations": Organisation, "contacts": Person}


@dataclass(frozen=True)
class Pair:
    """Two that may be one, as a row of the list."""

    kind: str
    one: object
    other: object
    score: float
    reasons: list


def _coordinates(request):
    return request.office.role == Role.COORDINATOR and not request.office.limited


@require_safe
@login_required
def doubles(request):
    """Likely pairs among what the person may open; `?of=` an organisation's key: choose what to compare it with."""
    office = office_or_refuse(request)
    kind = "contacts" if request.GET.get("kind") == "contacts" else "organisations"
    if request.GET.get("of", "").isdecimal():
        return _with_which(request, kind)
    find = likely_people if kind == "contacts" else likely_organisations
    found = [
        Pair(kind, one, other, likeness.score, reasons_of(likeness))
        for one, other, likeness in find(request.user, office.organisation)
    ]
    context = {
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "kind": kind,
        "tabs": [("organisations", _("Organisations")), ("contacts", _("Contacts"))],
        "may_merge": _coordinates(request),
    }
    return render(request, "desk/doubles/pairs.html", context)


def _with_which(request, kind):
    """One is given; the other is chosen from the list, and then both stand side by side."""
    rows = MODELS[kind].objects.all()
    one = get_allowed(rows, request.user, pk=int(request.GET["of"][:18]))
    others = rows.for_user(request.user).exclude(pk=one.pk)
    if request.GET.get("with", "").isdecimal():
        other = get_allowed(others, request.user, pk=int(request.GET["with"][:18]))
        return redirect("doubles:compare", kind=kind, one=one.pk, other=other.pk)
    if kind == "contacts":
        others = others.filter(owner=one.owner_id)
    else:
        others = others.select_related("place")
    return render(request, "desk/doubles/choose.html", {"one": one, "others": others.order_by("name"), "kind": kind})


def _two(request, kind, one, other):
    if kind not in MODELS or one == other:
        raise Http404
    rows = MODELS[kind].objects.all()
    return get_allowed(rows, request.user, pk=one), get_allowed(rows, request.user, pk=other)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def compare(request, kind, one, other):
    """Two side by side; sent, the right one is merged into the left one with the fields that were chosen."""
    left, right = _two(request, kind, one, other)
    office = office_or_refuse(request).organisation
    if request.method == "POST":
        if not _coordinates(request):
            raise PermissionDenied
        chosen = [name for name in FIELDS[type(left)] if request.POST.get(name) == "right"]
        try:
            made = merge(left, right, chosen=chosen, by=request.user, at=timezone.now(), office=office)
        except Refusal as refusal:
            return _side_by_side(request, kind, left, right, office, refusal=refusal, status=409)
        messages.success(request, _("Merged. It can be undone for 30 days."))
        return redirect("doubles:merges") if made.kind == DoubleKind.PERSON else _to(made)
    return _side_by_side(request, kind, left, right, office)


def _to(made):
    return redirect("stakeholders:organisation", slug=Organisation.objects.get(pk=made.kept_id).slug)


def _side_by_side(request, kind, left, right, office, *, refusal=None, status=200):
    if refusal is None:
        try:
            require_may_merge(left, right, by=request.user, office=office)
        except Refusal as found:
            refusal = found
    hanging, more_left, more_right = hanging_on(left, right, request.user, office)
    fields = fields_of(left, right)
    if request.method == "POST":
        fields = [(pair, request.POST.get(pair.name, pair.chosen)) for pair in fields]
    else:
        fields = [(pair, pair.chosen) for pair in fields]
    locked = isinstance(left, Organisation) and not request.user.is_staff and kept_by_others(left, office)
    context = {
        "kind": kind,
        "left": left,
        "right": right,
        "fields": fields,
        "locked": locked,
        "hanging": hanging,
        "more_left": more_left,
        "more_right": more_right,
        "clashes": clashes_of(left, right, request.user, office),
        "refusal": refusal,
        "may_merge": refusal is None or status == 409,
        "coordinates": _coordinates(request),
    }
    return render(request, "desk/doubles/compare.html", context, status=status)


@require_POST
@login_required
def apart(request, kind, one, other):
    """They are two: not proposed to this office again."""
    left, right = _two(request, kind, one, other)
    office = office_or_refuse(request).organisation
    if not _coordinates(request):
        raise PermissionDenied
    not_a_double(left, right, office=office, by=request.user, at=timezone.now())
    messages.success(request, _("Noted: they are two. This pair is not shown again."))
    return redirect("doubles:pairs")


@require_safe
@login_required
def merges(request):
    """What the office merged, with what can still be undone."""
    office_or_refuse(request)
    return _merges(request)


def _merges(request, *, refusal=None, status=200):
    now = timezone.now()
    rows = Merge.objects.for_user(request.user).select_related("made_by", "undone_by")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    people = Person.objects.for_user(request.user).in_bulk(
        [row.kept_id for row in page if row.kind == DoubleKind.PERSON]
    )
    bodies = Organisation.objects.for_user(request.user).in_bulk(
        [row.kept_id for row in page if row.kind == DoubleKind.ORGANISATION]
    )
    for row in page:
        row.kept = (people if row.kind == DoubleKind.PERSON else bodies).get(row.kept_id)
        row.gone = row.gone_name or row.before.get("gone", {}).get("name", "")
        row.until = row.made_at + DAYS
        row.open = row.undone_at is None and row.purged_at is None and row.until > now
        row.moved = sum(len(step.get("pks", ())) for step in row.steps)
    context = {"page": page, "refusal": refusal, "may_undo": _coordinates(request)}
    return render(request, "desk/doubles/merges.html", context, status=status)


@require_POST
@login_required
def undo_merge(request, pk):
    found = get_allowed(Merge.objects, request.user, Permission.EDIT, pk=pk)
    office_or_refuse(request)
    try:
        undo(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _merges(request, refusal=refusal, status=409)
    messages.success(request, _("Undone: they are two again."))
    return redirect("doubles:merges")
