"""Agreements, deliverables and activities of the sample."""

import datetime as dt

from activities.bearers import resolve
from activities.models import (
    Activity,
    ActivityStatus,
    CostLine,
    DeliverableLink,
    Direction,
    NextStep,
    OfficeNote,
    Participant,
)
from agreements.models import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Deliverable,
    DeliverableStatus,
    DeliverableUpdate,
    Party,
    Renewal,
    UpdateAnswer,
)
from desk.sample import stories
from desk.sample.pact import add_pact
from partnerships.models import Audience

SPAN = 5 * 365


def add_agreements(sample):
    for tie, partnership, away in sample.ties:
        sister = make_agreement(
            sample, partnership, away, AgreementKind.SISTER_CITY, "Sister city agreement",
            signed=(dt.date(tie.since, 1, 1), dt.date(tie.since, 12, 31)),
            status=AgreementStatus.SUSPENDED if tie.paused else AgreementStatus.IN_FORCE,
            note="Year of public record", layers=("city",),
        )  # fmt: skip
        found = [sister]
        if tie.name == "Mexico City":
            found.append(add_pact(sample, sister, partnership, away))
        if tie.lively >= 3:
            start = sample.days_ago(500 + 17 * tie.lively)
            found.append(
                make_agreement(
                    sample, partnership, away, AgreementKind.WORK_PLAN, f"Work plan with {tie.name}",
                    signed=(start, start), parent=sister, expires=sample.days_ago(-40 - 60 * tie.lively),
                    layers=("city", "university" if tie.lively == 3 else "chamber"),
                    fields="Trade, study, city services",
                )
            )  # fmt: skip
        if tie.lively >= 4:
            start = sample.days_ago(820)
            ends = sample.today + dt.timedelta(days=39) if tie.name == "Warsaw" else sample.days_ago(-700)
            found.append(
                make_agreement(
                    sample, partnership, away, AgreementKind.TRADE, f"Memorandum on trade with {tie.name}",
                    signed=(start, start), parent=sister, expires=ends, layers=("chamber", "board"),
                    fields="Trade, investment",
                )
            )  # fmt: skip
        sample.agreements[partnership.pk] = found


def make_agreement(
    sample,
    partnership,
    away,
    kind,
    title,
    *,
    signed,
    status=AgreementStatus.IN_FORCE,
    parent=None,
    expires=None,
    note="Invented for the sample",
    layers=("city",),
    fields="Culture, education",
):
    agreement = Agreement.objects.create(
        partnership=partnership, kind=kind, title=title, status=status, signed_first=signed[0], signed_last=signed[1],
        in_force_first=signed[0], in_force_last=signed[1], expires_on=expires, parent=parent,
        parent_relation=Agreement.Relation.IMPLEMENTS if parent else "",
        renewal=Renewal.BY_NOTICE if expires else Renewal.NONE, notice_days=90 if expires else None, fields=fields,
        source_note=note, owner=sample.owner, audience=Audience.SHARED, sample=True, source="sample",
        created_by=sample.users["coordinator"],
    )  # fmt: skip
    bodies = [(sample.owner, sample.office.home)]
    for layer in layers:
        if layer in away:
            bodies.append((away[layer], away[layer].place))
        if layer != "city" and layer in sample.home:
            bodies.append((sample.home[layer], sample.office.home))
    Party.objects.bulk_create([Party(agreement=agreement, organisation=one, side=side) for one, side in bodies])
    return agreement


