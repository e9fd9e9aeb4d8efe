"""What the sample shows of keeping and of registers: a hold, classes of retention, figures, one body twice on file."""

from decimal import Decimal

from partnerships.models.holds import Hold, RecordKind, RetentionClass, RetentionEnd, RetentionRule, RetentionStart
from stakeholders.models import OrganisationFigure, OrganisationKind, RegisterEntry

SOURCE = "Invented for the sample"
HELD = "Galway"
TWICE_IN, TWICE = "Hamburg", "Nordlicht Handelsforum GmbH"
# (body of the home side, metric, unit, its figures of the last three years)
FIGURES = (
    ("port", "teu", "TEU", (412_000, 431_500, 446_200)),
    ("university", "students", "persons", (18_240, 18_610, 18_955)),
    ("university", "international_students", "persons", (2_310, 2_405, 2_530)),
)
CLASSES = (
    ("Agreements and decisions", 30, RetentionStart.CLOSED, RetentionEnd.TELL,
     (RecordKind.AGREEMENT, RecordKind.DELIVERABLE)),
    ("Working papers", 7, RetentionStart.DAY, RetentionEnd.FILES, (RecordKind.ACTIVITY, RecordKind.DELEGATION)),
    ("Contact data", 3, RetentionStart.CHANGED, RetentionEnd.CONTACTS, (RecordKind.PERSON,)),
)  # fmt: skip


def add_records(sample, organisation):
    """organisation: makes a body of the sample (name, kind, place)."""
    tie = next(one for town, one, _away in sample.ties if town.name == HELD)
    Hold.objects.create(
        owner=sample.owner, partnership=tie, name="Audit of travel costs", since=sample.days_ago(60),
        reason="The city's auditor looks at the travel of the last three years.", set_by=sample.users["coordinator"],
        set_at=sample.at(sample.days_ago(60)),
    )  # fmt: skip
    for name, years, starts, ends, kinds in CLASSES:
        made = RetentionClass.objects.create(
            owner=sample.owner, name=name, years=years, starts=starts, ends=ends, basis=SOURCE
        )
        RetentionRule.objects.bulk_create(
            [RetentionRule(owner=sample.owner, kind=kind, retention=made) for kind in kinds]
        )
    last = sample.today.year - 1
    OrganisationFigure.objects.bulk_create(
        OrganisationFigure(
            organisation=sample.home[key], metric=metric, unit=unit, year=last - back, value=Decimal(value),
            source=SOURCE,
        )
        for key, metric, unit, values in FIGURES for back, value in enumerate(reversed(values))
    )  # fmt: skip
    place = next(away["chamber"].place for town, _tie, away in sample.ties if town.name == TWICE_IN)
    double = organisation(TWICE, OrganisationKind.CHAMBER, place)
    RegisterEntry.objects.create(office=sample.owner, organisation=double)
