"""What a reader asks of a dashboard, read from its address: a shared link shows the same period, day and filters."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drawing import formats
from drawing.words import STAGE_ORDER, stage_name
from outcomes import tiles
from outcomes.periods import Span, quarters_to, year_of, year_start, year_to_date
from outcomes.queries.programme import NOT_ENOUGH
from outcomes.queries.scopes import scope_of_key, scope_of_place
from outcomes.queries.tables import GROUPS
from outcomes.services.staging import today_of
from partnerships.models import Partnership, StageResult
from partnerships.rules import NoStage
from stakeholders.models import Place

COMPARISONS = ("year", "period", "target")


def office_or_refuse(request):
    office = request.office
    if not office:
        raise PermissionDenied
    return office


@dataclass
class Asked:
    """span: the period of the figures; as_of: the last day of it that is past; today: of the office.

    year: of the office, by its number. known: an earlier day whose knowledge is shown, or None for today's. compare:
    year, period or target; before: the span to compare with. problems: sentences on what could not be read and was
    left out.
    """

    span: Span
    as_of: dt.date
    today: dt.date
    quarter: int | None = None
    known: dt.date | None = None
    compare: str = "year"
    group: str = ""
    stage: int | None = None
    region: Place | None = None
    indicator: str = ""
    problems: list = field(default_factory=list)
    year: int = 0
    filters: list = field(default_factory=list)
    stages: tuple = STAGE_ORDER

    @property
    def before(self):
        if self.compare == "period":
            return self.span.earlier(3 if self.quarter else 12)
        return self.span.earlier()

    @property
    def than(self):
        """The words after a change."""
        return tiles.QUARTER_BEFORE if self.compare == "period" and self.quarter else tiles.YEAR_AGO

    @property
    def is_filtered(self):
        return self.stage is not None or self.region is not None


def asked_of(request, office):
    """What this request asks; a value that cannot be read is named in `problems` and left out. A wrong year is 404."""
    today = today_of(office, timezone.now())
    problems = []
    known = known_day(request, today, problems)
    now = known or today
    span, as_of, quarter = period(request, office, now, problems)
    asked = Asked(span, as_of, today, quarter, known, problems=problems)
    asked.compare = one_of(request, "compare", COMPARISONS, "year", problems)
    asked.group = one_of(request, "group", GROUPS, "", problems)
    asked.indicator = request.GET.get("indicator", "")[:20]
    stage = one_of(request, "stage", [str(number) for number in range(7)], "", problems)
    asked.stage = int(stage) if stage else None
    asked.region = place_asked(request, problems)
    asked.year = year_start(span.first, office.year_starts_in).year
    if asked.stage is not None:
        text = _("Stage: %(stage)s") % {"stage": stage_name(asked.stage)}
        asked.filters.append({"text": text, "url": address_of(request, stage=None)})
    if asked.region is not None:
        text = _("Region: %(region)s") % {"region": asked.region.name}
        asked.filters.append({"text": text, "url": address_of(request, region=None)})
    return asked


def one_of(request, name, known, default, problems):
    value = request.GET.get(name, "")
    if value in known:
        return value
    if value:
        problems.append(_("“%(value)s” is no %(name)s, so it was left out.") % {"value": value[:40], "name": name})
    return default


def known_day(request, today, problems):
    """The day whose knowledge is asked for, `?as_of=2026-03-31`; None for today."""
    text = request.GET.get("as_of", "").strip()
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        problems.append(_("Write the date as 2026-03-31. The figures shown are today's."))
        return None
    if day > today:
        problems.append(_("%(day)s is still to come. The figures shown are today's.") % {"day": formats.long_date(day)})
        return None
    if day.year < 1950:
        problems.append(_("Nothing was known here on %(day)s.") % {"day": text})
        return None
    return None if day == today else day


def period(request, office, now, problems):
    """(span, last day of it that is past, number of the quarter or None)."""
    current = year_to_date(now, office.year_starts_in)
    text = request.GET.get("year", "")
    if text and (not text.isdigit() or not 1950 <= int(text) <= current.first.year):
        if text.isdigit() and int(text) > current.first.year and request.GET.get("as_of"):
            problems.append(_("That year had not begun on the day asked for."))
            text = ""
        else:
            raise Http404("No such year.")
    year = int(text) if text else current.first.year
    whole = year_of(year, office.year_starts_in)
    span = current if year == current.first.year else whole
    number = request.GET.get("quarter", "")
    if number and number not in ("1", "2", "3", "4"):
        problems.append(_("A year has the quarters 1 to 4."))
        number = ""
    if number:
        found = quarters_to(whole.last, office.year_starts_in, 4)[int(number) - 1]
        if found.first > now:
            problems.append(_("%(quarter)s has not begun yet.") % {"quarter": found.label})
        else:
            return found, min(found.last, now), int(number)
    return span, min(span.last, now), None


def place_asked(request, problems):
    text = request.GET.get("region", "")
    if not text:
        return None
    found = Place.objects.filter(pk=int(text)).first() if text.isdigit() and len(text) < 19 else None
    if found is None:
        problems.append(_("No such region is known, so it was left out."))
    return found


def period_of(request, office):
    """(span, as-of date, today) of a request: see Asked."""
    asked = asked_of(request, office)
    return asked.span, asked.as_of, asked.today


def scope_asked(request, asked, office, scope=None):
    """The scope of a page, as `?scope=` names it where none is given, narrowed to what its filters leave."""
    scope = scope or scope_of_key(request.user, request.GET.get("scope", ""))
    if not asked.is_filtered:
        return scope
    ties, words = Partnership.objects.all(), []
    if asked.stage is not None:
        here = Q(reason=NoStage.NOT_ENOUGH_RECORDS) if asked.stage == NOT_ENOUGH else Q(stage=asked.stage)
        now = StageResult.objects.for_user(request.user).latest().filter(here, owner=office.organisation)
        ties = ties.filter(pk__in=now.values("partnership"))
        words.append(f"stage={asked.stage}")
    if asked.region is not None:
        ties = ties.filter(scope_of_place(asked.region).ties("pk"))
        words.append(f"region={asked.region.pk}")
    return scope.narrowed(ties.values("pk"), "&".join(words))


def address_of(request, **changed):
    """This page with some of its query changed; None takes a key out."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changed.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def figure_url(key, asked, scope, version=None):
    """The page behind a figure, with the same scope, period and day. version: of the indicator, None for the one in
    use."""
    query = [f"year={asked.year}"]
    if asked.quarter:
        query.append(f"quarter={asked.quarter}")
    if asked.known:
        query.append(f"as_of={asked.known.isoformat()}")
    if version is not None:
        query.append(f"version={version}")
    if not scope.is_programme:
        query.append(f"scope={scope.key}")
    if scope.filter:
        query.append(scope.filter)
    return reverse("outcomes:explain", args=[key]) + "?" + "&".join(query)
