"""What whoever follows has to know: gathered from the record on the day it is opened, as its reader may read it."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from activities.models import Activity, BriefPoint, Delegation, Gift, NextStep, PointKind
from agreements.models import Agreement, AgreementFile, AgreementStatus, Deliverable
from desk import ties as known_ties
from desk.handover.subject import ties_of
from desk.models import ReviewPack
from partnerships.contact_queries import contacts_of
from partnerships.models import Seat, SeatRole, StageResult
from partnerships.queries import stage_shown
from stakeholders.models import Organisation, Post, ProtocolNote
from stakeholders.post_queries import held_posts

YEAR = dt.timedelta(days=365)
MEETINGS = 3  # last ones a tie
MOST = 40  # rows of one list; what is more is said, and stands on the pages of the ties


@dataclass
class Listed:
    """The first rows of a list, and how many more there are."""

    rows: list
    more: int = 0

    def __bool__(self):
        return bool(self.rows)

    def __iter__(self):
        return iter(self.rows)


def listed(rows, most=MOST):
    rows = list(rows)
    return Listed(rows[:most], max(0, len(rows) - most))


@dataclass
class Pack:
    subject: object
    today: dt.date
    whole: bool  # all ties of the office, for none names the post
    ties: list = field(default_factory=list)
    steps: Listed = None
    ours: Listed = None
    theirs: Listed = None
    visits: Listed = None
    met: list = field(default_factory=list)
    given: Listed = None
    received: Listed = None
    notes: list = field(default_factory=list)
    avoid: Listed = None
    people: Listed = None
    expiring: Listed = None
    files: Listed = None
    packs: list = field(default_factory=list)


def pack_of(reader, office, subject, today):
    """The whole pack. Some twenty queries, however many ties."""
    ties, whole = ties_of(reader, office, subject, today)
    pack = Pack(subject, today, whole)
    pack.ties = tie_rows(reader, office, subject, ties)
    pack.steps = listed(steps(reader, subject, ties))
    pack.ours, pack.theirs = promises(reader, office, ties)
    visits = Delegation.objects.for_user(reader).open().filter(partnership__in=ties)
    visits = visits.select_related("partnership", "lead")
    pack.visits = listed(visits.order_by(F("starts_first").asc(nulls_last=True), "pk"))
    pack.met = meetings(reader, ties)
    pack.given, pack.received = gifts(reader, subject, office, ties)
    pack.people = listed(people(reader, office, ties, today))
    pack.notes = notes(reader, office, subject, pack.people)
    points = BriefPoint.objects.for_user(reader).filter(delegation__partnership__in=ties, kind=PointKind.AVOID)
    points = points.select_related("delegation__partnership").order_by("-delegation__starts_first", "pk")
    pack.avoid = listed(points, 12)
    pack.expiring = listed(expiring(reader, ties, today))
    pack.files = listed(files(reader, ties), 15)
    packs = ReviewPack.objects.for_user(reader).filter(owner=office.organisation, partnership__in=ties)
    pack.packs = list(
        packs.defer("content", "page", "word").select_related("partnership")
        .order_by("partnership_id", "-number").distinct("partnership_id")
    )
    return pack


def tie_rows(reader, office, subject, ties):
    """[{tie, standing, stage, last, contacts}]: stage as the office's own records show it."""
    own = Seat.objects.filter(organisation=office.organisation, partnership__in=ties)
    seats = {seat.partnership_id: seat for seat in own}
    results = StageResult.objects.for_user(reader).latest().filter(owner=office.organisation, partnership__in=ties)
    stages = {row.partnership_id: row for row in results}
    known, turned = known_ties.columns_of(reader, ties), contacts_of(reader, ties)
    return [
        {
            "tie": tie,
            "standing": seats[tie.pk].standing,
            "stage": stage_shown(stages.get(tie.pk)),
            "last": known[tie.pk].last_contact,
            "late": known[tie.pk].late,
            "contacts": turned.get(tie.pk, []),
        }
        for tie in ties
    ]


def steps(reader, subject, ties):
    """Open next steps of the ties: first those of whoever leaves (`mine`), then the others."""
    rows = NextStep.objects.for_user(reader).open().filter(activity__partnership__in=ties)
    rows = rows.select_related("activity__partnership", "user", "person")
    rows = rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    users, persons = {one.pk for one in subject.users}, {one.pk for one in subject.people}
    rows = list(rows)
    for row in rows:
        row.mine = row.user_id in users or row.person_id in persons
    return sorted(rows, key=lambda row: not row.mine)


