"""Invented content for the style guide: one value for each variable of each component."""

import datetime as dt
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator

from drawing.charts import EvidenceChart
from drawing.ego import Ego
from drawing.events import Events, Point
from drawing.intervals import Intervals
from drawing.map import Place
from drawing.scatter import Scatter
from drawing.steps import Steps
from drawing.two_sides import Node, TwoSides
from drawing.widgets import DayInput
from drawing.words import AUDIENCES, STAGE_ORDER, STAGES, STATES

CHICAGO = Place("Chicago", -87.63, 41.88)
CITIES = (
    ("Mexico City", -99.13, 19.43, 4, 5), ("Hamburg", 9.99, 53.55, 5, 4), ("Osaka", 135.5, 34.69, 5, 3.5),
    ("Milan", 9.19, 45.46, 4, 2.5), ("Toronto", -79.38, 43.65, 5, 4), ("Accra", -0.19, 5.6, 3, 2),
    ("Casablanca", -7.59, 33.57, 2, 1.5), ("Warsaw", 21.01, 52.23, 4, 2.4), ("Delhi", 77.21, 28.61, 3, 2.6),
    ("Shanghai", 121.47, 31.23, 1, 1.4), ("Busan", 129.08, 35.18, 4, 2.4), ("Durban", 31.02, -29.86, 1, 0.6),
    ("Bogotá", -74.07, 4.71, 4, 2.8), ("Sydney", 151.21, -33.87, 2, 1.2), ("Amman", 35.93, 31.95, 1, 0.8),
    ("Gothenburg", 11.97, 57.71, 3, 2), ("Athens", 23.73, 37.98, 1, 0.5), ("Birmingham", -1.9, 52.48, 5, 2.2),
    ("Vilnius", 25.28, 54.69, 6, 0.6), ("Lahore", 74.34, 31.55, 0, 0.4), ("Galway", -9.06, 53.27, 2, 1),
    ("Prague", 14.42, 50.08, 3, 1.3), ("Paris", 2.35, 48.86, 2, 1), ("Lucerne", 8.31, 47.05, 2, 0.8),
    ("Belgrade", 20.46, 44.79, 0, 0.4), ("Kyiv", 30.52, 50.45, 6, 0.4), ("Nairobi", 36.82, -1.29, 6, 0.4),
)  # fmt: skip
PLACES = tuple(Place(*city, url="#list") for city in CITIES)
OTHER_HOMES = (
    (Place("Hamburg", 9.99, 53.55), tuple(p for p in PLACES if p.name != "Hamburg")),
    (Place("Nairobi", 36.82, -1.29), tuple(p for p in PLACES if p.name != "Nairobi")),
)

PASSES = {1: 22, 2: 16, 3: 9, 4: 9, 5: 4}

LAYERS = TwoSides(
    ("Chicago", (Node("Lakeshore Chamber"), Node("Board of trade, second district"), Node("Port", on=False))),
    ("Mexico City", (Node("Puerto Valle port authority"), Node("Mercado Lago"))),
    ((0, 0, 1), (0, 1, 6), (1, 1, 2)),
    "The Lakeshore Chamber works with both bodies of Mexico City, the port with nobody",
)


def millions(*values):
    return [Decimal(str(value)) * 10**6 for value in values]


EXPORTS = EvidenceChart(
    labels=["Q4 24", "Q1 25", "Q2 25", "Q3 25", "Q4 25", "Q1 26", "Q2 26", "Q3 26"],
    verified=millions(1.6, 1.8, 2.0, 2.1, 2.2, 2.3, 2.4, 1.7),
    documented=millions(0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 0.8),
    reported=millions(0.1, 0, 0.1, 0.1, 0, 0.1, 0.1, 0.7),
    target=Decimal(2_300_000),
    currency="USD",
    open_last=1,
    period="a quarter",
)
EMPTY = EvidenceChart(labels=["2024", "2025"], verified=[None, None], documented=[None, None], reported=[None, None])

