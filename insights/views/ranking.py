"""Whom next: candidates under open weights, each row opened into its sum; sets of weights; briefs on the best."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from insights.criteria import LEAST_POPULATION, criterion, to_hundred, usual_weights
from insights.forms import BriefForm, CandidatesForm, SetForm
from insights.libraries import missing
from insights.models import Brief, RankingSet
from insights.services.answers import ask
from insights.services.rankings import lock_set, remove_brief, remove_set, save_brief, save_set
from insights.views.learn import may_ask, office_of
from insights.views.stored import latest_of
from stakeholders.access import Permission, get_allowed
from stakeholders.models import Place
from stakeholders.verbs import Refusal

WEIGHT, TURN, COMPLETE = "w-", "t-", "complete"
STRONG, WEAK = 0.6, 0.4  # parts of 0 to 1 that a brief calls a strength, and those that it names as weak


@require_safe
@login_required
def ranking(request):
    """The candidates in order. Weights and the set stand in the address, so that a link shows the same."""
    office = office_of(request)
    stored = latest_of(request.user, "ranking", office.organisation, table=True)
    sets = sets_of(request, office)
    context = {
        "office": office, **stored, "sets": sets, "missing": missing(), "may_ask": may_ask(request, of_office=True),
        "briefs": Brief.objects.for_user(request.user).filter(owner=office.organisation)[:10],
    }  # fmt: skip
    if stored["answer"] and not context["missing"]:
        context |= weighed(request.GET, stored["answer"], sets)
    return render(request, "insights/ranking.html", context)


def sets_of(request, office):
    """The saved sets, each with `said`: [(name of a criterion, percent)], the heaviest first."""
    sets = list(RankingSet.objects.for_user(request.user).filter(owner=office.organisation))
    for one in sets:
        one.said = heaviest_first(one.weights)
    return sets


def heaviest_first(weights):
    """[(name of a criterion, percent)]."""
    ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return [(criterion(key).name, weight) for key, weight in ordered]


def weighed(given, answer, sets):
    """The order under the weights of an address, and the form of weights."""
    from insights.scoring import order

    chosen = next((one for one in sets if one.slug == given.get("set")), None)
    keys = answer.found["inputs"]["criteria"]
    base = {key: value for key, value in chosen.weights.items() if key in keys} if chosen else usual_weights(keys)
    weights, turned = weights_of(given, keys, to_hundred(base), chosen)
    complete = complete_of(given, keys, answer)
    found = None
    if any(weights.values()):
        found = order(answer, weights, turned, before=to_hundred(base), complete=complete)
    facts = answer.found["inputs"]
    fields = [
        {
            "key": key, "told": criterion(key), "weight": weights.get(key, 0), "turned": key in turned,
            "missing": facts["missing"][key], "known": facts["candidates"] - facts["missing"][key],
        }
        for key in keys
    ]  # fmt: skip
    return {
        "order": found, "fields": fields, "set": chosen, "weights": weights, "turned": turned, "facts": facts,
        "complete": complete,
    }  # fmt: skip


def weights_of(given, keys, base, chosen):
    """({criterion: percent adding up to 100}, criteria turned round) of an address; the base where it names none."""
    if not names_weights(given, keys):
        return base, set(chosen.turned if chosen else ())
    weights = {key: number(given.get(WEIGHT + key)) for key in keys}
    return to_hundred(weights), {key for key in keys if given.get(TURN + key)}


def names_weights(given, keys):
    return any(WEIGHT + key in given for key in keys)


def complete_of(given, keys, answer):
    """Whether only cities with every figure are ranked: as the address says, else as the random draws were made."""
    if COMPLETE in given or names_weights(given, keys):
        return given.get(COMPLETE) == "1"
    return answer.found.get("complete", False)


def number(text):
    """0 to 1000 of what was typed; what is no number counts as nought."""
    try:
        return min(1000.0, max(0.0, float((text or "0").replace(",", "."))))
    except ValueError:
        return 0.0


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def candidates(request):
    """Choose which cities are held against one another; their figures are gathered anew."""
    office = office_of(request)
    if not may_ask(request, of_office=True):
        raise PermissionDenied
    latest = latest_of(request.user, "ranking", office.organisation)["answer"]
    form = CandidatesForm(request.POST or None, initial=told_before(latest))
    if request.method == "POST" and form.is_valid():
        try:
            ask("ranking", owner=office.organisation, options=form.cleaned_data, by=request.user, at=timezone.now())
            return redirect("insights:ranking")
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context = {"form": form, "office": office, "missing": missing()}
    return render(request, "insights/ranking_candidates.html", context, status=422 if form.errors else 200)


def told_before(answer):
    """What the form shows first: the choice of the last time."""
    options = answer.options if answer else {}
    named = Place.objects.filter(pk__in=options.get("places", [])).order_by("name", "pk")
    return {
        "least_population": options.get("least_population", LEAST_POPULATION),
        "countries": ", ".join(options.get("countries", [])),
        "places": "\n".join(f"{place.name}, {place.country_code}" for place in named),
    }


@require_POST
@login_required
def ask_ranking(request):
    """Gather the figures anew, of the same candidates as before, with the random weightings for the criteria sent.

    back: the weights of the address that asked, to which it returns.
    """
    office = office_of(request)
    if not may_ask(request, of_office=True):
        raise PermissionDenied
    latest = latest_of(request.user, "ranking", office.organisation)["answer"]
    criteria = sorted(key.removeprefix(WEIGHT) for key in request.POST if key.startswith(WEIGHT))
    options = {**(latest.options if latest else {}), "criteria": criteria}
    options["complete"] = request.POST.get(COMPLETE) == "1"
    try:
        ask("ranking", owner=office.organisation, options=options, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    back = QueryDict(request.POST.get("back", "")).urlencode()
    return redirect(f"{reverse('insights:ranking')}{'?' if back else ''}{back}")


@require_POST
@login_required
def new_set(request):
    """Save the weights sent under a name."""
    office = office_of(request)
    if not may_ask(request, of_office=True):
        raise PermissionDenied
    form = SetForm(request.POST)
    weights = {key.removeprefix(WEIGHT): number(value) for key, value in request.POST.items() if key.startswith(WEIGHT)}
    turned = [key.removeprefix(TURN) for key in request.POST if key.startswith(TURN)]
    if not form.is_valid():
        messages.error(request, _("Give the set a name of 80 letters at most."))
        return redirect("insights:ranking")
    try:
        made = save_set(
            owner=office.organisation, name=form.cleaned_data["name"], weights=weights, turned=turned,
            by=request.user, at=timezone.now(),
        )  # fmt: skip
        complete = f"&{COMPLETE}=1" if request.POST.get(COMPLETE) == "1" else ""
        return redirect(f"{reverse('insights:ranking')}?set={made.slug}{complete}")
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("insights:ranking")


@require_POST
@login_required
def change_set(request, slug):
    """Lock a set as official, or take it away."""
    office = office_of(request)
    mine = RankingSet.objects.filter(owner=office.organisation)
    found = get_allowed(mine, request.user, Permission.EDIT, slug=slug)
    verb = {"lock": lock_set, "remove": remove_set}.get(request.POST.get("do"))
    try:
        if verb:
            verb(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return redirect("insights:ranking")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_brief(request):
    """Say why the first three stand first; the figures are kept as they are now."""
    office = office_of(request)
    if not may_ask(request, of_office=True):
        raise PermissionDenied
    answer = latest_of(request.user, "ranking", office.organisation, table=True)["answer"]
    if answer is None or missing():
        return redirect("insights:ranking")
    sets = sets_of(request, office)
    given = request.POST if request.method == "POST" else request.GET
    context = weighed(given, answer, sets)
    form = BriefForm(request.POST or None, initial={"title": _("Whom next")})
    if request.method == "POST" and form.is_valid() and context["order"]:
        from insights.scoring import frozen

        try:
            brief = save_brief(
                owner=office.organisation, **form.cleaned_data, as_of=answer.as_of, by=request.user, at=timezone.now(),
                said=frozen(context["order"], context["weights"], context["turned"], answer),
            )  # fmt: skip
            return redirect("insights:brief", brief.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context |= {"form": form, "office": office}
    return render(request, "insights/new_brief.html", context, status=422 if form.errors else 200)


@require_GET
@login_required
def brief(request, pk):
    """A brief as it was saved; prints on one page."""
    office_of(request)
    found = get_allowed(Brief.objects.select_related("owner", "made_by"), request.user, pk=pk)
    said = found.said
    criteria = heaviest_first(said["weights"])
    for row in said["first"]:
        row |= reasons(row["parts"])
    may_remove = Brief.objects.for_user(request.user, Permission.EDIT).filter(pk=pk).exists()
    context = {"brief": found, "said": said, "criteria": criteria, "may_remove": may_remove}
    return render(request, "insights/brief.html", context)


def reasons(parts):
    """{"strong", "weak", "absent"}: names of what carries a candidate, of what holds it back, of what is missing."""
    known = sorted((part for part in parts if part["part"] is not None), key=lambda part: -part["points"])
    weak = sorted((part for part in known if part["part"] < WEAK), key=lambda part: part["part"])
    return {
        "strong": [part["name"] for part in known if part["part"] >= STRONG][:3],
        "weak": [part["name"] for part in weak][:2],
        "absent": [part["name"] for part in parts if part["part"] is None],
    }


@require_POST
@login_required
def drop_brief(request, pk):
    """Take a brief away; the history keeps it."""
    office_of(request)
    found = get_allowed(Brief.objects, request.user, Permission.EDIT, pk=pk)
    try:
        remove_brief(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("insights:brief", pk)
    return redirect("insights:ranking")