def promises(reader, office, ties):
    """(what our side owes, what others owe): open deliverables, the next due first."""
    rows = Deliverable.objects.for_user(reader).open().filter(agreement__partnership__in=ties)
    rows = list(
        rows.select_related("owed_by", "owner__office", "contact", "agreement__partnership").order_by("due_on", "pk")
    )
    now = timezone.now()
    for row in rows:
        row.late = row.is_overdue(row.day_at_owner(now))
    sides = set(Seat.objects.filter(partnership__in=ties, side=office.home).values_list("organisation", flat=True))
    sides.add(office.organisation_id)
    ours = [row for row in rows if row.owed_by_id in sides]
    return listed(ours), listed(row for row in rows if row.owed_by_id not in sides)


def meetings(reader, ties):
    """[(tie, its last three activities that took place)], for ties that have any."""
    newest = Window(RowNumber(), partition_by="partnership", order_by=["-starts_last", "-pk"])
    rows = Activity.objects.for_user(reader).happened().filter(partnership__in=ties).annotate(nth=newest)
    found = {}
    for row in rows.filter(nth__lte=MEETINGS).select_related("place").order_by("-starts_last", "-pk"):
        found.setdefault(row.partnership_id, []).append(row)
    return [(tie, found[tie.pk]) for tie in ties if tie.pk in found]


def gifts(reader, subject, office, ties):
    """(given, received): those of the post first where it is one of another body, else of the ties, the newest."""
    rows = Gift.objects.for_user(reader).filter(partnership__in=ties)
    if not subject.is_ours(office) and subject.posts:
        body = subject.organisation
        rows = rows.filter(
            Q(giver_post__in=subject.posts) | Q(receiver_post__in=subject.posts)
            | Q(giver_organisation=body) | Q(receiver_organisation=body)
        )  # fmt: skip
    rows = list(rows.select_related(
        "partnership", "giver_post__organisation", "giver_organisation", "receiver_post__organisation",
        "receiver_organisation",
    ).order_by("-on_first", "-pk"))  # fmt: skip
    return listed([row for row in rows if row.given], 15), listed([row for row in rows if not row.given], 15)


def people(reader, office, ties, today):
    """[Held] of the posts of the other side's organisations on these ties, with their holders of today."""
    seats = Seat.objects.filter(partnership__in=ties).exclude(role=SeatRole.OBSERVER).exclude(side=office.home)
    bodies = Organisation.objects.for_user(reader).filter(pk__in=seats.values("organisation"))
    turned = {one.contact.post_id for rows in contacts_of(reader, ties).values() for one in rows if one.held}
    posts = Post.objects.filter(Q(organisation__in=bodies) | Q(pk__in=turned))
    posts = posts.exclude(organisation=office.organisation)
    return held_posts(reader, posts.order_by("organisation__name", "title", "pk"), today)


def notes(reader, office, subject, met):
    """[(name, note)]: of the posts and people of the subject, of the posts to meet and of their holders."""
    posts = {one.post.pk: f"{one.post.title}, {one.post.organisation}" for one in [*subject.held, *met]}
    persons = {one.pk: one.name for one in subject.people}
    persons |= {holding.person_id: holding.person.name for one in met for holding in one.now}
    rows = ProtocolNote.objects.for_user(reader).filter(owner=office.organisation)
    rows = rows.filter(Q(post__in=posts) | Q(person__in=persons)).order_by("pk")
    return [(posts.get(row.post_id) or persons.get(row.person_id), row) for row in rows]


def expiring(reader, ties, today):
    """Agreements in force or suspended that end within a year, the soonest first."""
    rows = Agreement.objects.for_user(reader).filter(
        partnership__in=ties, status__in=[AgreementStatus.IN_FORCE, AgreementStatus.SUSPENDED],
        expires_on__gte=today, expires_on__lte=today + YEAR,
    )  # fmt: skip
    return rows.select_related("partnership").order_by("expires_on", "pk")


def files(reader, ties):
    """Signed papers and texts of agreements in force, the newest first."""
    rows = AgreementFile.objects.for_user(reader).filter(
        agreement__partnership__in=ties, agreement__status=AgreementStatus.IN_FORCE, approval=None
    )
    return rows.select_related("agreement__partnership").order_by("-uploaded_at", "-pk")
