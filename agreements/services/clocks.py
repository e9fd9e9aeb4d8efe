"""Clocks of law: which rules hold, the days that start them, what is opened, and what was filed."""

from django.utils import timezone

from agreements.clock_days import WITH_BODIES, WITH_DAYS, Rules, bodies_of, days_of
from agreements.models import (
    RECORDED,
    Agreement,
    ClockClosed,
    ClockEvent,
    ClockFile,
    ClockTask,
    Jurisdiction,
    Milestone,
)
from agreements.rule_packs import packs
from agreements.services.clock_refusals import (
    AlreadyClosed,
    FiledLater,
    NotRecordedHere,
    ProofMissing,
    UnknownRules,
    WhyNotNeeded,
)
from agreements.services.locks import locked
from partnerships.uploads import check_upload
from stakeholders.verbs import verb

CHUNK = 200  # agreements read at once by the sweep


def wanted(agreement, rules, today):
    """{(organisation id, pack, clock, occasion): fields of a ClockTask}: what is to be filed as things stand."""
    if hasattr(agreement, "amendment"):
        return {}  # the agreement that it amends answers for it
    days, found = days_of(agreement), {}
    for body in bodies_of(agreement):
        for pack, since in rules.of(body):
            for clock in pack.clocks:
                if not clock.is_for(agreement.kind, body.organisation.kind):
                    continue
                for occasion, day in days.get(clock.event, {}).items():
                    if day.last < since or not clock.has_started(day.last, today):
                        continue
                    found[body.organisation.pk, pack.code, clock.code, occasion] = {
                        "owner_id": body.owner, "event": clock.event, "event_first": day.first,
                        "event_last": day.last, "due_on": clock.due_on(day.first, day.last), "title": clock.title,
                        "filed_with": clock.file_with, "law": pack.cite(clock.section)[:300],
                        "law_url": pack.law.get("url", ""), "proof_asked": clock.proof,
                    }  # fmt: skip
    return found


def differs(have, want):
    """Whether open tasks and what is wanted are not the same."""
    open_ones = {key: task for key, task in have.items() if task.is_open}
    return any(key not in have for key in want) or any(
        key not in want or any(getattr(task, name) != value for name, value in want[key].items())
        for key, task in open_ones.items()
    )


def held(tasks):
    return {(task.organisation_id, task.pack, task.clock, task.occasion): task for task in tasks}


def sync_clocks(agreement, *, at, rules=None):
    """Bring the open filings of an agreement in line with its days and the rules, in the caller's transaction.

    Twice changes nothing. Every verb that changes a day, a party or the kind of an agreement ends with it. A day
    that moved moves the due day of what is still open; a day taken back takes it away. What was closed stays.
    """
    rules = rules or Rules()
    agreement = locked(agreement.pk)
    want, have = wanted(agreement, rules, timezone.localdate(at)), held(agreement.clock_tasks.all())
    for key, task in have.items():
        if not task.is_open:
            continue
        if key not in want:
            task.delete()
            continue
        changed = [name for name, value in want[key].items() if getattr(task, name) != value]
        for name in changed:
            setattr(task, name, want[key][name])
        if changed:
            task.save(update_fields=changed)
    ClockTask.objects.bulk_create(
        ClockTask(
            agreement=agreement, organisation_id=key[0], pack=key[1], clock=key[2], occasion=key[3], opened_at=at,
            **fields,
        )
        for key, fields in want.items() if key not in have
    )  # fmt: skip


@verb("clocks.opened")
def open_clocks(agreement, *, at, by=None, rules=None):
    """The same as a change of its own: a day has come, or a rule was chosen."""
    sync_clocks(agreement, at=at, rules=rules)


def open_all_clocks(*, at, agreements=None, sync=open_clocks):
    """The same for many (default: all), so that imports and days that have come are seen. Returns how many changed.

    agreements: a QuerySet. They are read by the hundred; only those in which something differs are locked.
    """
    rules, today, changed = Rules(), timezone.localdate(at), 0
    agreements = Agreement.objects.all() if agreements is None else agreements
    if not rules:
        agreements = agreements.filter(clock_tasks__closed_as="").distinct()
    whole = agreements.select_related("owner", "amendment").prefetch_related(*WITH_DAYS, *WITH_BODIES, "clock_tasks")
    for agreement in whole.order_by("pk").iterator(chunk_size=CHUNK):
        if differs(held(agreement.clock_tasks.all()), wanted(agreement, rules, today)):
            sync(agreement, at=at, rules=rules)
            changed += 1
    return changed


