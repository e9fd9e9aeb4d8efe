"""Which steps of which rules fall on which days: one read per rule, whatever the number of records.

A finder takes a Search and gives Occasions. It looks at facts only; who is told, and whether, is worked out elsewhere.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Max, OuterRef, Q, Subquery

from activities.models import Activity, ActivityStatus
from agreements.models import (
    Agreement,
    AgreementStatus,
    ClockTask,
    Deliverable,
    DeliverableStatus,
    Renewal,
    UpdateLinkItem,
)
from agreements.rules import BINDING, STILL_OWED, end_of_term
from outcomes.models import Claim, NotKnown, ReportingPlan, ReportLink
from outcomes.queries.reporting import claims_of
from outcomes.spells import flow_key, spells_between
from partnerships.models import Audience, Seat, Standing
from reminders.models import Because, Notice, OfficeRule, State
from reminders.rules import RULES, To, anniversaries, event_days, step_day

DAY = dt.timedelta(days=1)
MONTH = 31


class Occasion(NamedTuple):
    """One step of one rule on one record. office: who keeps the record; body: who must act, an organisation.

    contact: a stakeholders.Person, author: a user, each an id or None. at: the moment of what happened, for rules that
    tell at once. audience: who reads the record, "" where it has none of its own. lead: in the rule's unit.
    """

    rule: str
    office: int
    tie: int | None
    kind: str
    id: int
    occasion: str
    day: dt.date
    about_on: dt.date | None
    to: To
    lead: int = 0
    body: int | None = None
    contact: int | None = None
    author: int | None = None
    at: dt.datetime | None = None
    audience: str = ""
    note: str = ""


@dataclass
class Search:
    """first, last: days on which a step must fall. only: {rule: ids of records} to look at these alone; None for all.
    offices: ids of organisations of whose records alone something is found; None for all. code: the one rule that is
    asked; "" for all.

    rules: {code: {office or None: Rule}}: defaults under None, what offices wish beside it.
    """

    first: dt.date
    last: dt.date
    only: dict | None = None
    rules: dict = field(default_factory=lambda: wishes())
    known: dict = field(default_factory=dict)
    offices: set | None = None
    code: str = ""

    def rule(self, code, office):
        found = self.rules[code]
        return found.get(office) or found[None]

    def leads(self, code):
        """All leads that any office uses."""
        return {lead for rule in self.rules[code].values() for lead, _to in rule.steps()}

    def of(self, code, rows, owner="owner"):
        """The rows that are looked at for a rule. owner: the field of the organisation that keeps them."""
        rows = self.kept(rows, owner)
        return rows if self.only is None else rows.filter(pk__in=self.only.get(code, ()))

    def kept(self, rows, owner):
        return rows if self.offices is None else rows.filter(**{f"{owner}__in": self.offices})

    def steps(self, code, office, event):
        """[(lead, to, day)] of the steps of this office's rule that fall into the search; worked out once a day."""
        whose = office if office in self.rules[code] else None
        found = self.known.get((code, whose, event))
        if found is None:
            rule = self.rules[code][whose]
            days = [(lead, to, step_day(event, lead, rule.unit)) for lead, to in rule.steps() if rule.is_on]
            found = self.known[code, whose, event] = [one for one in days if self.first <= one[2] <= self.last]
        return found


def wishes():
    """{code: {office or None: Rule}}."""
    found = {code: {None: rule} for code, rule in RULES.items()}
    for row in OfficeRule.objects.all():
        if row.rule in found:
            found[row.rule][row.office_id] = row.over(RULES[row.rule])
    return found


def find(search):
    """All occasions of a search; of a restricted one only its rules are asked."""
    codes = [search.code] if search.code else FINDERS
    if search.only is not None:
        codes = [code for code in codes if search.only.get(code)]
    return [occasion for code in codes for occasion in FINDERS[code](search)]


# --- Deliverables -----------------------------------------------------------------------------------------------------


def owed():
    """Deliverables of which something is still to come, under agreements that bind: signed, and not over or at rest."""
    return Deliverable.objects.filter(status__in=STILL_OWED, agreement__status__in=BINDING)


