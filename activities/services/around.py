"""What surrounds an activity when it is written: its hours, posts, papers and first next step."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from activities import times
from activities.models import ActivityPost, AgreementLink, DeliverableLink, LinkRelation, NextStep
from activities.queries import organisations_for, posts_for
from activities.services import refusals_around as refusals
from activities.services.next_steps import check_step
from activities.services.refusals import EndsBeforeItStarts
from agreements.models import Agreement, Deliverable
from agreements.services.terms import check_lists
from drawing import formats
from stakeholders.models import PostHolding

PAPERS = {AgreementLink: ("agreement", Agreement), DeliverableLink: ("deliverable", Deliverable)}


def zone_of(facts):
    """The zone that was chosen, else the place's; "" where neither is known."""
    return facts.time_zone or (facts.place.time_zone if facts.place else "")


def latest_today(at, zone):
    """The later of the day here and the day there: what is today for either is not ahead."""
    here = timezone.localdate(at)
    return max(here, times.day_there(at, zone, here))


def hours_of(facts):
    """{starts_at, ends_at} of the facts: moments (UTC) or None.

    Raises TimeNeedsDay, EndNeedsStart, TimeNeedsZone, UnknownZone, HourDoesNotExist, EndsBeforeItStarts.
    """
    zone = zone_of(facts)
    if facts.time_zone and not times.is_zone(facts.time_zone):
        raise refusals.UnknownZone(facts.time_zone, field="time_zone")
    if facts.starts_time is None:
        if facts.ends_time is not None:
            raise refusals.EndNeedsStart(field="starts_time")
        return {"starts_at": None, "ends_at": None}
    if facts.starts.first != facts.starts.last:
        raise refusals.TimeNeedsDay(field="starts_time")
    if not times.is_zone(zone):
        raise refusals.TimeNeedsZone(field="time_zone")
    starts_at = moment_of(facts.starts.first, facts.starts_time, zone, "starts_time", second=facts.second_hour)
    if facts.ends_time is None:
        return {"starts_at": starts_at, "ends_at": None}
    last = facts.ends_on or facts.starts.first
    ends_at = moment_of(last, facts.ends_time, zone, "ends_time")
    if ends_at < starts_at:  # where the clocks go back in between, the second hour of that name is meant
        ends_at = moment_of(last, facts.ends_time, zone, "ends_time", second=True)
    if ends_at < starts_at:
        raise EndsBeforeItStarts(field="ends_time") if facts.ends_on else refusals.EndNeedsLastDay(field="ends_time")
    return {"starts_at": starts_at, "ends_at": ends_at}


def moment_of(day, hour, zone, field, *, second=False):
    """times.moment, with a sentence for an hour that the clocks jump over."""
    try:
        return times.moment(day, hour, zone, second=second)
    except times.NoSuchHour as error:
        before, after = times.skipped(day, hour, zone)
        message = _("%(hour)s does not exist in %(zone)s on %(day)s: the clocks go from %(before)s to %(after)s.") % {
            "hour": times.hour_words(hour), "zone": times.city_of(zone), "day": formats.long_date(day),
            "before": times.hour_words(before), "after": times.hour_words(after),
        }  # fmt: skip
        raise refusals.HourDoesNotExist(message=message, field=field) from error


def check_around(facts, partnership, *, by, known_posts=()):
    """Raise the refusal that fits languages, sectors, papers and posts. known_posts: ids that are on it already."""
    check_lists(facts.languages or (), facts.sectors or ())
    papers = [*(facts.agreements_from or ()), *(facts.agreements_to or ())]
    promises = [*facts.deliverables, *(facts.deliverables_from or ()), *(facts.deliverables_to or ())]
    if any(paper.partnership_id != partnership.pk for paper in papers):
        raise refusals.PaperOfAnotherTie(field="agreements_from")
    ids = {promise.pk for promise in promises}
    if ids and Deliverable.objects.filter(pk__in=ids, agreement__partnership=partnership).count() < len(ids):
        raise refusals.PaperOfAnotherTie(field="deliverables")
    fresh = [post for post in facts.posts or () if post.pk not in known_posts]
    if fresh:
        offered = {body.pk for body in [*organisations_for(by, partnership), *facts.organisations]}
        ids = {post.pk for post in fresh}
        if posts_for(by, offered).filter(pk__in=ids).count() < len(ids):
            raise refusals.UnknownPost(field="posts")


def write_papers(activity, facts, *, by):
    """Links with agreements and deliverables as the facts say; those of papers that the person cannot read stay."""
    link(
        AgreementLink, activity, by,
        {LinkRelation.GREW_FROM: facts.agreements_from, LinkRelation.LED_TO: facts.agreements_to},
    )  # fmt: skip
    link(
        DeliverableLink, activity, by,
        {
            LinkRelation.GREW_FROM: facts.deliverables_from, LinkRelation.LED_TO: facts.deliverables_to,
            LinkRelation.SERVES: facts.deliverables,
        },
    )  # fmt: skip


def link(model, activity, by, named):
    """named: {relation: records, or None where nothing is said of it}. A record named twice keeps the last relation."""
    name, record = PAPERS[model]
    wanted = {one.pk: relation for relation, records in named.items() for one in records or ()}
    said = {relation for relation, records in named.items() if records is not None}
    rows = model.objects.filter(activity=activity)
    if by is not None:
        rows = rows.filter(**{f"{name}__in": record.objects.for_user(by)})
    for row in rows:
        relation = wanted.pop(getattr(row, f"{name}_id"), None)
        if relation is None and row.relation in said:
            row.delete()
        elif relation is not None and relation != row.relation:
            row.relation = relation
            row.save(update_fields=["relation"])
    model.objects.bulk_create(
        [model(activity=activity, relation=relation, **{f"{name}_id": pk}) for pk, relation in wanted.items()],
        ignore_conflicts=True,
    )


def write_posts(activity, facts):
    """The posts that took part, each with who held it that day, as far as the owning office has it on file."""
    there = dict(activity.posts.values_list("post", "pk"))
    wanted = there if facts.posts is None else {post.pk: post for post in facts.posts}
    holders = holders_on(activity, wanted)
    activity.posts.exclude(post__in=wanted).delete()
    keep_holders(activity, holders)
    ActivityPost.objects.bulk_create(
        ActivityPost(activity=activity, post_id=pk, holder_id=holders.get(pk)) for pk in wanted if pk not in there
    )


def holders_on(activity, posts):
    """{post id: id of the person who held it on the activity's first day}, of the owning office's contacts."""
    if not posts:
        return {}
    held = PostHolding.objects.current(activity.starts_first).filter(
        Q(person__owner=activity.owner_id), post__in=list(posts)
    )
    return dict(held.order_by("since", "pk").values_list("post", "person"))


def keep_holders(activity, holders):
    """Write who held each post of the activity; holders as of holders_on."""
    for row in activity.posts.all():
        if row.holder_id != holders.get(row.post_id):
            row.holder_id = holders.get(row.post_id)
            row.save(update_fields=["holder"])


def write_first_step(activity, facts):
    """The next step that was typed with the activity; the same words a second time are the same step."""
    if not facts.next_step.strip():
        return
    check_step(activity, facts.next_step, facts.next_step_user, facts.next_step_person)
    given = {"due_on": facts.next_step_on, "user": facts.next_step_user, "person": facts.next_step_person}
    NextStep.objects.get_or_create(activity=activity, text=facts.next_step.strip(), defaults=given)
