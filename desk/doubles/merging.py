"""Merging two organisations or two contacts, in one transaction; following up what came late; forgetting details."""

import datetime as dt

from django.db import IntegrityError, InternalError, OperationalError, connection, transaction

from desk.doubles import refusals as no
from desk.doubles.absorbing import absorb
from desk.doubles.links import label_of, of_others, plain, references
from desk.models import ReviewPack
from exchange.models import SourceOrganisation
from outcomes.models import Snapshot
from partnerships.services.holds import require_no_hold
from stakeholders.access import Role
from stakeholders.models import DoubleKind, Membership, Merge, NotADouble, Office, OldSlug, Organisation, Person
from stakeholders.services import ORGANISATION
from stakeholders.verbs import verb

DAYS = dt.timedelta(days=30)
LATE = dt.timedelta(minutes=15)  # how long after a merge a form that was open before it is looked for each minute
PATIENCE = "2s"  # how long a merge waits for others' locks; below it nobody else is thrown out by a deadlock
FIELDS = {
    Organisation: ("name", "kind", "place", "acts_for", "website", "email", "language", "languages", "time_zone"),
    Person: ("name", "organisation", "user", "email", "phone", "language", "time_zone", "never_mail"),
}
KINDS = {DoubleKind.ORGANISATION: Organisation, DoubleKind.PERSON: Person}


def kept_by_others(organisation, office):
    """Whether the organisation's own data are not this office's to change: it has members, or others work with it."""
    if Membership.objects.filter(organisation=organisation).exists():
        return True
    return hangs_on_others(organisation, office)


def hangs_on_others(organisation, office):
    return any(
        of_others(child, field, organisation.pk, office.pk).exists()
        for child, field in references(Organisation)
        if child is not Membership
    )


def require_may_merge(kept, gone, *, by, office):
    """Raise the refusal by which this person may not merge `gone` into `kept`; None where they may.

    office: the organisation in which a coordinator works. Staff may where others' records hang on one of the two.
    """
    if kept.pk == gone.pk:
        raise no.TheSame(kept)
    held = Membership.objects.held_by(by, [Role.COORDINATOR]).filter(limited=False) if by else Membership.objects.none()
    coordinates = office is not None and held.filter(organisation=office).exists()
    staff = by is None or by.is_staff
    if isinstance(kept, Person):
        _require_own_people(kept, gone, office, coordinates)
        return
    if not (coordinates or staff):
        raise no.MayNotMerge(kept)
    if Office.objects.filter(organisation=gone).exists():
        raise no.IsAnOffice(gone)
    if not staff and Membership.objects.filter(organisation=gone).exists():
        raise no.HasMembers(gone)
    if not staff and hangs_on_others(gone, office):
        raise no.OthersHang(gone)
    if Snapshot.objects.filter(owner=gone).exists() or ReviewPack.objects.filter(owner=gone).exists():
        raise no.Frozen(gone)
    for body in (gone, kept):
        require_no_hold(office=office, organisation=body)


def _require_own_people(kept, gone, office, coordinates):
    if kept.owner_id != gone.owner_id or office is None or kept.owner_id != office.pk:
        raise no.OtherOwner(gone)
    if not coordinates:
        raise no.MayNotMerge(kept)
    if kept.user_id and gone.user_id and kept.user_id != gone.user_id:
        raise no.TwoAccounts(gone)
    for person in (gone, kept):
        require_no_hold(person=person)


def lock_two(model, one, other):
    """The two rows, locked for update in the order of their keys, so that two merges do not wait for each other.

    FOR UPDATE also stops whoever is about to point to one of them, until this transaction is through.
    """
    rows = model._base_manager.filter(pk__in=[one, other]).order_by("pk").select_for_update(of=("self",))
    found = {row.pk: row for row in rows}
    if len(found) != 2 or any(row.merged_into_id for row in found.values()):
        raise no.IsGone(model(pk=other))
    return found[one], found[other]


@verb("organisation.merged")
def merge_organisations(kept, gone, *, chosen=(), by, at, office=None):
    """Put the organisation `gone` into `kept`. Returns the Merge.

    chosen: the fields (of FIELDS) for which gone's value is taken over. office: in which the coordinator works; None
    where staff merge by command. Where kept's own data are others' to change, they stay as they are.
    Raises the refusals of `desk.doubles.refusals`, and OnHold.
    """
    return _merge(Organisation, kept, gone, chosen=chosen, by=by, at=at, office=office)


@verb("person.merged")
def merge_people(kept, gone, *, chosen=(), by, at, office):
    """Put the contact `gone` into `kept`, both kept by this office. Returns the Merge. Raises as above."""
    return _merge(Person, kept, gone, chosen=chosen, by=by, at=at, office=office)


def merge(kept, gone, **given):
    return (merge_people if isinstance(kept, Person) else merge_organisations)(kept, gone, **given)


def _merge(model, kept, gone, *, chosen, by, at, office):
    if kept.pk == gone.pk:
        raise no.TheSame(kept)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            kept, gone = lock_two(model, kept.pk, gone.pk)
            require_may_merge(kept, gone, by=by, office=office)
            merged = _put_into(model, kept, gone, chosen, by, at, office)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what does not fit is told here, not at the commit
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return merged
    except OperationalError as fault:  # a lock was not to be had
        raise no.Busy(kept) from fault
    except IntegrityError as fault:
        if "organisation_name_once_a_place" in str(fault):
            raise no.NameInUse(kept, field="name") from fault
        raise no.Clash(kept) from fault
    except InternalError as fault:  # a trigger keeps what is frozen
        raise no.Frozen(gone) from fault