TILES = [
    {
        "name": "Ties with a verified outcome", "value": "9", "unit": "of 29", "mood": "up", "direction": "up",
        "change": "2 more", "since": "than a year ago", "spark": [5, 5, 6, 7, 7, 8, 8, 9],
        "bar": {"percent": 31, "mark": 38}, "target": "Target 11", "reached": "82%",
        "notes": ["in the 36 months to", "30 September"], "url": "#list", "link": "See the 9",
    },
    {
        "name": "Verified exports", "value": "$6.4M", "mood": "up", "direction": "up", "change": "8%",
        "since": "on a year ago", "spark": [1.6, 1.8, 2.0, 2.1, 2.2, 2.3, 2.4],
        "bar": {"percent": 64, "mark": 69, "second": 85}, "target": "Target to date $6.9M", "reached": "93%",
        "reported": "$2.1M", "notes": ["reported, not verified", "n 14, largest 22%"],
        "url": "#list", "link": "See the 14",
    },
    {
        "name": "Verified investment realised", "value": "$3.0M", "since": "n under 5: not compared",
        "bar": {"percent": 36, "mark": 48, "second": 86}, "target": "Target to date $4.0M", "reached": "75%",
        "reported": "$4.2M", "notes": ["reported, not verified", "n 3, largest 61%"],
        "url": "#list", "link": "See the 3",
    },
    {
        "name": "Promises kept on time", "value": "81%", "mood": "down", "direction": "down", "change": "4 points",
        "since": "on a year ago", "spark": [83, 86, 84, 88, 87, 86, 85, 81],
        "bar": {"percent": 81, "css": "c-warn", "mark": 85}, "target": "Target 85%", "reached": "9 late",
        "notes": ["68 of 84 that were due", "since January"], "url": "#list", "link": "See the 9 late",
    },
    {
        "name": "Jobs, full-time equivalents", "value": None, "reason": "no report yet", "since": "not reported",
        "notes": ["no organisation has reported", "jobs in this year"],
    },
]  # fmt: skip

DECISIONS = [
    {"kind": "bad", "icon": "triangle-alert", "title": "Casablanca: the agreement ends on 31 December",
     "text": "Nobody owns the renewal. Two chambers ask for an answer by 1 December."},
    {"kind": "bad", "icon": "clock", "title": "Hamburg: 4 promises are over 30 days late",
     "text": "All four are with the same port operator. The last reminder was 12 days ago."},
    {"kind": "info", "icon": "shield-check", "title": "Mexico City: $1.2M waits for a second confirmation",
     "text": "The food hall lease is reported by one side only."},
    {"kind": "warn", "icon": "circle-dashed", "title": "Durban: no activity for 22 months",
     "text": "It reads “No recent record” from 18 January if nothing happens."},
]  # fmt: skip
NEWS = [
    {"kind": "good", "icon": "shield-check", "title": "Toronto: an export is verified",
     "text": "$0.4M, confirmed by the firm on 17 November.", "link": "See the outcome", "url": "#list"},
    {"kind": "info", "icon": "plane", "title": "Osaka: a visit is asked for",
     "text": "Port delegation, 12 people, second week of March.", "link": "See the request", "url": "#list"},
    {"kind": "bad", "icon": "clock", "title": "Hamburg: a promise is late",
     "text": "The berth survey, due 13 November, is 9 days late.", "link": "See the promise", "url": "#list"},
    {"kind": "", "icon": "pause", "title": "Lahore: the tie is paused",
     "text": "By our council until June 2027. Its notices have stopped.", "link": "See the decision", "url": "#list"},
]  # fmt: skip

CHAIN = [
    {"name": "Inputs", "value": "$212K", "unit": "budget, FY 2026", "link": "See 6 inputs", "url": "#list", "lines": [
        {"ok": True, "text": "1.6 staff in Chicago"}, {"ok": True, "text": "7 organisations signed up"},
        {"ok": False, "text": "Mexico City’s share: not recorded"}]},
    {"name": "Activities", "value": "41", "unit": "logged in 2026", "link": "See 41 activities", "url": "#list",
     "lines": [{"ok": True, "text": "Cold-chain trade mission, May"}, {"ok": True, "text": "14 buyer meetings"}]},
    {"name": "Outputs", "value": "17 of 21", "unit": "deliverables done", "link": "See 21 deliverables", "url": "#list",
     "lines": [{"ok": True, "text": "Berth data standard agreed"}, {"ok": False, "text": "Pilot report: due 30 Nov"}]},
    {"name": "Outcomes", "value": "6 of 9", "unit": "verified", "link": "See 9 outcomes", "url": "#list",
     "lines": [{"ok": True, "text": "Exports, $2.1M"}, {"ok": False, "text": "Food hall lease, $1.2M: one side"}]},
    {"name": "Impact", "value": "Not claimed here", "link": "How effects are estimated", "url": "#list",
     "why": "One tie’s effect on jobs or trade cannot be told apart from other causes. Effects are estimated for all "
            "ties together."},
]  # fmt: skip

