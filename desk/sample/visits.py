"""A visit of the sample that lies three weeks ahead: dates fixed, people by their posts alone, a programme, points."""

import datetime as dt

from activities.models import BriefPoint, Delegation, DelegationMove, DelegationPerson, ProgrammeItem
from activities.rules.delegations import purge_day

GUESTS = (
    ("The Mayor", "Mayor", "Mayor", "yes"),
    ("The Deputy Mayor for the Economy", "Deputy Mayor", "Deputy Mayor", "yes"),
    ("The Port Director", "Director of the port", "Director", "asked"),
    ("The Chamber President", "President of the chamber", "President", "no answer"),
)
HOSTS = (("The Director of International Affairs", "Director"), ("The Liaison Officer", "Liaison officer"))
PROGRAMME = (
    (0, 9, 30, 11, "Welcome at City Hall", "City Hall"),
    (0, 11, 30, 13, "Round table with the chamber", "Chamber of commerce"),
    (1, 10, 0, 12, "Harbour tour and shore power", "Port"),
    (1, 14, 0, 16, "Workshop on student exchange", "City college"),
    (2, 9, 30, 11, "Signing of the minutes", "City Hall"),
)
POINTS = (
    ("raise", "The renewal of the agreement falls due next year: ask who will negotiate it."),
    ("raise", "Thank them for the shore power drawings."),
    ("avoid", "The budget of the festival: it is with their council."),
)
WAY = (("", "asked", 120), ("asked", "invited", 100), ("invited", "accepted", 70), ("accepted", "dates fixed", 30))


def add_visits(sample):
    """Of the first tie that is not paused."""
    tie, partnership, away = next(one for one in sample.ties if not one[0].paused)
    who = sample.users["coordinator"]
    first = sample.today + dt.timedelta(days=21)
    last = first + dt.timedelta(days=2)
    visit = Delegation.objects.create(
        partnership=partnership, owner=sample.owner, created_by=who, lead=who, direction="in", status="dates fixed",
        title=f"Port and college visit from {tie.name}", purpose="Shore power, student exchange, next year’s plan.",
        starts_first=first, starts_last=first, ends_on=last, next_by=first - dt.timedelta(days=14),
        purge_on=purge_day(last), sample=True, source="sample", external_id="visit-1",
    )  # fmt: skip
    visit.places.add(sample.office.home)
    visit.hosts.add(sample.owner)
    DelegationMove.objects.bulk_create(
        DelegationMove(delegation=visit, before=before, after=after, by=who, at=sample.at(sample.days_ago(days)))
        for before, after, days in WAY
    )
    body = away["city"].name if "city" in away else tie.name
    DelegationPerson.objects.bulk_create(
        [
            DelegationPerson(
                delegation=visit, side="guest", precedence=n, name=name, office=office, organisation=body,
                address=address, reply=reply,
            )
            for n, (name, office, address, reply) in enumerate(GUESTS, 1)
        ]
        + [
            DelegationPerson(
                delegation=visit, side="host", precedence=n, name=name, office=office, organisation=sample.owner.name,
                reply="yes",
            )
            for n, (name, office) in enumerate(HOSTS, 1)
        ]
    )  # fmt: skip
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            delegation=visit, day=first + dt.timedelta(days=day), starts=dt.time(hour, minute), ends=dt.time(end),
            place=sample.office.home, where=where, what=what, host=sample.owner,
        )
        for day, hour, minute, end, what, where in PROGRAMME
    )  # fmt: skip
    BriefPoint.objects.bulk_create(BriefPoint(delegation=visit, kind=kind, text=text) for kind, text in POINTS)
