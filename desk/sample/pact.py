"""The story of one tie, walked through the same verbs as people use: the pact of 1991, the trade agreement of 2013.

The two agreements and their years are of public record. Clauses, papers, filings and what is owed are invented, and
whoever is late is an invented body.
"""

import datetime as dt

from agreements.models import AgreementKind, ApprovalResult, ApprovalType, ClockTask, Deliverable
from agreements.services import amendments, clauses, clocks, moves, notes, papers, series, signing
from agreements.services.agreements import add_deliverable, record_agreement
from agreements.services.deliverables import accept_deliverable, return_deliverable, update_deliverable
from agreements.services.extensions import grant_more_time
from partnerships.models import Audience
from stakeholders.dates import PartialDate
from stakeholders.models import Post

TITLE = "Chicago–Mexico City Global Cities Economic Partnership"
SIGNED = PartialDate.parse("2013")
CLAUSES = (
    ("1", "objective", "Firms of each city find partners, buyers and sites in the other."),
    ("2", "commitment", "The cities hold a trade mission by turns, every two years."),
    ("3", "commitment", "The two ports exchange their berth data once a year."),
    ("4", "reporting duty", "A short report on the year goes to both mayors by the end of March."),
    ("5", "right", "Either city may end the agreement with 90 days’ notice."),
)
INNOVATION = "A yearly meeting of the two cities’ research parks names three joint pilots."
OBJECTIVE = "Firms and research groups of each city find partners, buyers and sites in the other."
# Number of the clause, what is owed, by whom, due, handed in (days after that day), words.
KEPT = (
    ("2", "Buyer list for the first mission", ("home", "chamber"), dt.date(2014, 9, 15), -6, "142 buyers, checked."),
    ("2", "Trade mission to Mexico City", ("home", "city"), dt.date(2014, 10, 31), -11, "24 firms took part."),
    ("3", "Berth data of 2015", ("home", "port"), dt.date(2016, 1, 31), 24, "December came late from one terminal."),
    ("2", "Return mission to Chicago", ("away", "chamber"), dt.date(2016, 10, 14), -3, "19 firms took part."),
    ("3", "Berth data of 2018", ("away", "port"), dt.date(2019, 1, 31), -2, "Complete."),
    ("4", "Report on 2019", ("home", "board"), dt.date(2020, 3, 31), 0, "Sent to both mayors."),
)


def add_pact(sample, sister, partnership, away):
    """The trade agreement under the pact, from its draft to today. Returns it."""
    by = sample.users["coordinator"]
    first = sample.at(dt.date(2013, 2, 4))
    for number, (kind, text) in enumerate(
        [("objective", "Friendship between the people of the two cities."),
         ("commitment", "The cities exchange artists, students and staff each year.")], start=1,
    ):  # fmt: skip
        clauses.add_clause(sister, number=str(number), kind=kind, text=text, by=by, at=first)
    papers.set_approval_rule(sample.owner, [ApprovalType.COUNCIL], by=by, at=first)
    pact = record_agreement(
        partnership, owner=sample.owner, kind=AgreementKind.TRADE, title=TITLE, parent=sister,
        parent_relation="implements", parties=[sample.owner, away["city"]], renewal="by notice", notice_days=90,
        expires_on=dt.date(sample.today.year + 1, 12, 31), fields="Trade, investment, innovation",
        source_note="Public record of 2013; clauses, papers and its end are invented",
        source="sample", external_id="sample-pact", by=by, at=first,
    )  # fmt: skip
    type(pact).objects.filter(pk=pact.pk).update(sample=True)
    for number, kind, text in CLAUSES:
        clauses.add_clause(pact, number=number, kind=kind, text=text, by=by, at=first)
    conclude(sample, pact, by)
    type(pact).objects.filter(pk=pact.pk).update(audience=Audience.SHARED)
    pact.refresh_from_db()
    owe(sample, pact, away, by)
    amend(sample, pact, by)
    notes.write_note(
        pact, sample.owner, text="Ask both ports whether the berth data are still used before the next renewal.",
        by=by, at=sample.now,
    )  # fmt: skip
    return pact


def conclude(sample, pact, by):
    """Talked about, approved by the council, signed by both, in force."""
    move(sample, pact, "negotiation", dt.date(2013, 3, 1), by)
    papers.file_approval(
        pact, body="City council", kind=ApprovalType.COUNCIL, side=sample.office.home, asked_on=dt.date(2013, 6, 3),
        decided_on=dt.date(2013, 9, 11), result=ApprovalResult.APPROVED, reference="Sample resolution 2013-114", by=by,
        at=sample.at(dt.date(2013, 9, 12)),
    )  # fmt: skip
    papers.file_text(
        pact, language="en", authentic=True, sent_across_on=dt.date(2013, 4, 2), agreed_on=dt.date(2013, 8, 20), by=by,
        at=sample.at(dt.date(2013, 8, 20)),
    )  # fmt: skip
    papers.file_text(
        pact, language="es", origin="translation", made_by="Translation desk of the office", authentic=True,
        sent_across_on=dt.date(2013, 5, 6), agreed_on=dt.date(2013, 8, 20), by=by, at=sample.at(dt.date(2013, 8, 20)),
    )  # fmt: skip
    move(sample, pact, "approved", dt.date(2013, 9, 11), by)
    sign(pact, SIGNED, by, sample.at(dt.date(2013, 12, 31)))
    move(sample, pact, "signed", dt.date(2013, 12, 31), by)
    move(sample, pact, "in force", dt.date(2013, 12, 31), by)