TIMELINE = [
    {"name": "November 2026", "entries": [
        {"kind": "late", "icon": "clock", "title": "Deliverable due in 8 days: cold-chain pilot report",
         "date": "30 Nov", "iso": "2026-11-30", "text": "Port authority and two shippers. No answer yet.",
         "audience": "parties", "state": "at_risk", "tags": [{"kind": "", "icon": "mail", "text": "1 reminder"}]},
        {"kind": "", "icon": "users", "title": "Call with the food hall landlord", "date": "18 Nov",
         "text": "Lease terms agreed in outline. Logged from a phone by Tomás Quiroga.", "audience": "named",
         "firm": "Mercado Lago", "tags": [{"kind": "", "icon": "paperclip", "text": "1 file"}]}]},
    {"name": "October 2026", "entries": [
        {"kind": "out", "icon": "banknote", "title": "Outcome: cold-chain contract, $3.1M over two years",
         "url": "#list", "date": "22 Oct", "text": "Reported by the chamber, confirmed by the shipper on 29 October.",
         "audience": "shared", "state": "verified"},
        {"kind": "agr", "icon": "file-signature", "title": "Memorandum renewed to 2029", "date": "11 Oct",
         "text": "Signed by both mayors.", "audience": "public"}]},
]  # fmt: skip

HEALTH = [
    {"name": "Contact", "value": 100, "text": "last on 18 Nov"},
    {"name": "Promises", "value": 94, "text": "16 of 17 on time"},
    {"name": "Breadth", "value": 80, "text": "4 of 5 layers active"},
    {"name": "Reciprocity", "value": 76, "text": "out 18, in 11"},
    {"name": "Two-sided", "value": None, "text": "", "reason": "fewer than 5 records"},
]


