"""Periodic figures, targets, a budget and an own indicator of the sample: five years with a gap, two versions."""

import datetime as dt
from decimal import Decimal

from django.conf import settings

from outcomes.enums import Side
from outcomes.models import Category, Claim, ClaimPart, Indicator, NotKnown, Outcome, ReportingPlan, Share, Target
from outcomes.spells import flow_key, spells_between
from partnerships.models import Audience, Seat

YEARS = 5
MOST = {"year": 4, "quarter": 2, "month": 1}  # ties that report so often
# {code: (frequency, layer of the reporting body, lowest and highest figure, liveliness of the ties that report it)}
SERIES = {
    "OC13": ("year", "university", (18, 60), (3, 5)),
    "OC11": ("quarter", "city", (900, 4200), (5,)),
    "OC14": ("month", "port", (150, 700), (5,)),
}
OWN = {"code": "CLASSES", "name": "School classes that met", "better": "up", "frequency": "year", "who": "city"}
TARGETS = {"OC13": (60, 140), "OC11": (6_000, 12_000), "AC1": (2, 12)}
WOMEN = Decimal("0.56")
MOST_LIVELY = 5
BUDGET = 300_000


def add_measures(sample):
    indicators = {row.code: row for row in Indicator.objects.filter(office=None, retired_on=None)}
    for code, (frequency, layer, span, lively) in SERIES.items():
        body = sample.home.get(layer, sample.owner)
        seated = set(Seat.objects.filter(organisation=body).values_list("partnership", flat=True))
        ties = [row for row in sample.ties if row[0].lively in lively and row[1].pk in seated][: MOST[frequency]]
        for place, (_tie, partnership, _away) in enumerate(ties):
            plan = add_plan(sample, partnership, indicators[code], body, frequency)
            add_figures(sample, plan, span, gap=place == 1 or frequency == "month")
    add_own(sample)
    add_breakdown()
    add_budget(sample, indicators["IN1"])
    year = sample.today.year
    Target.objects.bulk_create(
        [
            Target(
                owner=sample.owner, indicator=indicators[code], year=each, baseline=baseline, target=target, sample=True
            )
            for code, (baseline, target) in TARGETS.items()
            for each in (year - 1, year)
        ]
    )
    for _tie, partnership, _away in sample.ties[:2]:
        Target.objects.create(
            owner=sample.owner, indicator=indicators["OC2"], partnership=partnership, year=year, target=2_500_000,
            baseline=1_000_000, sample=True,
        )  # fmt: skip


def add_plan(sample, partnership, indicator, body, frequency, years=YEARS):
    return ReportingPlan.objects.create(
        owner=sample.owner, audience=Audience.PARTIES, sample=True, source="sample",
        created_by=sample.users["coordinator"], partnership=partnership, indicator=indicator, organisation=body,
        frequency=frequency, first=dt.date(sample.today.year - years, 1, 1),
    )  # fmt: skip


def add_figures(sample, plan, span, *, gap=False, indicator_of=None):
    """A figure for each period that is over, the last ones without where the tie is slow, one period not known."""
    spells = spells_between(plan.frequency, plan.first, sample.today)
    over = [spell for spell in spells if spell.last < sample.today]
    missing = over[len(over) // 2] if gap else None
    outcomes, shares, claims = [], [], []
    for place, spell in enumerate(over):
        if spell == missing or (gap and place == len(over) - 1):
            continue
        indicator = indicator_of(spell) if indicator_of else plan.indicator
        outcome = Outcome(
            flow_key=flow_key(plan.partnership, indicator.code, spell), indicator=indicator, sample=True
        )
        outcomes.append(outcome)
        shares.append(Share(outcome=outcome, partnership=plan.partnership))
        learnt = min(spell.last + dt.timedelta(days=sample.chance.randint(9, 40)), sample.today)
        claims.append(
            Claim(
                outcome=outcome, partnership=plan.partnership, organisation=plan.organisation, owner=sample.owner,
                audience=Audience.PARTIES, side=Side.HOST, sample=True, source="sample", evidence=2, learnt_on=learnt,
                title=f"{indicator.name}, {spell.name}", amount=Decimal(sample.chance.randint(*span)),
                currency=settings.GEMEL_CURRENCY if indicator.is_money else "",
                occurred_first=spell.first, occurred_last=spell.last, created_by=sample.users["coordinator"],
            )
        )  # fmt: skip
    Outcome.objects.bulk_create(outcomes)
    Share.objects.bulk_create(shares)
    Claim.objects.bulk_create(claims)
    if missing:
        NotKnown.objects.create(
            plan=plan, period=missing.name, reason="The records of that time were lost.", at=sample.now,
            by=sample.users["coordinator"],
        )  # fmt: skip


def add_budget(sample, indicator):
    """The budget of last year and this one, and what two ties cost by the office's books, quarter by quarter."""
    year = sample.today.year
    Target.objects.bulk_create(
        [
            Target(owner=sample.owner, indicator=indicator, year=each, target=budget, sample=True)
            for each, budget in ((year - 1, BUDGET), (year, BUDGET + 12_000))
        ]
    )
    for _tie, partnership, _away in [row for row in sample.ties if row[0].lively == MOST_LIVELY][:2]:
        plan = add_plan(sample, partnership, indicator, sample.owner, "quarter", years=1)
        add_figures(sample, plan, (3_000, 9_000))


def add_own(sample):
    """Classes were counted as visits at first and are counted once a year since."""
    changed = dt.date(sample.today.year - 1, 1, 1)
    common = {**OWN, "office": sample.owner, "unit": "classes", "sample": True}
    first = Indicator.objects.create(
        **common, version=1, over_time="sum", over_places="sum", retired_on=changed,
        definition="Every visit of a class, out or in.",
    )  # fmt: skip
    second = Indicator.objects.create(
        **common, version=2, over_time="distinct", over_places="sum",
        definition="Classes that met a class of the partner, each counted once a year.",
    )  # fmt: skip
    _tie, partnership, _away = sample.ties[0]
    plan = add_plan(sample, partnership, second, sample.owner, "year")
    add_figures(sample, plan, (3, 14), indicator_of=lambda spell: first if spell.last < changed else second)


def add_breakdown():
    """Women and men among the students of the newest year of each series; the rest is not stated."""
    women, men = (Category.objects.get(dimension__code="sex", dimension__office=None, code=code)
                  for code in ("women", "men"))  # fmt: skip
    claims = Claim.objects.filter(sample=True, outcome__indicator__code="OC13", outcome__flow_key__contains=":OC13:")
    parts = []
    for claim in claims.order_by("partnership_id", "-occurred_first").distinct("partnership_id"):
        part = (claim.amount * WOMEN).to_integral_value()
        parts += [
            ClaimPart(claim=claim, category=women, amount=part),
            ClaimPart(claim=claim, category=men, amount=claim.amount - part - 1),
        ]
    ClaimPart.objects.bulk_create(parts)


