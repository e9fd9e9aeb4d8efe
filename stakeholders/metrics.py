"""Figures that are asked for by name: a short list for each kind of body and for places. Any other word will do too."""

import re

from django.utils.translation import gettext_lazy as _

from stakeholders.models import OrganisationKind as Kind

PERSONS, TONNES, FIRMS = _("persons"), _("tonnes"), _("firms")
OF_KIND = {
    Kind.PORT: ("teu", "cargo_tonnes", "ship_calls", "passengers"),
    Kind.UNIVERSITY: ("students", "international_students", "academic_staff"),
    Kind.CHAMBER: ("member_firms",),
    Kind.COMPANY: ("employees", "turnover"),
    Kind.HOSPITAL: ("beds", "employees"),
    Kind.MUSEUM: ("visitors",),
    Kind.ASSOCIATION: ("members",),
    Kind.ASSOCIATION_OF_SISTER_CITIES: ("members",),
    Kind.CITY_GOVERNMENT: ("employees",),
    Kind.REGIONAL_GOVERNMENT: ("employees",),
    Kind.DEVELOPMENT_BOARD: ("projects_settled", "employees"),
}
OF_PLACE = (
    "population", "gdp", "companies", "employment", "students", "overnight_stays", "flight_destinations_abroad",
    "flight_countries", "flights_abroad",
)  # fmt: skip
# metric: (name, unit)
KNOWN = {
    "teu": (_("Containers handled"), "TEU"),
    "cargo_tonnes": (_("Cargo handled"), TONNES),
    "ship_calls": (_("Calls of ships"), _("calls")),
    "passengers": (_("Passengers"), PERSONS),
    "students": (_("Students"), PERSONS),
    "international_students": (_("Students from abroad"), PERSONS),
    "academic_staff": (_("Academic staff"), PERSONS),
    "member_firms": (_("Member firms"), FIRMS),
    "members": (_("Members"), PERSONS),
    "employees": (_("Employees"), PERSONS),
    "turnover": (_("Turnover"), ""),
    "beds": (_("Beds"), _("beds")),
    "visitors": (_("Visitors"), PERSONS),
    "projects_settled": (_("Projects settled"), _("projects")),
    "population": (_("Population"), PERSONS),
    "gdp": (_("Gross domestic product"), ""),
    "companies": (_("Companies"), FIRMS),
    "employment": (_("People in work"), PERSONS),
    "overnight_stays": (_("Overnight stays"), _("nights")),
    "flight_destinations_abroad": (_("Airports abroad with a direct flight"), _("airports")),
    "flight_countries": (_("Countries with a direct flight"), _("countries")),
    "flights_abroad": (_("Routes flown abroad, counted by airline"), _("routes")),
}
LONGEST = 60


def metric_of(text):
    """The word under which a figure is kept: lower case, underscores for blanks and hyphens, at most 60 signs."""
    return re.sub(r"[\s\-_]+", "_", text.strip().lower()).strip("_")[:LONGEST]


def name_of(metric):
    """What a reader calls the metric."""
    if metric in KNOWN:
        return KNOWN[metric][0]
    words = metric.replace("_", " ")
    return words[:1].upper() + words[1:]


def unit_of(metric):
    """The usual unit of a metric of the list, else ""."""
    return str(KNOWN[metric][1]) if metric in KNOWN else ""


def choices_for(kind=None):
    """[(metric, name)] of a kind of body, or of a place where no kind is given."""
    return [(metric, KNOWN[metric][0]) for metric in (OF_KIND.get(kind, ()) if kind else OF_PLACE)]
