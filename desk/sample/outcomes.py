"""Outcomes, claims, leads and targets of the sample: some 60 in every state."""

import datetime as dt
from decimal import Decimal

from activities.models import ActivityStatus
from desk.sample import stories
from desk.sample.leads import add_leads
from desk.sample.ledger import add_steps, add_twin, settle_one
from outcomes.models import Claim, ClaimFirm, Indicator, Origin, Outcome, Share, Target
from partnerships.models import Audience

# How an outcome is reported: (our evidence, their evidence or None, their amount in percent of ours, currency)
SHAPES = {
    "one side": (3, None, None, "USD"),
    "agreed": (3, 3, 104, "USD"),
    "lower": (3, 3, 83, "USD"),
    "disputed": (3, 3, 58, "USD"),
    "documented": (2, None, None, "USD"),
    "reported": (1, None, None, "USD"),
    "claimed": (0, None, None, "USD"),
    "third party": (4, None, None, "USD"),
    "no rate": (3, None, None, "XOF"),
}
ORDER = ("one side", "agreed", "documented", "third party", "one side", "lower", "reported", "agreed", "one side",
         "claimed", "documented", "agreed", "disputed", "one side", "no rate")  # fmt: skip
CODES_OF = {
    5: ("OC2", "OC1", "OC2", "OC6", "OC2", "OC4", "OC2", "IM3", "OC9", "OC13"),
    4: ("OC2", "OC2", "OC6", "OC1", "OC2"),
    3: ("OC13", "IM3"),
    2: (),
    1: (),
    0: (),
}
SIDES = {"OC6": ("host", "home"), "OC13": ("host", "home"), "IM3": ("joint", "joint")}
UNITS = {"OC13": (4, 40), "IM3": (1, 1), "OC9": (1, 1)}


def add_outcomes(sample):
    indicators = {row.code: row for row in Indicator.objects.filter(office=None, version=1)}
    outcomes, claims, shares, number = [], [], [], 0
    for tie, partnership, away in sample.ties:
        for n, code in enumerate(CODES_OF[tie.lively]):
            shape = ORDER[number % len(ORDER)] if tie.lively > 3 else "one side"
            number += 1
            outcome = Outcome(flow_key=f"sample:{partnership.pk}:{n}", indicator=indicators[code], sample=True)
            outcomes.append(outcome)
            shares.append(
                Share(outcome=outcome, partnership=partnership, share=Decimal("0.5") if n % 3 == 0 else None,
                      reason="The mission made the introduction." if n % 3 == 0 else "")
            )  # fmt: skip
            claims += claims_of(sample, tie, partnership, away, outcome, code, shape, n)
    Outcome.objects.bulk_create(outcomes)
    Share.objects.bulk_create(shares)
    Claim.objects.bulk_create(claims)
    add_sources(sample, claims)
    add_steps(claims)
    add_twin(sample, claims)
    settle_one(sample, claims)
    add_leads(sample, indicators, claims)
    add_targets(sample, indicators)


def claims_of(sample, tie, partnership, away, outcome, code, shape, n):
    """One claim of our side, and one of theirs where the shape has it."""
    ours, theirs, percent, currency = SHAPES[shape]
    chance = sample.chance
    day = sample.days_ago(chance.randint(340, 1000) if n % 3 == 1 else chance.randint(12, 330))
    money = outcome.indicator.is_money
    if money:
        amount = Decimal(chance.randint(12, 90)) * (10_000 if code != "OC6" else 20_000)
    else:
        currency = ""
        amount = Decimal(chance.randint(*UNITS.get(code, (1, 1))))
    layer = {"OC13": "university", "IM3": "city", "OC6": "board"}.get(code, "chamber")
    mine = sample.home.get(layer, sample.owner)
    other = away.get(layer, away["city"])
    titles = stories.CLAIMS[code]
    title = f"{titles[n % len(titles)]}, {tie.name}"
    first, second = SIDES.get(code, ("seller", "buyer"))
    learnt = min(day + dt.timedelta(days=chance.randint(6, 60)), sample.today)
    common = {
        "outcome": outcome, "partnership": partnership, "title": title, "occurred_first": day, "occurred_last": day,
        "currency": currency, "owner": sample.owner, "audience": Audience.PARTIES, "sample": True, "source": "sample",
        "created_by": sample.users["coordinator"], "basis": "FOB" if code == "OC2" else "none",
    }  # fmt: skip
    found = [Claim(organisation=mine, side=first, amount=amount, learnt_on=learnt, evidence=ours, **common)]
    if theirs is not None and first != second:
        told = amount * percent / 100
        found.append(
            Claim(
                organisation=other, side=second, amount=told if money else told.to_integral_value(), evidence=theirs,
                learnt_on=min(learnt + dt.timedelta(days=9), sample.today), **common,
            )
        )  # fmt: skip
    return found


def add_sources(sample, claims):
    """Where a claim grew from, and the firm behind some, named to named people only."""
    happened = {}
    for row in sample.activities:
        if row.status == ActivityStatus.HAPPENED:
            happened.setdefault(row.partnership_id, []).append(row)
    origins, firms = [], []
    for n, claim in enumerate(claims):
        before = [row for row in happened.get(claim.partnership_id, ()) if row.starts_first <= claim.occurred_first]
        if before:
            origins.append(
                Origin(claim=claim, activity=max(before, key=lambda row: row.starts_first), note="introduction")
            )
        if claim.currency and n % 3 == 0:
            firms.append(ClaimFirm(claim=claim, name=bodies_firm(n), audience=Audience.NAMED))
    Origin.objects.bulk_create(origins)
    ClaimFirm.objects.bulk_create(firms)


def bodies_firm(n):
    return stories.FIRMS[n % len(stories.FIRMS)]


def add_targets(sample, indicators):
    wanted = {"OC2": 9_000_000, "OC6": 4_000_000, "AC4": 1_100, "OP1": 14}
    year = sample.today.year
    Target.objects.bulk_create(
        [
            Target(owner=sample.owner, indicator=indicators[code], year=each, target=value, sample=True)
            for code, value in wanted.items()
            for each in (year - 1, year)
        ]
    )