def due_rows(search):
    """(id, owner, tie, who owes it, contact, author, audience, due day) of deliverables one of whose steps may fall."""
    rows = search.of("deliverable-due", owed())
    days = event_days(search.first, search.last, search.leads("deliverable-due"))
    rows = rows.filter(due_on__in=days).order_by().values_list(
        "pk", "owner", "agreement__partnership", "owed_by", "contact", "created_by", "audience", "due_on"
    )
    # Plain columns, thousands of rows: fetched at once, which Django does by the hundred.
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def deliverables_due(search):
    # By position, for there may be thousands of them a day.
    return [
        Occasion(
            "deliverable-due", owner, tie, "deliverable", pk, str(lead), day, due_on, to, lead, body, contact, author,
            None, audience,
        )
        for pk, owner, tie, body, contact, author, audience, due_on in due_rows(search)
        for lead, to, day in search.steps("deliverable-due", owner, due_on)
    ]  # fmt: skip


def happened(code, moment, rows):
    """A finder of what was done to deliverables: the moment's field names it."""

    def find_them(search):
        found = since(search, moment, search.of(code, rows()))
        found = found.values_list(
            "pk", "owner", "agreement__partnership", "owed_by", "contact", "created_by", "audience", moment
        )
        for pk, owner, tie, body, contact, author, audience, at in found:
            if search.rule(code, owner).is_on:
                yield Occasion(
                    code, owner, tie, "deliverable", pk, stamp(at), at.date(), None, RULES[code].to, body=body,
                    contact=contact, author=author, at=at, audience=audience,
                )  # fmt: skip

    return find_them


def asked(search):
    """Somebody was asked for an update by a mailed link; colleagues who sign in are told of it."""
    items = UpdateLinkItem.objects.filter(link__revoked_at=None, link__created_by__isnull=False, link__passed_by=None)
    items = items.filter(deliverable__status__in=STILL_OWED)
    items = search.kept(items, "deliverable__owner")
    if search.only is not None:
        items = items.filter(deliverable__in=search.only.get("deliverable-asked", ()))
    found = since(search, "link__created_at", items).values_list(
        "deliverable", "deliverable__owner", "deliverable__agreement__partnership", "deliverable__owed_by",
        "deliverable__audience", "link", "link__person", "link__created_at",
    )  # fmt: skip
    for pk, owner, tie, body, audience, link, person, at in found:
        if search.rule("deliverable-asked", owner).is_on:
            yield Occasion(
                "deliverable-asked", owner, tie, "deliverable", pk, f"link {link}", at.date(), None, To.OWES, body=body,
                contact=person, at=at, audience=audience,
            )  # fmt: skip


def since(search, moment, rows):
    """Rows whose moment lies within the days of a search (UTC)."""
    first = dt.datetime.combine(search.first, dt.time(), dt.UTC)
    last = dt.datetime.combine(search.last + DAY, dt.time(), dt.UTC)
    return rows.filter(**{f"{moment}__gte": first, f"{moment}__lt": last})


