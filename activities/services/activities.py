"""What people do with an activity: log or plan it, change it, say that it happened, cancel it, undo it."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from babel.numbers import list_currencies

from activities.models import (
    Activity,
    ActivityFile,
    ActivityStatus,
    OfficeNote,
    Participant,
)
from activities.queries import acting_seat, heads, organisations_for, side_of
from activities.services import refusals
from activities.services.around import (
    check_around,
    hours_of,
    latest_today,
    write_first_step,
    write_papers,
    write_posts,
    zone_of,
)
from activities.services.logged_costs import write_logged_cost
from partnerships.uploads import check_upload
from stakeholders.models import Organisation, User
from stakeholders.verbs import once, verb

UNDO_FOR = timedelta(minutes=10)
SHARED_FACTS = [
    "kind", "title", "starts_first", "starts_last", "ends_on", "starts_at", "ends_at", "place", "place_text", "people",
]  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What is said of an activity. starts: PartialDate; ends_on: day; people…: heads; organisations: bodies of both
    sides; cost: Decimal in `currency`. notes and cost are read by the owning office alone.

    starts_time, ends_time: hours (time) in `time_zone`, else in the zone of the place; second_hour: the later of two
    such hours, where the clocks go back. languages, sectors, posts and what it grew from or led to: None leaves what
    stands. next_step_user or next_step_person does the next step until next_step_on.
    """

    kind: str
    title: str
    starts: object
    ends_on: object = None
    status: str = ActivityStatus.HAPPENED
    place: object = None
    place_text: str = ""
    direction: str = ""
    people: int | None = None
    people_out: int | None = None
    people_in: int | None = None
    organisations: list = field(default_factory=list)
    grew_from: object = None
    deliverables: list = field(default_factory=list)
    notes: str = ""
    cost: Decimal | None = None
    currency: str = ""
    cost_borne_by: str = ""
    next_step: str = ""
    starts_time: object = None
    ends_time: object = None
    time_zone: str = ""
    second_hour: bool = False
    languages: list | None = None
    sectors: list | None = None
    posts: list | None = None
    agreements_from: list | None = None
    agreements_to: list | None = None
    deliverables_from: list | None = None
    deliverables_to: list | None = None
    next_step_on: object = None
    next_step_user: object = None
    next_step_person: object = None


def is_currency(code):
    return code in list_currencies()


def check(facts, partnership, *, by, today, known=(), known_posts=()):
    """Raise the refusal that fits. known, known_posts: ids of organisations and posts that are on it already."""
    if not facts.title.strip():
        raise refusals.TitleMissing(field="title")
    if facts.status == ActivityStatus.HAPPENED and facts.starts.first > today:
        raise refusals.NotYet(field="starts")
    if facts.ends_on and facts.ends_on < facts.starts.first:
        raise refusals.EndsBeforeItStarts(field="ends_on")
    hours_of(facts)
    if facts.cost is not None:
        if facts.cost < 0:
            raise refusals.NegativeCost(field="cost")
        if not facts.currency:
            raise refusals.CostWithoutCurrency(field="currency")
    if facts.currency and not is_currency(facts.currency):
        raise refusals.UnknownCurrency(facts.currency, field="currency")
    named = {body.pk for body in facts.organisations} - set(known)
    if named:
        unseated = named - {body.pk for body in organisations_for(by, partnership)}
        if unseated and Organisation.objects.for_user(by).filter(pk__in=unseated).count() < len(unseated):
            raise refusals.UnknownOrganisation(field="organisations")
    check_around(facts, partnership, by=by, known_posts=known_posts)
    if facts.grew_from and facts.grew_from.partnership_id != partnership.pk:
        raise refusals.FromAnotherTie(facts.grew_from, field="grew_from")


@verb("activity.logged")
def log_activity(partnership, facts, *, by, at, files=(), idempotency_key="", via="page"):
    """Record an activity for the organisation in whose seat the person acts. Returns it.

    The owner reads it alone until it is offered. The same key by the same person a second time returns the first one.
    Raises NoSeat, TitleMissing, NotYet, EndsBeforeItStarts, UnknownOrganisation, the refusals of money and of files.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two sends of one form follow each other
    key = once(by.pk, idempotency_key)
    if key and (found := Activity.objects.filter(idempotency_key=key).first()):
        return found
    seat = acting_seat(by, partnership)
    if seat is None:
        raise refusals.NoSeat(partnership, field="partnership")
    check(facts, partnership, by=by, today=latest_today(at, zone_of(facts)))
    uploads = [(file, check_upload(file)) for file in files]
    activity = Activity.objects.create(
        partnership=partnership, owner=seat.organisation, created_by=by, idempotency_key=key, **columns(facts)
    )
    write_around(activity, facts, by=by)
    for file, upload in uploads:
        keep_file(activity, file, upload)
    return activity


def columns(facts):
    """The facts that stand on the activity's own row; lists of which nothing is said are not among them."""
    lists = {"languages": facts.languages, "sectors": facts.sectors}
    return {
        **{name: list(dict.fromkeys(given)) for name, given in lists.items() if given is not None},
        **hours_of(facts),
        "kind": facts.kind,
        "status": facts.status,
        "title": facts.title.strip(),
        "starts_first": facts.starts.first,
        "starts_last": facts.starts.last,
        "ends_on": facts.ends_on,
        "place": facts.place,
        "place_text": facts.place_text,
        "time_zone": zone_of(facts),
        "direction": facts.direction,
        "people": facts.people,
        "people_out": facts.people_out,
        "people_in": facts.people_in,
        "grew_from": facts.grew_from,
    }