def add_deliverables(sample):
    """Some 150, in every state; the newest are open, a few are late."""
    chance, coordinator = sample.chance, sample.users["coordinator"]
    for tie, partnership, away in sample.ties:
        target = sample.agreements[partnership.pk][-1]
        for n in range(stories.DELIVERABLES_OF[tie.lively]):
            due = sample.days_ago(chance.randint(-170, 900) if n > 2 else chance.randint(-120, -8) + n * 45)
            here = n % 3 == 1
            pool = sample.home if here else away
            layer = [key for key in ("chamber", "university", "port", "board") if key in pool and key in away]
            body = pool[layer[n % len(layer)]] if layer else away["city"]
            sample.deliverables.append(
                Deliverable(
                    agreement=target, owed_by=body, contact=sample.contacts.get(body.pk),
                    title=stories.DELIVERABLES[(n * 5 + tie.since) % len(stories.DELIVERABLES)],
                    description="Agreed in the work plan.", due_on=due, owner=sample.owner, audience=Audience.PARTIES,
                    quantity_goal=200 if n % 4 == 0 else None, unit="containers" if n % 4 == 0 else "",
                    sample=True, source="sample", created_by=coordinator, **state_of(sample, due, n),
                )
            )  # fmt: skip
    Deliverable.objects.bulk_create(sample.deliverables)
    updates = []
    for item in sample.deliverables:
        if item.status in (DeliverableStatus.IN_PROGRESS, DeliverableStatus.SUBMITTED, DeliverableStatus.ACCEPTED):
            updates.append(update_of(sample, item))
    DeliverableUpdate.objects.bulk_create(updates)


def state_of(sample, due, n):
    """Status, progress and dates of an item by its due day."""
    chance = sample.chance
    if n % 23 == 22:
        return {"status": DeliverableStatus.CANCELLED}
    if due < sample.days_ago(45):
        if due > sample.days_ago(110) and chance.random() < 0.3:
            return {"status": DeliverableStatus.IN_PROGRESS, "outlook": "stuck", "progress": 40}
        handed = due + dt.timedelta(days=chance.choice([-20, -9, -5, -3, -1, 0, 0, 0, 6, 21]))
        return {
            "status": DeliverableStatus.ACCEPTED, "progress": 100, "submitted_at": sample.at(handed),
            "accepted_at": sample.at(handed + dt.timedelta(days=4)), "accepted_by": sample.users["coordinator"],
        }  # fmt: skip
    if due < sample.today:
        return chance.choice(
            [
                {"status": DeliverableStatus.IN_PROGRESS, "outlook": "at risk", "progress": 60},
                {"status": DeliverableStatus.SUBMITTED, "progress": 100, "submitted_at": sample.at(due)},
                {"status": DeliverableStatus.PLANNED},
            ]
        )
    return chance.choice(
        [
            {"status": DeliverableStatus.PLANNED},
            {"status": DeliverableStatus.IN_PROGRESS, "outlook": "on track", "progress": 50},
            {"status": DeliverableStatus.RETURNED, "returned_reason": "The annex is missing.", "progress": 80},
            {"status": DeliverableStatus.SUBMITTED, "progress": 100, "submitted_at": sample.at(sample.days_ago(3))},
        ]
    )


def update_of(sample, item):
    done = item.status in (DeliverableStatus.SUBMITTED, DeliverableStatus.ACCEPTED)
    answer = UpdateAnswer.DONE if done else UpdateAnswer(item.outlook or "on track")
    return DeliverableUpdate(
        deliverable=item, answer=answer, note=sample.chance.choice(stories.UPDATES),
        quantity=item.quantity_goal and item.quantity_goal * (100 if done else 48) // 100,
        by_user=sample.users["coordinator"], by_name=str(item.contact or sample.users["coordinator"]),
        at=item.submitted_at or sample.at(min(item.due_on, sample.days_ago(6))),
    )  # fmt: skip