def stamp(at):
    """A moment as an occasion, to the second."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- Activities, agreements, filings ----------------------------------------------------------------------------------


def activities_without_word(search):
    code = "activity-without-word"
    days = event_days(search.first, search.last, search.leads(code))
    rows = search.of(code, Activity.objects.filter(status=ActivityStatus.PLANNED, starts_last__in=days))
    for pk, owner, tie, author, audience, starts in rows.values_list(
        "pk", "owner", "partnership", "created_by", "audience", "starts_last"
    ):
        for lead, to, day in search.steps(code, owner, starts):
            yield Occasion(
                code, owner, tie, "activity", pk, str(lead), day, starts, to, lead=lead, author=author,
                audience=audience,
            )  # fmt: skip


def terms(search, code):
    """(row, end of the running term, which term it is) of agreements that name an end."""
    rows = Agreement.objects.filter(
        status__in=[AgreementStatus.SIGNED, AgreementStatus.IN_FORCE, AgreementStatus.SUSPENDED],
        expires_on__isnull=False,
    )
    since = search.first - MONTH * DAY
    rows = search.of(code, rows).filter(Q(renewal=Renewal.AUTOMATIC) | Q(expires_on__gte=since))
    longest = max([0, *search.leads(code)])
    for row in rows.values("pk", "owner", "partnership", "audience", "expires_on", "renewal", "notice_days",
                           "renewal_months"):  # fmt: skip
        terms_of_it = {name: row[name] for name in ("renewal", "notice_days", "renewal_months")}
        notice = terms_of_it.pop("notice_days") or 0
        end = end_of_term(row["expires_on"], **terms_of_it, today=since)
        # Each term whose first step may fall into the search; one that renews itself has many.
        while end - (longest + notice) * DAY <= search.last:
            yield row, end
            later = end_of_term(row["expires_on"], **terms_of_it, today=end + DAY)
            if later <= end:
                break
            end = later


def term_name(row, end, lead):
    """The step of one term. A named end that is corrected within its year is the same term; one that is put off to
    another year, or renewed, is another."""
    return f"{lead} of {end.year if end == row['expires_on'] else end}"


def agreement_notices(search):
    """The last day on which notice can be given."""
    code = "agreement-notice"
    for row, end in terms(search, code):
        if row["renewal"] == Renewal.NONE or not row["notice_days"]:
            continue
        last_day = end - dt.timedelta(days=row["notice_days"])
        for lead, to, day in search.steps(code, row["owner"], last_day):
            yield of_agreement(code, row, term_name(row, end, lead), day, last_day, to, lead)


def agreement_ends(search):
    """The end of what does not go on by itself."""
    code = "agreement-expiry"
    for row, end in terms(search, code):
        if row["renewal"] == Renewal.AUTOMATIC:
            continue
        for lead, to, day in search.steps(code, row["owner"], end):
            yield of_agreement(code, row, term_name(row, end, lead), day, end, to, lead)


def of_agreement(code, row, occasion, day, about_on, to, lead):
    return Occasion(
        code, row["owner"], row["partnership"], "agreement", row["pk"], occasion, day, about_on, to, lead=lead,
        audience=row["audience"],
    )  # fmt: skip


def filings_due(search):
    code = "filing-due"
    days = event_days(search.first, search.last, search.leads(code))
    rows = search.of(code, ClockTask.objects.open().filter(due_on__in=days))
    for pk, owner, tie, body, audience, due_on in rows.values_list(
        "pk", "owner", "agreement__partnership", "organisation", "agreement__audience", "due_on"
    ):
        for lead, to, day in search.steps(code, owner, due_on):
            yield Occasion(
                code, owner, tie, "filing", pk, str(lead), day, due_on, to, lead=lead, body=body, audience=audience
            )


# --- Outcomes ---------------------------------------------------------------------------------------------------------


def figures_due(search):
    """Periods that are over and of which nobody has said anything."""
    code = "figure-due"
    days = event_days(search.first, search.last, search.leads(code))
    first, last = days[0], days[-1]
    plans = search.of(code, ReportingPlan.objects.filter(first__lte=last).filter(Q(last=None) | Q(last__gte=first)))
    plans = list(plans.select_related("indicator", "partnership"))
    spells = {plan.pk: spells_within(plan, first, last) for plan in plans}
    told = claims_of(Claim.objects.all(), plans, spells)
    unknown = set(NotKnown.objects.filter(plan__in=plans).values_list("plan", "period"))
    for plan in plans:
        for spell in spells[plan.pk]:
            key = flow_key(plan.partnership, plan.indicator.code, spell)
            known = (key, plan.indicator.office_id, plan.organisation_id, plan.owner_id) in told
            if known or (plan.pk, spell.name) in unknown:
                continue
            for lead, to, day in search.steps(code, plan.owner_id, spell.last):
                yield Occasion(
                    code, plan.owner_id, plan.partnership_id, "reporting plan", plan.pk, f"{spell.name} {lead}", day,
                    spell.last, to, lead=lead, body=plan.organisation_id, audience=plan.audience,
                )  # fmt: skip


def spells_within(plan, first, last):
    """The periods of a plan that are over on one of these days."""
    begin, end = max(plan.first, first), min(plan.last or last, last)
    if end < begin:
        return []
    return [spell for spell in spells_between(plan.frequency, begin, end) if first <= spell.last <= end]


def claims_unconfirmed(search):
    """Reports with papers that nobody has confirmed. (Who is told of them is asked whether they still are to be.)"""
    code = "claim-unconfirmed"
    days = event_days(search.first, search.last, search.leads(code))
    rows = search.of(code, Claim.objects.standing().filter(evidence=2, learnt_on__in=days))
    for pk, owner, tie, audience, learnt in rows.values_list("pk", "owner", "partnership", "audience", "learnt_on"):
        for lead, to, day in search.steps(code, owner, learnt):
            yield Occasion(
                code, owner, tie, "claim", pk, str(lead), day, learnt, to, lead=lead, audience=audience
            )


def links_ending(search):
    code = "link-ending"
    days = event_days(search.first, search.last, search.leads(code))
    rows = ReportLink.objects.filter(revoked_at=None, ends_at__date__in=days)
    for pk, owner, author, audience, ends_at in search.of(code, rows, "snapshot__owner").values_list(
        "pk", "snapshot__owner", "created_by", "snapshot__audience", "ends_at"
    ):
        for lead, to, day in search.steps(code, owner, ends_at.date()):
            yield Occasion(
                code, owner, None, "report link", pk, str(lead), day, ends_at.date(), to, lead=lead, author=author,
                audience=audience,
            )  # fmt: skip


# --- Ties -------------------------------------------------------------------------------------------------------------


def kept_ties(search, code):
    """Seats of offices on ties that they keep. (What is looked at for a rule on ties is named by the tie.)"""
    seats = Seat.objects.filter(standing=Standing.KEPT, organisation__office__isnull=False)
    seats = search.kept(seats, "organisation")
    return seats if search.only is None else seats.filter(partnership__in=search.only.get(code, ()))


def without_contact(search):
    """Ties on which this office knows of no activity since; one that never had any counts from when it was taken on."""
    code = "no-contact"
    seen = Activity.objects.filter(partnership=OuterRef("partnership"), status=ActivityStatus.HAPPENED).filter(
        Q(owner=OuterRef("organisation")) | Q(audience__in=[Audience.SHARED, Audience.PUBLIC])
    )
    last = seen.order_by().values("partnership").annotate(last=Max("starts_last")).values("last")
    seats = kept_ties(search, code).annotate(last=Subquery(last))
    for tie, office, contact, kept, made in seats.values_list(
        "partnership", "organisation", "last", "standing_last", "created_at"
    ):
        event = contact or kept or made.date()
        for lead, to, day in search.steps(code, office, event):
            yield Occasion(
                code, office, tie, "partnership", tie, f"{-lead} since {event}", day, contact, to, lead=lead,
                audience=Audience.OFFICE,
            )  # fmt: skip


def round_anniversaries(search):
    """Every fifth year since the tie was signed. A day known to the year or month is its last day."""
    code = "anniversary"
    seats = kept_ties(search, code).filter(partnership__since_last__isnull=False)
    furthest = max([0, *search.leads(code)]) + 1
    for tie, office, signed in seats.values_list("partnership", "organisation", "partnership__since_last"):
        for years, day_of_it in anniversaries(signed, search.first, search.last + furthest * MONTH * DAY):
            for lead, to, day in search.steps(code, office, day_of_it):
                yield Occasion(
                    code, office, tie, "partnership", tie, f"{years} years {lead}", day, day_of_it, to, lead=lead,
                    audience=Audience.OFFICE,
                )  # fmt: skip


def noted(search):
    """What has no record to be found again: the ledger itself holds it until it is told."""
    code = "import-finished"
    rows = Notice.objects.filter(rule=code, because=Because.AUTHOR, recipient__user__isnull=False)
    rows = search.kept(rows.exclude(state=State.TOLD), "office")
    if search.only is not None:
        rows = rows.filter(subject_id__in=search.only.get(code, ()))
    for row in since(search, "planned_at", rows).select_related("recipient"):
        if search.rule(code, row.office_id).is_on:
            yield Occasion(
                code, row.office_id, None, row.subject_kind, row.subject_id, row.occasion, row.day, None, To.AUTHOR,
                author=row.recipient.user_id, at=row.planned_at, audience=Audience.NAMED, note=row.note,
            )  # fmt: skip


FINDERS = {
    "deliverable-due": deliverables_due,
    "deliverable-asked": asked,
    "deliverable-submitted": happened(
        "deliverable-submitted", "submitted_at",
        lambda: Deliverable.objects.filter(status=DeliverableStatus.SUBMITTED).exclude(owner=F("owed_by")),
    ),
    "deliverable-returned": happened(
        "deliverable-returned", "returned_at",
        lambda: Deliverable.objects.filter(status=DeliverableStatus.RETURNED),
    ),
    "deliverable-accepted": happened(
        "deliverable-accepted", "accepted_at",
        lambda: Deliverable.objects.filter(
            status=DeliverableStatus.ACCEPTED, accepted_by__isnull=False
        ).exclude(owner=F("owed_by")),
    ),
    "activity-without-word": activities_without_word,
    "agreement-notice": agreement_notices,
    "agreement-expiry": agreement_ends,
    "filing-due": filings_due,
    "figure-due": figures_due,
    "claim-unconfirmed": claims_unconfirmed,
    "no-contact": without_contact,
    "anniversary": round_anniversaries,
    "link-ending": links_ending,
    "import-finished": noted,
}  # fmt: skip