@verb("rules.chosen")
def choose_rules(*, pack, by, at, place=None, office=None, since=None):
    """Let a rule pack hold for a place and all below it, or for an office. Choosing it again moves `since`.

    place: a Place, or office: an Organisation. Opens the clocks of the agreements concerned that are the office's
    or the place's; those below a region or country follow with the next sweep. Raises UnknownRules.
    """
    found = packs().get(pack)
    if found is None or (found.scope == "place") != (place is not None):
        raise UnknownRules(field="pack")
    if place is not None and found.country and found.country != place.country_code:
        raise UnknownRules(field="pack")
    row, _made = Jurisdiction.objects.update_or_create(
        place=place, office=office, pack=pack, defaults={"since": since, "set_by": by, "set_at": at}
    )
    open_all_clocks(at=at, agreements=concerned(row), sync=sync_clocks)
    return row


@verb("rules.dropped")
def drop_rules(row, *, by, at):
    """They hold no longer; filings that are still open under them go, what was filed stays."""
    near = list(concerned(row).values_list("pk", flat=True))
    row.delete()
    open_all_clocks(at=at, agreements=Agreement.objects.filter(pk__in=near), sync=sync_clocks)


def concerned(row):
    """Agreements of the ties in which the office, or a body of the place itself, holds a seat."""
    if row.office_id:
        return Agreement.objects.filter(partnership__seats__organisation=row.office_id).distinct()
    return Agreement.objects.filter(partnership__seats__side=row.place_id).distinct()


@verb("milestone.recorded")
def record_milestone(agreement, *, event, on, by, at, note=""):
    """Write down a day that no other record holds, and open its clocks. on: PartialDate. Returns the milestone.

    Of each event there is one day, and the later word stands; amendments may be many. Raises NotRecordedHere.
    """
    if event not in RECORDED:
        raise NotRecordedHere(field="event")
    locked(agreement.pk)
    fields = {"on_first": on.first, "on_last": on.last, "note": note.strip()}
    if event == ClockEvent.AMENDED:
        milestone, _made = Milestone.objects.get_or_create(agreement=agreement, event=event, **fields)
    else:
        milestone, _made = Milestone.objects.update_or_create(agreement=agreement, event=event, defaults=fields)
    sync_clocks(agreement, at=at)
    return milestone


@verb("milestone.removed")
def remove_milestone(milestone, *, by, at):
    """The day is taken back; what was opened for it and is not filed goes."""
    agreement = milestone.agreement
    milestone.delete()
    sync_clocks(agreement, at=at)


def still_open(task, closed_as, by):
    """The task under lock, or None where this person closed it just so. Raises AlreadyClosed."""
    task = ClockTask.objects.select_for_update(no_key=True).get(pk=task.pk)
    if task.is_open:
        return task
    if task.closed_as == closed_as and task.closed_by_id == by.pk:
        return None
    raise AlreadyClosed.by(task)


@verb("filing.closed")
def close_filing(task, *, done_on, by, at, reference="", note="", files=()):
    """It was filed: the day, and the reference or the receipt as proof. The same person twice changes nothing.

    Raises AlreadyClosed, FiledLater, ProofMissing and the refusals of files.
    """
    found = still_open(task, ClockClosed.FILED, by)
    if found is None:
        return ClockTask.objects.get(pk=task.pk)
    if done_on > timezone.localdate(at):
        raise FiledLater(task, field="done_on")
    if not reference.strip() and not files:
        raise ProofMissing(task, field="reference")
    uploads = [(file, check_upload(file)) for file in files]
    _close(found, ClockClosed.FILED, by, at, done_on=done_on, reference=reference.strip(), note=note.strip())
    for file, upload in uploads:
        ClockFile.objects.create(task=found, file=file, **upload._asdict())
    return found


@verb("filing.set_aside")
def set_filing_aside(task, *, note, by, at):
    """Nothing has to be filed here, for a reason. Raises AlreadyClosed and WhyNotNeeded."""
    found = still_open(task, ClockClosed.NOT_NEEDED, by)
    if found is None:
        return ClockTask.objects.get(pk=task.pk)
    if not note.strip():
        raise WhyNotNeeded(task, field="note")
    _close(found, ClockClosed.NOT_NEEDED, by, at, note=note.strip())
    return found


def _close(task, closed_as, by, at, **fields):
    fields |= {"closed_as": closed_as, "closed_by": by, "closed_at": at}
    for name, value in fields.items():
        setattr(task, name, value)
    task.save(update_fields=list(fields))


@verb("filing.reopened")
def reopen_filing(task, *, by, at):
    """It was closed by mistake: open again, its proof kept. Its due day follows the agreement as it stands now."""
    found = ClockTask.objects.select_for_update(no_key=True).get(pk=task.pk)
    if not found.is_open:
        fields = {"closed_as": "", "done_on": None, "closed_by": None, "closed_at": None}
        for name, value in fields.items():
            setattr(found, name, value)
        found.save(update_fields=list(fields))
        sync_clocks(found.agreement, at=at)
    return found