def write_around(activity, facts, *, by=None):
    """Participants, posts, papers, the office's note and next step: made to be as the facts say."""
    wanted = {body.pk: body for body in facts.organisations}
    there = set(activity.participants.values_list("organisation", flat=True))
    activity.participants.exclude(organisation__in=wanted).delete()
    Participant.objects.bulk_create(
        Participant(activity=activity, organisation=body, side=side_of(body, activity.partnership))
        for pk, body in wanted.items()
        if pk not in there
    )
    write_posts(activity, facts)
    write_papers(activity, facts, by=by)
    if facts.notes or hasattr(activity, "office_note"):
        OfficeNote.objects.update_or_create(activity=activity, defaults={"notes": facts.notes})
    write_logged_cost(activity, facts)
    write_first_step(activity, facts)


def keep_file(activity, file, upload):
    kept = ActivityFile(activity=activity, **upload._asdict())
    kept.file.save(upload.name, file, save=False)
    kept.save()


def locked(activity):
    return Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)


def shared_facts(activity):
    """What the other side confirms of the activity's own row; of those sent and received it reads the sum alone."""
    return {"heads": heads(activity), **{name: getattr(activity, name) for name in SHARED_FACTS}}


@verb("activity.changed")
def edit_activity(activity, facts, *, by, at, files=()):
    """Write what is now known. What the other side confirmed is no longer confirmed when a shared fact changes."""
    activity = locked(activity)
    before = shared_facts(activity)
    bodies = set(activity.participants.values_list("organisation", flat=True))
    posts = set(activity.posts.values_list("post", flat=True))
    check(facts, activity.partnership, by=by, today=latest_today(at, zone_of(facts)), known=bodies, known_posts=posts)
    uploads = [(file, check_upload(file)) for file in files]
    fresh = columns(facts)
    for name, value in fresh.items():
        setattr(activity, name, value)
    changed = list(fresh)
    same = before == shared_facts(activity)
    if activity.confirmed_at and not (same and bodies == {body.pk for body in facts.organisations}):
        activity.confirmed_at = activity.confirmed_by = None
        changed += ["confirmed_at", "confirmed_by"]
    activity.save(update_fields=changed)
    write_around(activity, facts, by=by)
    for file, upload in uploads:
        keep_file(activity, file, upload)
    return activity


@verb("activity.happened")
def mark_happened(activity, *, by, at, people=None):
    """What was planned took place. Saying it again changes nothing."""
    activity = locked(activity)
    if activity.status == ActivityStatus.HAPPENED:
        return activity
    if activity.status == ActivityStatus.CANCELLED:
        raise refusals.WasCancelled(activity)
    if activity.starts_first > latest_today(at, activity.time_zone):
        raise refusals.NotYet(activity)
    activity.status = ActivityStatus.HAPPENED
    activity.people = people if people is not None else activity.people
    activity.save(update_fields=["status", "people"])
    return activity


@verb("activity.cancelled")
def cancel_activity(activity, *, by, at):
    """It did not take place. Cancelling again changes nothing; what the other side confirmed stays."""
    activity = locked(activity)
    if activity.status == ActivityStatus.CANCELLED:
        return activity
    if activity.confirmed_at:
        raise refusals.AlreadyHappened(activity)
    activity.status = ActivityStatus.CANCELLED
    activity.save(update_fields=["status"])
    return activity


@verb("activity.undone")
def undo_activity(activity, *, by, at):
    """Take back what was logged by mistake, within ten minutes and before anybody else was told."""
    activity = locked(activity)
    if activity.created_by_id != by.pk:
        raise refusals.NotYours(activity)
    if activity.offered_at or activity.confirmed_at:
        raise refusals.SeenByOthers(activity)
    if at - activity.created_at > UNDO_FOR:
        raise refusals.TooLateToUndo(activity)
    activity.delete()
