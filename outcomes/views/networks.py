"""Networks of offices: who belongs, and the sums of what they share."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drawing import exports
from outcomes.models import NetworkMember
from outcomes.queries.networks import WITHHELD, entries_of, lines_of, members_of, networks_of
from outcomes.services.networks import ask_to_join, coordinates, leave, let_in
from outcomes.views.asked import address_of, office_or_refuse
from outcomes.views.board import written
from stakeholders.access import get_allowed
from stakeholders.models import Membership, Organisation, OrganisationKind
from stakeholders.verbs import Refusal

QUARTERS = (1, 2, 3, 4, 0)


@require_safe
@login_required
def network(request, slug):
    """The figures of a network for its members: sums by indicator, quarter and office, never single records."""
    found = get_object_or_404(networks_of(request.user), slug=slug)
    year = year_asked(request)
    lines = lines_of(entries_of(request.user, found), year)
    members = [row.office for row in members_of(found)]
    if request.GET.get("format"):
        return download(request, found, year, lines, members)
    context = {
        "network": found, "year": year, "members": members,
        "years": [timezone.localdate().year - back for back in range(5)],
        "lines": [line_cells(line, members) for line in lines],
        "quarters": [_("Q%(n)s") % {"n": n} if n else _("not dated to the quarter") for n in QUARTERS],
        "downloads": [{"kind": kind.upper(), "url": address_of(request, format=kind)} for kind in exports.FORMATS],
    }  # fmt: skip
    return render(request, "outcomes/network.html", context)


def year_asked(request):
    text, now = request.GET.get("year", ""), timezone.localdate().year
    if text and (not text.isdigit() or not 1950 <= int(text) <= now):
        raise Http404("No such year.")
    return int(text or now)


def cell(value, write):
    """What stands in a cell: a value, the word withheld, or None where nothing is recorded."""
    return _("withheld: too few firms") if value == WITHHELD else None if value is None else write(value)


def line_cells(line, members):
    write = written(line.indicator)
    return {
        "code": line.indicator.code, "name": str(line.indicator.name),
        **{part: cell(value, write) for part, value in line.parts.items()},
        "quarters": [cell(line.quarters.get(quarter), write) for quarter in QUARTERS],
        "offices": [(office.name, cell(line.offices[office.pk], write)) for office in members
                    if office.pk in line.offices],
        "n_open": line.n_open, "n_closed": line.n_closed,
    }  # fmt: skip


def download(request, network, year, lines, members):
    kind = request.GET["format"]
    if kind not in exports.FORMATS:
        raise Http404("No such download.")
    columns = [_("Indicator"), _("Name"), _("Year"), _("Verified"), _("Documented"), _("Reported"),
               *(_("Verified, Q%(n)s") % {"n": n} if n else _("Verified, not dated to the quarter") for n in QUARTERS),
               _("Records you may open"), _("Closed records")]  # fmt: skip
    rows = [
        (line.indicator.code, str(line.indicator.name), year, *line.parts.values(),
         *(line.quarters.get(quarter) for quarter in QUARTERS), line.n_open, line.n_closed)
        for line in lines
    ]  # fmt: skip
    return exports.table_response(kind, f"{network.name} {year}", columns, rows)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def networks(request):
    """Networks of the person's office, those it may ask to join, and who asks to join the person's own network."""
    if request.method == "POST":
        return ask(request)
    office = request.office
    rows = NetworkMember.objects.for_user(request.user).filter(left_at=None).select_related("network", "office")
    mine, asks = [], []
    for row in rows.order_by("network__name", "office__name"):
        row.may_leave = coordinates(request.user, row.office_id) or coordinates(request.user, row.network_id)
        row.may_let_in = row.accepted_at is None and coordinates(request.user, row.network_id)
        (asks if row.may_let_in else mine).append(row)
    kind = OrganisationKind.ASSOCIATION_OF_SISTER_CITIES
    may_ask = bool(office) and coordinates(request.user, office.organisation_id)
    known = {row.network_id for row in rows if office and row.office_id == office.organisation_id}
    open_to = Organisation.objects.for_user(request.user).filter(kind=kind).exclude(pk__in=known) if may_ask else []
    context = {
        "rows": mine, "asks": asks, "open_to": open_to, "read": list(networks_of(request.user)),
        "asked_for": chosen(request, open_to),
    }  # fmt: skip
    return render(request, "outcomes/networks.html", context)


def chosen(request, open_to):
    """The network of `?join=`, with who would read the office's sums there; shown before anything is asked."""
    slug = request.GET.get("join", "")
    found = next((one for one in open_to if one.slug == slug), None)
    if found is None:
        return None
    offices = [row.office for row in members_of(found)]
    readers = Membership.objects.current().filter(organisation__in=[*offices, found], limited=False)
    return {"network": found, "offices": offices, "people": readers.values("user").distinct().count()}


def ask(request):
    office = office_or_refuse(request)
    found = get_allowed(Organisation.objects.all(), request.user, slug=request.POST.get("network", ""))
    return told(request, lambda: ask_to_join(found, office.organisation, by=request.user, at=timezone.now()),
                _("Asked. The network's coordinator decides."))  # fmt: skip


def told(request, change, words):
    """Do it, say so, and back to the list; a refusal is said there too."""
    try:
        change()
    except Refusal as refusal:
        if refusal.code == "not_a_coordinator":
            raise PermissionDenied from refusal
        messages.error(request, refusal.message)
    else:
        messages.success(request, words)
    return redirect("outcomes:networks")


@require_POST
@login_required
def accept(request, pk):
    member = get_allowed(NetworkMember.objects, request.user, pk=pk)
    return told(request, lambda: let_in(member, by=request.user, at=timezone.now()), _("The office is in the network."))


@require_POST
@login_required
def end(request, pk):
    member = get_allowed(NetworkMember.objects, request.user, pk=pk)
    words = _("The office has left the network.")
    return told(request, lambda: leave(member, by=request.user, at=timezone.now()), words)