def move(sample, agreement, to, on, by):
    moves.move_agreement(agreement, to=to, on=on, by=by, at=sample.at(on))


def sign(agreement, signed, by, at):
    """Each party by its mayor's post; no person is named."""
    for party in agreement.parties.order_by("pk"):
        post, _made = Post.objects.get_or_create(
            organisation_id=party.organisation_id, title="Mayor", defaults={"sample": True}
        )
        signing.add_signature(party, post=post, signed=signed, by=by, at=at)


def body_of(sample, away, where):
    side, layer = where
    return (sample.home if side == "home" else away)[layer]


def owe(sample, pact, away, by):
    """What was kept in time and late, what is late now, what comes again each year."""
    under = {one.number: one for one in pact.clauses.all()}

    def add(number, title, body, due_on, at):
        item = add_deliverable(
            pact, title=title, owed_by=body, due_on=due_on, contact=sample.contacts.get(body.pk),
            clause=under[number], description="Agreed in the plan of the partnership.", by=by, at=at,
        )  # fmt: skip
        Deliverable.objects.filter(pk=item.pk).update(sample=True, source="sample")
        return item

    for number, title, where, due_on, days, note in KEPT:
        done = sample.at(due_on + dt.timedelta(days=days))
        item = add(number, title, body_of(sample, away, where), due_on, sample.at(due_on - dt.timedelta(days=200)))
        update_deliverable(item, answer="done", note=note, by=by, at=done)
        accept_deliverable(item, by=by, at=done + dt.timedelta(days=5))
    asked = sample.at(sample.days_ago(48))
    mission = add("2", "Trade mission of the year: programme", away["board"], sample.days_ago(40), asked)
    wish = update_deliverable(
        mission, answer="more time", until=sample.days_ago(19), note="Two firms have not confirmed.", by=by, at=asked
    )
    grant_more_time(wish, by=by, at=asked + dt.timedelta(days=1))
    last = sample.at(sample.days_ago(9))
    update_deliverable(mission, answer="at risk", note="One firm is still missing.", by=by, at=last)
    data = add("3", "Berth data of last year", away["port"], sample.days_ago(60), sample.at(sample.days_ago(260)))
    update_deliverable(data, answer="done", note="First version.", by=by, at=sample.at(sample.days_ago(66)))
    return_deliverable(data, reason="The summer months are missing.", by=by, at=sample.at(sample.days_ago(64)))
    add("2", "Buyer list for the spring mission", away["chamber"], sample.today + dt.timedelta(days=33), asked)
    march = dt.date(sample.today.year + (sample.today >= dt.date(sample.today.year, 3, 1)), 3, 31)
    made = series.start_series(
        pact, title="Report on the year", owed_by=sample.home["board"], first_on=march, rule="year", clause=under["4"],
        contact=sample.contacts.get(sample.home["board"].pk), by=by, at=sample.at(sample.days_ago(30)),
    )  # fmt: skip
    Deliverable.objects.filter(series=made).update(sample=True, source="sample")


def amend(sample, pact, by):
    """One amendment was signed by both, applied and filed in the register; another one is being drafted."""
    drafted, signed = sample.days_ago(320), sample.days_ago(290)
    clocks.choose_rules(pack="public-register", office=sample.owner, since=drafted, by=by, at=sample.at(drafted))
    first = draft(sample, pact, by, drafted)
    clauses.add_clause(
        first.agreement, number="6", kind="commitment", text=INNOVATION, by=by, at=sample.at(drafted)
    )
    move(sample, first.agreement, "negotiation", sample.days_ago(310), by)
    papers.file_approval(
        first.agreement, body="City council", kind=ApprovalType.COUNCIL, side=sample.office.home, asked_on=drafted,
        decided_on=sample.days_ago(300), result=ApprovalResult.APPROVED, reference="Sample resolution on the amendment",
        by=by, at=sample.at(sample.days_ago(300)),
    )  # fmt: skip
    move(sample, first.agreement, "approved", sample.days_ago(300), by)
    sign(first.agreement, PartialDate.day(signed), by, sample.at(signed))
    amendments.apply_amendment(first, by=by, at=sample.at(signed))
    for task in ClockTask.objects.filter(agreement=pact, event="amended"):
        clocks.close_filing(
            task, done_on=sample.days_ago(281), reference="Sample register, entry 41", by=by,
            at=sample.at(sample.days_ago(281)),
        )  # fmt: skip
    second = draft(sample, pact, by, sample.days_ago(12))
    one = second.agreement.clauses.get(number="1")
    clauses.change_clause(
        one, text=OBJECTIVE, number=one.number, kind=one.kind, by=by, at=sample.at(sample.days_ago(11))
    )
    move(sample, second.agreement, "negotiation", sample.days_ago(8), by)


def draft(sample, pact, by, day):
    return amendments.draft_amendment(pact, by=by, at=sample.at(day), key=f"sample {day}")