class SampleForm(forms.Form):
    """One field of each kind; shown as it stands after a refused attempt."""

    title = forms.CharField(label="In one line, what happened?", max_length=200)
    kind = forms.ChoiceField(
        label="What was it?",
        widget=forms.RadioSelect,
        choices=[("meeting", "Meeting"), ("visit", "Visit"), ("event", "Event"), ("study", "Study")],
    )
    partnership = forms.ChoiceField(
        label="Partnership", choices=[("1", "Chicago – Mexico City"), ("2", "Chicago – Osaka")]
    )
    on = forms.DateField(label="When?", widget=DayInput(), help_text="The day it took place.")
    fields_of_work = forms.MultipleChoiceField(
        label="Fields of work",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("trade", "Trade"), ("health", "Health"), ("culture", "Culture")],
    )
    two_sided = forms.BooleanField(label="Both sides took part", required=False)
    paper = forms.FileField(label="Report or proof", required=False, help_text="PDF, picture or sheet, up to 20 MB.")
    notes = forms.CharField(label="Notes", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def stage_rows():
    here = {stage: sum(1 for place in PLACES if place.stage == stage) for stage in STAGE_ORDER}
    rows = []
    for stage in STAGE_ORDER:
        passes = PASSES.get(stage)
        rows.append(
            {
                "stage": stage,
                "here": here[stage],
                "here_percent": here[stage] / len(PLACES) * 100,
                "here_url": "#list",
                "passes": passes,
                "passes_percent": passes and passes / len(PLACES) * 100,
                "passes_url": "#list",
            }
        )
    return rows


def table():
    columns = [
        {"label": "Deliverable", "key": "title"}, {"label": "Owed by"}, {"label": "Due", "key": "due"},
        {"label": "State"}, {"label": "Updates", "css": "num", "key": "updates"},
    ]  # fmt: skip
    rows = [
        [{"text": "Cold-chain pilot report", "url": "#list", "sub": "Chicago – Mexico City"},
         {"text": "Puerto Valle port authority", "label": "Owed by"}, {"text": "30 Nov 2026", "label": "Due"},
         {"text": "At risk", "label": "State"}, {"text": "3", "css": "num", "label": "Updates"}],
        [{"text": "Buyer list, spring fair", "url": "#list", "sub": "Chicago – Mexico City"},
         {"text": "Lakeshore Chamber", "label": "Owed by"}, {"text": "12 Dec 2026", "label": "Due"},
         {"text": "In progress", "label": "State"}, {"text": None, "css": "num", "label": "Updates"}],
    ]  # fmt: skip
    return {"columns": columns, "rows": rows}


SIGNED = Events(
    (
        Point(-5, -1.4, -6.2, 3.7), Point(-4, 1.1, -3.5, 5.9), Point(-3, 0.4, -3.8, 4.8), Point(-2, 0, fixed=True),
        Point(-1, 0.9, -2.9, 4.9), Point(0, 2.2, -1.9, 6.5), Point(1, 4.8, 0.3, 9.5), Point(2, 6.1, 1.2, 11.2),
        Point(3, 7.4, 1.9, 13.2), Point(4, 8.3, 0.4, 16.8),
    ),
    "Years since signing", "Per cent", "Exports rise to 8 per cent above the others within five years of signing",
)  # fmt: skip


PARTNERS = Ego(
    "Chicago",
    [("hamburg", "Hamburg DE", 9), ("prague", "Prague CZ", 14), ("osaka", "Osaka JP", 12), ("kyiv", "Kyiv UA", 30),
     ("vilnius", "Vilnius LT", 16), ("lahore", "Lahore PK", 2), ("athens", "Athens GR", 21), ("milan", "Milan IT", 11)],
    [("hamburg", "prague"), ("hamburg", "osaka"), ("kyiv", "vilnius")],
    "Three pairs of the partners of Chicago are tied, too",
)  # fmt: skip

TIED_CITIES = Scatter(
    [(1.2, 0), (1.5, 3), (2, 1), (2.4, 6), (3, 2), (4, 9), (5.5, 4), (7, 0), (8, 22), (11, 5), (16, 31), (24, 12)],
    [(1.4, 18, "Puerto Valle"), (18, 0, "Norrsund")],
    "Ties that people and flights suggest", "Ties on record",
    "Half of the cities have less than half or more than twice the ties that people and flights suggest",
    own=(14, 16, "Chicago"),
)  # fmt: skip

CONVERTED = Steps(
    [(1.4, 0.03, 0.01, 0.13), (2.2, 0.09, 0.04, 0.2), (3.1, 0.14, 0.07, 0.27), (4.6, 0.22, 0.12, 0.37),
     (6.3, 0.31, 0.19, 0.48), (8.8, 0.42, 0.27, 0.62), (11.5, 0.54, 0.34, 0.76)],
    [(1.4, 0.03), (2.2, 0.09), (3.1, 0.14), (4.6, 0.21), (6.3, 0.28), (8.8, 0.36), (11.5, 0.44)],
    13.2, [(0, 0), (2.2, 31), (4.4, 27), (6.6, 19), (8.8, 12), (11, 7), (13.2, 1)],
    "Years since signature", "Half of the ties have a verified outcome 11.5 years after signature",
)  # fmt: skip

FOLLOWED = Intervals(
    [("DE", 6.1, 2.4, 15.6, 31, False), ("US", 2.9, 1.3, 6.4, 44, False), ("JP", 0.7, 0.04, 12.4, 6, False),
     ("Together", 3.4, 1.9, 6.1, 81, True)],
    1, "Odds of a city tie, against pairs without a regional tie",
    "Cities under tied regions are tied more often in two of three countries, and together",
)  # fmt: skip


def guide():
    """The context of the style guide's page."""
    return {
        "home": CHICAGO,
        "places": PLACES,
        "other_homes": OTHER_HOMES,
        "exports": EXPORTS,
        "no_exports": EMPTY,
        "layers": LAYERS,
        "partners": PARTNERS,
        "tied_cities": TIED_CITIES,
        "converted": CONVERTED,
        "followed": FOLLOWED,
        "signed": SIGNED,
        "tiles": TILES,
        "stage_rows": stage_rows(),
        "stages": [*STAGES],
        "decisions": [{**item, "action": "Assign", "action_url": "#list"} for item in DECISIONS],
        "news": NEWS,
        "address": "https://gemel.example/u/4fK2/",
        "ends_at": dt.date(2026, 12, 31),
        "chain": CHAIN,
        "timeline": TIMELINE,
        "health": HEALTH,
        "states": list(STATES),
        "audiences": list(AUDIENCES),
        "table": table(),
        "page": Paginator(range(1240), 50).get_page(3),
        "sample_form": SampleForm({"title": "", "kind": "visit", "on": "30.11.26"}),
        "crumb": [{"text": "Partnerships", "url": "#list"}, {"text": "North America"}],
        "actions": [
            {"label": "Share", "icon": "share-2", "url": "#list"},
            {"print": True, "label": "Print"},
            {"label": "Log activity", "icon": "plus", "url": "#list", "css": "pri"},
        ],
        "lead": [
            {"text": "Nine of 29 ties", "url": "#list"},
            " have a verified outcome, two more than a year ago. Verified exports stand at ",
            {"text": "93% of the target to date", "strong": True},
            "; a further ",
            {"text": "$2.1M", "url": "#list"},
            " is reported, not verified.",
        ],
        "facts": [
            {"name": "Stage now", "stage": 4, "gaps": (3,), "sub": "passes 3 of 5 tests,",
             "link": "gap: second-side funding", "url": "#list"},
            {"name": "Verified exports, FY 2026", "value": "$2.1M", "big": True, "sub": "$0.3M reported, not verified"},
            {"name": "Promises kept", "value": "94%", "big": True, "sub": "16 of 17 on time, 24 months"},
            {"name": "Next due", "value": None, "reason": "nothing is owed"},
        ],  # fmt: skip
        "tabs": [
            {"text": "Overview", "url": "#list", "on": True}, {"text": "Activities", "url": "#list", "count": 41},
            {"text": "Deliverables", "url": "#list", "count": 21}, {"text": "Money", "url": "#list"},
        ],  # fmt: skip
        "chips": [
            {"text": "All", "url": "#list", "on": True, "count": 29}, {"text": "Late", "url": "#list", "count": 9},
            {"text": "This week", "url": "#list", "count": 0},
        ],  # fmt: skip
        "views": [{"name": "Late in Europe", "url": "#list", "note": "shared by Renata Oduya"}],
        "bulk": [{"value": "remind", "label": "Remind"}, {"value": "move", "label": "Move the date"}],
        "active": [{"text": "Stage: Economic", "url": "#list"}],
        "pairs": [
            {"name": "Kind", "value": "Memorandum, 3rd renewal"}, {"name": "Signed", "value": "11 May 2026"},
            {"name": "Ends", "value": None, "reason": "no end was agreed"},
        ],  # fmt: skip
        "due_rows": [
            {"title": "Cold-chain pilot report", "text": "Puerto Valle port authority", "url": "#list"},
            {"title": "Buyer list, spring fair", "text": "Lakeshore Chamber"},
        ],
        "choices": [
            {"value": "meeting", "label": "Meeting", "icon": "users"},
            {"value": "visit", "label": "Visit", "icon": "plane"},
            {"value": "trade", "label": "Trade", "icon": "banknote"},
        ],  # fmt: skip
        "pills": [{"value": 1, "text": "Mercado Lago"}, {"value": 2, "text": "Lakeshore Chamber"}],
        "files": [{"name": "berth-times-november.pdf", "size": 412_000, "note": "checked"}],
        "item": {"id": 1, "number": 1, "total": 2, "title": "Cold-chain pilot report", "due": "30 Nov",
                 "due_kind": "warn", "text": "A short report on the pilot.", "open": True,
                 "template": "drawing/_sample_answer.html"},
    }  # fmt: skip
