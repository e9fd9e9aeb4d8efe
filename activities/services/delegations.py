"""What people do with a visit: plan it, write what is known, move it on, keep its papers."""

from dataclasses import dataclass, field

from activities.models import Delegation, DelegationFile, DelegationMove, DelegationStatus
from activities.queries import acting_seat
from activities.rules import delegations as rules
from activities.services import refusals_delegations as refusals
from activities.services.around import latest_today
from activities.services.next_steps import colleagues_of
from activities.services.refusals import NoSeat
from partnerships.uploads import check_upload
from stakeholders.verbs import verb

KEPT_WITHOUT_DAYS = rules.PURGE_AFTER * 4  # a list for a visit that never gets its days


@dataclass(frozen=True)
class Visit:
    """What is said of a visit. starts: PartialDate or None; ends_on, next_by, purge_on: days or None.

    places, hosts: Places and Organisations. purge_on None: 90 days after the last day.
    """

    title: str
    direction: str
    starts: object = None
    ends_on: object = None
    purpose: str = ""
    places: list = field(default_factory=list)
    hosts: list = field(default_factory=list)
    lead: object = None
    next_by: object = None
    purge_on: object = None


def locked(delegation):
    return Delegation.objects.select_for_update(no_key=True).get(pk=delegation.pk)


def last_day(visit):
    """The last day as far as it is known; of a visit in some May the last of May."""
    return visit.ends_on or (visit.starts.last if visit.starts else None)


def check(visit, owner, *, fixed=False):
    """Raises TitleMissing, EndsBeforeItStarts, DaysAreFixed, PurgeBeforeVisit, NotOfTheOffice. owner: an id."""
    if not visit.title.strip():
        raise refusals.TitleMissing(field="title")
    if visit.ends_on and visit.starts and visit.ends_on < visit.starts.first:
        raise refusals.EndsBeforeItStarts(field="ends_on")
    if fixed and not (visit.ends_on and visit.starts and visit.starts.first == visit.starts.last):
        raise refusals.DaysAreFixed(field="starts")
    if visit.purge_on and last_day(visit) and visit.purge_on < last_day(visit):
        raise refusals.PurgeBeforeVisit(field="purge_on")
    if visit.lead and not colleagues_of(owner).filter(pk=visit.lead.pk).exists():
        raise refusals.NotOfTheOffice(field="lead")


def columns(visit):
    return {
        "title": visit.title.strip(),
        "direction": visit.direction,
        "purpose": visit.purpose.strip(),
        "starts_first": visit.starts.first if visit.starts else None,
        "starts_last": visit.starts.last if visit.starts else None,
        "ends_on": visit.ends_on,
        "lead": visit.lead,
        "next_by": visit.next_by,
    }


@verb("delegation.planned")
def plan_delegation(partnership, visit, *, by, at, status=DelegationStatus.ASKED):
    """Begin a visit, asked or invited, for the organisation in whose seat the person acts. Returns it.

    Raises NoSeat and the refusals of `check`.
    """
    seat = acting_seat(by, partnership)
    if seat is None:
        raise NoSeat(partnership, field="partnership")
    check(visit, seat.organisation_id)
    delegation = Delegation.objects.create(
        partnership=partnership, owner=seat.organisation, created_by=by, status=status,
        purge_on=visit.purge_on or rules.purge_day(last_day(visit)), **columns(visit),
    )  # fmt: skip
    delegation.places.set(visit.places)
    delegation.hosts.set(visit.hosts)
    DelegationMove.objects.create(delegation=delegation, after=status, by=by, at=at)
    return delegation


@verb("delegation.changed")
def edit_delegation(delegation, visit, *, by, at):
    """Write what is now known. The day of deletion moves with the visit unless another one is chosen now."""
    delegation = locked(delegation)
    was_last, now_last = delegation.ends_on or delegation.starts_last, last_day(visit)
    purge_on = visit.purge_on
    if purge_on == delegation.purge_on and now_last and now_last != was_last:
        purge_on = purge_on + (now_last - was_last) if purge_on and was_last else None
    purge_on = purge_on or rules.purge_day(now_last) or delegation.purge_on
    visit = Visit(**{**visit.__dict__, "purge_on": purge_on})
    check(visit, delegation.owner_id, fixed=delegation.status in rules.WITH_DATES)
    for name, value in (columns(visit) | {"purge_on": purge_on}).items():
        setattr(delegation, name, value)
    delegation.save(update_fields=[*columns(visit), "purge_on"])
    delegation.places.set(visit.places)
    delegation.hosts.set(visit.hosts)
    return delegation


def today_of(delegation, at):
    """What is today here or there, whichever is later."""
    place = delegation.places.first()
    return latest_today(at, place.time_zone if place else "")


@verb("delegation.moved")
def move_delegation(delegation, move, *, by, at, note="", next_by=None):
    """Take one step of activities.rules.delegations. next_by: until when the next one is wanted, or None.

    Raises MoveNotOpen, DaysNotFixed, NotOver. The same step sent twice is refused the second time, with its history
    untouched.
    """
    delegation = locked(delegation)
    step = rules.MOVES.get(move)
    if step is None or delegation.status not in step.before:
        raise refusals.MoveNotOpen(delegation)
    if step.needs_days and not (
        delegation.starts_first and delegation.starts_first == delegation.starts_last and delegation.ends_on
    ):
        raise refusals.DaysNotFixed(delegation)
    if step.passed and delegation.ends_on > today_of(delegation, at):
        raise refusals.NotOver(delegation)
    record_move(delegation, step.after, by=by, at=at, note=note)
    delegation.next_by = next_by
    if delegation.purge_on is None and delegation.status not in rules.OPEN:
        delegation.purge_on = at.date() + rules.PURGE_AFTER
    delegation.save(update_fields=["next_by", "purge_on"])
    return delegation


def record_move(delegation, after, *, by, at, note=""):
    DelegationMove.objects.create(
        delegation=delegation, before=delegation.status, after=after, note=note.strip(), by=by, at=at
    )
    delegation.status = after
    delegation.save(update_fields=["status"])


def check_list_open(delegation, at):
    """Raises AlreadyPurged once the list was deleted; sees to it that there is a day on which it will be."""
    if delegation.purged_at:
        raise refusals.AlreadyPurged(delegation)
    if delegation.purge_on is None:
        delegation.purge_on = at.date() + KEPT_WITHOUT_DAYS
        delegation.save(update_fields=["purge_on"])


@verb("delegation.paper_added")
def add_paper(delegation, file, *, by, at):
    """Keep a paper of the visit until its list is deleted. Raises the refusals of uploads and AlreadyPurged."""
    delegation = locked(delegation)
    check_list_open(delegation, at)
    upload = check_upload(file)
    kept = DelegationFile(delegation=delegation, **upload._asdict())
    kept.file.save(upload.name, file, save=False)
    kept.save()
    return kept


@verb("delegation.paper_dropped")
def drop_paper(paper, *, by, at):
    """The row goes at once, the file with the next sweep of files to which nothing refers."""
    DelegationFile.objects.filter(pk=paper.pk).delete()