def _put_into(model, kept, gone, chosen, by, at, office):
    before = {"kept": plain(kept), "gone": plain(gone)}
    steps = []
    _step_aside(model, kept, gone, steps)
    if model is Person or by is None or by.is_staff or not kept_by_others(kept, office):
        _take_over(model, kept, before["gone"], gone, chosen)
    absorb(model, kept.pk, gone.pk, steps)
    kept = model._base_manager.get(pk=kept.pk)
    gone_now = model._base_manager.get(pk=gone.pk)
    kind = DoubleKind.PERSON if model is Person else DoubleKind.ORGANISATION
    NotADouble.objects.filter(kind=kind, one=min(kept.pk, gone.pk), other=max(kept.pk, gone.pk)).delete()
    return Merge.objects.create(
        owner_id=gone.owner_id if model is Person else getattr(office, "pk", None),
        kind=kind,
        kept_id=kept.pk,
        gone_id=gone.pk,
        kept_name=kept.name if model is Organisation else "",  # names of people stay out of the history
        gone_name=before["gone"]["name"] if model is Organisation else "",
        made_by=by,
        made_at=at,
        steps=steps,
        before=before,
        after={"kept": plain(kept), "gone": plain(gone_now)},
    )


def _step_aside(model, kept, gone, steps):
    """Free the name, address and keys of the double; its row stays as a signpost."""
    if model is Person:
        Person._base_manager.filter(pk=gone.pk).update(merged_into=kept.pk, user=None, email="", phone="")
        return
    old = list(OldSlug.objects.filter(kind=ORGANISATION, object_id=gone.pk).values_list("pk", flat=True))
    if old:
        OldSlug.objects.filter(pk__in=old).update(object_id=kept.pk)
        steps.append({"model": label_of(OldSlug), "field": "object_id", "pks": old})
    made = OldSlug.objects.create(kind=ORGANISATION, slug=gone.slug, object_id=kept.pk)
    steps.append({"model": label_of(OldSlug), "made": made.pk})
    Organisation._base_manager.filter(pk=gone.pk).update(
        merged_into=kept.pk,
        slug=f"-{gone.pk}",  # no name makes such a slug
        name=f"{gone.name[:180]} ({gone.pk})",
        source="merged",
        external_id=None,
    )
    if gone.external_id is None:
        return
    named, is_new = SourceOrganisation.objects.get_or_create(
        source=gone.source, external_id=gone.external_id, defaults={"organisation_id": kept.pk}
    )
    if is_new:
        steps.append({"model": label_of(SourceOrganisation), "made": named.pk})


def _take_over(model, kept, was, gone, chosen):
    """The chosen fields of gone; those that kept has empty; of an organisation, its names as other names."""
    taken = {}
    for name in FIELDS[model]:
        field = model._meta.get_field(name)
        theirs = getattr(gone, field.attname)
        if name in chosen or (getattr(kept, field.attname) in (None, "", []) and theirs not in (None, "", [])):
            taken[field.attname] = theirs
    if model is Organisation:
        names = [*kept.aliases, kept.name, was["name"], *gone.aliases]
        taken["aliases"] = [name for name in dict.fromkeys(names) if name != taken.get("name", kept.name)]
    if model is Person:
        taken["never_mail"] = kept.never_mail or gone.never_mail  # a wish not to be written to outlives the double
    model._base_manager.filter(pk=kept.pk).update(**taken)


@verb("merge.followed")
def follow(merge, *, by, at):
    """Move what came to point to the double after all: forms that were open, files that were read, while it merged.

    Returns how many rows moved. The rows join the record of the merge, so that undoing takes them along.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    model = KINDS[merge.kind]
    if merge.undone_at:
        return 0
    gone = model._base_manager.select_for_update(of=("self",)).filter(pk=merge.gone_id).first()
    if gone is None or gone.merged_into_id is None:
        return 0
    steps = []
    absorb(model, gone.merged_into_id, gone.pk, steps)
    if steps and not merge.purged_at:
        merge.steps = [*merge.steps, *steps]
        merge.save(update_fields=["steps"])
    return len(steps)


def follow_all(now, *, within=LATE):
    """Follow the merges of late. Returns how many had something to move."""
    moved = 0
    for merge in Merge.objects.filter(undone_at=None, made_at__gt=now - within):
        if any(
            child._base_manager.filter(**{field.name: merge.gone_id}).exists()
            for child, field in references(KINDS[merge.kind])
        ):
            moved += bool(follow(merge, by=None, at=now))
    return moved


@verb("merge.purged")
def purge(merge, *, by, at):
    """Forget the details of a merge whose 30 days are over. A contact's signpost goes; an organisation's stays."""
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.purged_at:
        return merge
    if merge.kind == DoubleKind.PERSON and not merge.undone_at:
        Person._base_manager.filter(pk=merge.gone_id, merged_into__isnull=False).delete()
    merge.steps, merge.before, merge.after, merge.purged_at = [], {}, {}, at
    merge.save(update_fields=["steps", "before", "after", "purged_at"])
    return merge


def purge_due(now):
    """Purge every merge whose 30 days are over, after a last look for what points to its double. Returns how many."""
    due = Merge.objects.filter(purged_at=None, made_at__lte=now - DAYS)
    for merge in due:
        follow(merge, by=None, at=now)
        purge(merge, by=None, at=now)
    return len(due)


def forget_person(person, *, at):
    """Empty the records of merges that name this contact: for whoever erases them. Takes the signposts along."""
    rows = Merge.objects.filter(kind=DoubleKind.PERSON, purged_at=None)
    for merge in [*rows.filter(kept_id=person.pk), *rows.filter(gone_id=person.pk)]:
        purge(merge, by=None, at=at)


