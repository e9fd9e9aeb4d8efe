"""Leads of the sample: every stage, each with its way there; one became an outcome."""

import datetime as dt

from desk.sample import bodies
from outcomes.models import Lead, LeadMove, LeadStage
from partnerships.models import Audience

OPEN = (LeadStage.ENQUIRY, LeadStage.QUALIFIED, LeadStage.SITE_VISIT, LeadStage.OFFER)
WAYS = (
    (LeadStage.ENQUIRY,),
    OPEN[:2],
    OPEN[:3],
    OPEN,
    (*OPEN[:3], LeadStage.DECIDED_ELSEWHERE),
    (OPEN[0], LeadStage.DROPPED),
    (*OPEN, LeadStage.DECIDED_HERE),
)
NOTES = {
    LeadStage.SITE_VISIT: "Two sites shown, one fits.",
    LeadStage.DECIDED_ELSEWHERE: "They took a site nearer to their main customer.",
    LeadStage.DROPPED: "The parent company stopped all new sites.",
}
SECTORS = ("Food logistics", "Port technology", "Medical devices", "Water technology", "Film")
SIZES = ("1–9 jobs", "10–49 jobs", "50–249 jobs")
STEP = dt.timedelta(days=24)


def add_leads(sample, indicators, claims):
    """Two rounds through the seven ways, over the livelier ties."""
    lively = [(partnership, away) for tie, partnership, away in sample.ties if tie.lively >= 3]
    leads, moves = [], []
    for n in range(len(WAYS) * 2):
        partnership, _away = lively[n % len(lively)]
        way = WAYS[n % len(WAYS)]
        opened = sample.days_ago(240 - 9 * n)
        days = [opened + STEP * place for place in range(len(way))]
        won = outcome_for(partnership, claims) if way[-1] == LeadStage.DECIDED_HERE else None
        if way[-1] == LeadStage.DECIDED_HERE and won is None:
            way, days = way[:-1], days[:-1]
        came = next((row for row in sample.activities if row.partnership_id == partnership.pk), None)
        lead = Lead(
            partnership=partnership, code_name=f"Project {bodies.LAST_NAMES[n % len(bodies.LAST_NAMES)]}",
            indicator=indicators["OC6"], stage=way[-1], sector=SECTORS[n % len(SECTORS)],
            size_band=SIZES[n % len(SIZES)], opened_on=opened, closed_on=None if way[-1] in OPEN else days[-1],
            organisation=sample.home.get("board", sample.owner), source_activity=came, outcome=won,
            owner=sample.owner, audience=Audience.NAMED, sample=True, source="sample", external_id=f"lead-{n}",
            created_by=sample.users["coordinator"],
        )  # fmt: skip
        leads.append(lead)
        moves += [
            LeadMove(
                lead=lead, stage=stage, on=day, note=NOTES.get(stage, ""), by=sample.users["coordinator"],
                at=dt.datetime.combine(day, dt.time(12), dt.UTC),
            )
            for stage, day in zip(way, days, strict=True)
        ]  # fmt: skip
    Lead.objects.bulk_create(leads)
    LeadMove.objects.bulk_create(moves)


def outcome_for(partnership, claims):
    """An investment made on this tie, for the lead that it was."""
    return next(
        (claim.outcome for claim in claims
         if claim.partnership_id == partnership.pk and claim.outcome.indicator.code == "OC6"), None
    )  # fmt: skip
