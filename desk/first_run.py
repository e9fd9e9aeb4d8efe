"""The first visit to an empty installation: your city, your office, your ties on public record."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from desk.first_run_forms import CityForm, OfficeForm, OtherTieForm
from desk.services import open_office, take_over_by_hand, take_over_ties
from partnerships.models import Partnership
from partnerships.queries import count_recorded, recorded_ties
from stakeholders.access import Role
from stakeholders.models import Level, Office, Place
from stakeholders.queries import find_places, label_of, places_meant
from stakeholders.verbs import Refusal

# Countries whose ties the shipped record lacks, as data/README.md says.
MISSING_COUNTRIES = ["JP", "KR", "PL", "IT", "TR", "CA", "AU", "MX"]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def first_run(request):
    """Step 1 and 2: find the city by GET, then name the office and open it by POST."""
    if request.office and not request.user.is_staff:
        return redirect("desk:first-run-ties")
    if Office.objects.exists() and not request.user.is_staff:
        raise PermissionDenied
    chosen = request.POST.get("place") or request.GET.get("place", "")
    if chosen:
        return _name_office(request, _city(chosen))
    return _choose_city(request)


def _city(pk):
    cities = Place.objects.exclude(level=Level.COUNTRY).select_related("country", "parent")
    return get_object_or_404(cities, pk=pk if pk.isdecimal() else 0)


def _choose_city(request):
    text = request.GET.get("q", "").strip()
    found = (places_meant(text) or find_places(text, limit=20)) if text else []
    counts = count_recorded(found)
    cities = [{"pk": city.pk, "label": label_of(city), "ties": counts.get(city.pk, 0)} for city in found]
    context = {"form": CityForm(initial={"q": text}), "text": text, "cities": cities}
    return render(request, "desk/first_run.html", context)


def _name_office(request, city):
    form = OfficeForm(request.POST if request.method == "POST" else None, initial={"name": _name_for(city)})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                open_office(home=city, name=form.cleaned_data["name"], by=request.user, at=timezone.now())
            except Refusal as refusal:
                form.refuse(refusal)
                status = 409
            else:
                messages.success(request, _("Your office is open."))
                return redirect("desk:first-run-ties")
    context = {"form": form, "city": city, "label": label_of(city), "ties": count_recorded([city]).get(city.pk, 0)}
    return render(request, "desk/first_run_office.html", context, status=status)


def _name_for(city):
    return _("City of %(city)s") % {"city": city.name}


def _coordinator_office(request):
    """The office that this person coordinates; nobody else sets one up."""
    office = request.office
    if not office or office.role != Role.COORDINATOR or office.limited:
        raise PermissionDenied
    return office


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ties(request):
    """Step 3: tick what is yours."""
    if not request.office and not Office.objects.exists():
        return redirect("desk:first-run")
    office = _coordinator_office(request)
    if request.method != "POST":
        return _show_ties(request, office)
    wanted = [pk for pk in request.POST.getlist("tie") if pk.isdecimal()]
    on_offer = Partnership.objects.filter(pk__in=recorded_ties(office.home).filter(pk__in=wanted).values("pk"))
    if not on_offer and not Partnership.objects.filter(pk__in=wanted).kept_by(office.organisation).exists():
        return _show_ties(request, office, refusal=_("Tick at least one partnership, or go on without."), status=422)
    try:
        seats = take_over_ties(office, list(on_offer), by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _show_ties(request, office, refusal=refusal.message, status=409)
    if seats:
        n = len(seats)
        said = ngettext("%(n)d partnership is now yours to keep.", "%(n)d partnerships are now yours to keep.", n)
        messages.success(request, said % {"n": n})
    return redirect("desk:first-run-ties")


@require_POST
@login_required
def add_tie(request):
    """A tie that no record holds, by hand."""
    office = _coordinator_office(request)
    form = OtherTieForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            made = take_over_by_hand(office, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("other" if refusal.field == "places" else None, str(refusal.message))
            status = 409
        else:
            messages.success(request, _("%(name)s is now yours to keep.") % {"name": made.name})
            return redirect("desk:first-run-ties")
    return _show_ties(request, office, form=form, status=status)


def _show_ties(request, office, *, form=None, refusal="", status=200):
    kept = Partnership.objects.for_user(request.user).kept_by(office.organisation).order_by("name")
    country = office.home.country_code
    context = {
        "home": office.home,
        "recorded": list(recorded_ties(office.home, office.organisation)),
        "kept": list(kept[:200]),
        "missing": ", ".join(_missing_countries()),
        "is_missing": country in MISSING_COUNTRIES,
        "form": form or OtherTieForm(),
        "refusal": refusal,
        "typed": set(request.POST.getlist("tie")),
    }
    return render(request, "desk/first_run_ties.html", context, status=status)


def _missing_countries():
    """Their names where the places are loaded, else their codes, in the order of the list."""
    named = dict(
        Place.objects.filter(level=Level.COUNTRY, iso_code__in=MISSING_COUNTRIES).values_list("iso_code", "name")
    )
    return [named.get(code, code) for code in MISSING_COUNTRIES]