def add_activities(sample):
    """Some 400 over five years, lively ties more; out and in by turns, with costs borne by both sides."""
    chance, rows, notes, costs, people = sample.chance, [], [], [], []
    for tie, partnership, away in sample.ties:
        kinds = stories.ACTIVITY_KINDS_OF[tie.lively]
        count = stories.COUNT_OF[tie.lively]
        for n in range(count):
            oldest = n == 0
            back = SPAN - 60 if oldest else int(SPAN * (1 - n / count)) - chance.randint(0, SPAN // count)
            if tie.lively == 0 or tie.paused:
                back = 1750 - n * 260
            day = sample.days_ago(max(back, 4))
            kind = kinds[(n * 5 + tie.since) % len(kinds)]
            out = n % 2 == 0
            title = stories.ACTIVITIES[kind][n % len(stories.ACTIVITIES[kind])].format(city=tie.name)
            online = kind == "online meeting"
            heads = chance.randint(4, 26)
            row = Activity(
                partnership=partnership, kind=kind, status=ActivityStatus.HAPPENED, title=title, starts_first=day,
                starts_last=day, ends_on=None if online else day + dt.timedelta(days=chance.randint(0, 6)),
                place=None if online else (away["city"].place if out else sample.office.home),
                direction="" if online else (Direction.OUT if out else Direction.IN),
                people_out=heads if out and not online else None, people_in=None if out or online else heads,
                people=heads, owner=sample.owner, sample=True, source="sample",
                audience=Audience.SHARED if n % 3 == 0 else Audience.OFFICE,
                created_by=sample.users["coordinator"],
            )  # fmt: skip
            if n % 2 == 0 and row.audience == Audience.SHARED:
                row.offered_at, row.confirmed_at = sample.at(day, 9), sample.at(day + dt.timedelta(days=2))
                row.confirmed_by = away["city"]
            rows.append((row, away, kind, tie.lively))
    planned(sample, rows)
    Activity.objects.bulk_create([row for row, *_rest in rows])
    for n, (row, away, kind, lively) in enumerate(rows):
        layer = stories.BODY_OF.get(kind, "city")
        mine = sample.home[layer] if layer in sample.home and layer in away else sample.owner
        theirs = away.get(layer, away["city"])
        people += [
            Participant(activity=row, organisation=mine, side=sample.office.home),
            Participant(activity=row, organisation=theirs, side=theirs.place),
        ]
        if mine != sample.owner:
            people.append(Participant(activity=row, organisation=sample.owner, side=sample.office.home))
        if n % 2 == 0:
            payer = "us" if lively <= 2 else ("both", "us", "them")[n // 2 % 3]
            notes.append(OfficeNote(activity=row, notes="Invented note: what was said and what comes next."))
            costs.append(
                CostLine(
                    owner=row.owner, partnership=row.partnership, activity=row, amount=chance.randint(4, 90) * 100,
                    currency="USD", borne_by=payer, as_logged=True,
                )
            )  # fmt: skip
    Participant.objects.bulk_create(people)
    OfficeNote.objects.bulk_create(notes)
    resolve([line.pk for line in CostLine.objects.bulk_create(costs)])
    sample.activities = [row for row, *_rest in rows]
    add_links(sample)


def planned(sample, rows):
    """A few for the weeks to come, and one that passed without word."""
    for index, (tie, partnership, away) in enumerate(sample.ties):
        if tie.lively < 4:
            continue
        day = sample.today + dt.timedelta(days=12 + 9 * index) if index % 4 else sample.days_ago(3)
        rows.append(
            (
                Activity(
                    partnership=partnership, kind="business meeting", status=ActivityStatus.PLANNED,
                    title=f"Buyer meetings with {tie.name}, spring round", starts_first=day, starts_last=day,
                    place=sample.office.home, direction=Direction.IN, owner=sample.owner, sample=True, source="sample",
                    audience=Audience.OFFICE, created_by=sample.users["coordinator"],
                ),
                away,
                "business meeting",
                tie.lively,
            )
        )  # fmt: skip


def add_links(sample):
    """Activities that serve a deliverable, and next steps of the newest ones."""
    by_tie = {}
    for item in sample.deliverables:
        by_tie.setdefault(item.agreement.partnership_id, []).append(item)
    links = []
    for n, row in enumerate(sample.activities):
        items = by_tie.get(row.partnership_id, ())
        if items and n % 4 == 0:
            links.append(DeliverableLink(activity=row, deliverable=items[n % len(items)]))
    DeliverableLink.objects.bulk_create(links)
    recent = [row for row in sample.activities if row.starts_first > sample.days_ago(60)][:20]
    NextStep.objects.bulk_create(
        [
            NextStep(activity=row, text="Send the summary to both offices", due_on=sample.today + dt.timedelta(days=7))
            for row in recent
        ]
    )
