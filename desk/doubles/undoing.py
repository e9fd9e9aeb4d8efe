"""Taking a merge apart again, within 30 days, exactly as it was; refused where later changes stand in the way."""

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from desk.doubles import refusals as no
from desk.doubles.links import model_of, plain, python_of, revive
from desk.doubles.merging import DAYS, KINDS, PATIENCE, follow
from partnerships.services.holds import require_no_hold
from stakeholders.access import Role
from stakeholders.models import DoubleKind, Membership, Merge
from stakeholders.verbs import verb


@verb("merge.undone")
def undo(merge, *, by, at):
    """Make two of one again: fields, moved rows and dropped rows as they were. Returns the Merge.

    What was recorded since stays with the one that was kept. by: a coordinator of the office that merged, or staff.
    Raises UndoneAlready, TooLate, MayNotMerge, OnHold, Busy, and ChangedSince, which names what changed.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            undone = _undo(merge, by, at)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what does not fit is told here, not at the commit
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return undone
    except OperationalError as fault:
        raise no.Busy(merge) from fault
    except IntegrityError as fault:
        message = _("Something recorded since stands in the place of what would come back.")
        raise no.ChangedSince(merge, message) from fault


def _undo(merge, by, at):
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at:
        raise no.UndoneAlready(merge)
    if merge.purged_at or merge.made_at <= at - DAYS:
        raise no.TooLate(merge)
    _require_may(merge, by)
    model = KINDS[merge.kind]
    rows = model._base_manager.filter(pk__in=[merge.kept_id, merge.gone_id]).order_by("pk")
    found = {row.pk: row for row in rows.select_for_update(of=("self",))}
    kept, gone = found.get(merge.kept_id), found.get(merge.gone_id)
    if kept is None or gone is None or kept.merged_into_id or gone.merged_into_id != merge.kept_id:
        raise no.ChangedSince(merge, _("It has been merged further since. Undo the later merge first."))
    _require_no_hold(merge, kept)
    follow(merge, by=by, at=at)
    merge.refresh_from_db()
    _require_unchanged(merge.after["kept"], merge.before["kept"], kept)
    _give_back(model, merge, kept)
    for step in reversed(merge.steps):
        _take_back(step, merge)
    merge.undone_by, merge.undone_at = by, at
    merge.save(update_fields=["undone_by", "undone_at"])
    return merge


def _require_may(merge, by):
    if by is None or by.is_staff:
        return
    held = Membership.objects.held_by(by, [Role.COORDINATOR]).filter(limited=False)
    if merge.owner_id is None or not held.filter(organisation=merge.owner_id).exists():
        raise no.MayNotMerge(merge)


def _require_no_hold(merge, kept):
    if merge.kind == DoubleKind.PERSON:
        require_no_hold(person=kept)
    else:
        require_no_hold(office=merge.owner_id, organisation=kept)


def _require_unchanged(after, before, row):
    """What the merge changed of the row must still be as the merge left it."""
    now = plain(row)
    for name, was in before.items():
        if after.get(name) != was and now.get(name) != after.get(name):
            label = row._meta.get_field(name.removesuffix("_id")).verbose_name
            raise no.ChangedSince(row, _("“%(field)s” has been changed since the merge.") % {"field": label})


def _give_back(model, merge, kept):
    """First what the kept one took, then the name and address of the other: each stands once a place."""
    after, before = merge.after["kept"], merge.before["kept"]
    fields = {field.attname: field for field in model._meta.concrete_fields}
    changed = {name: python_of(fields[name], was) for name, was in before.items() if after.get(name) != was}
    if changed:
        model._base_manager.filter(pk=kept.pk).update(**changed)
    was, left = merge.before["gone"], merge.after["gone"]
    back = {name: python_of(fields[name], value) for name, value in was.items() if left.get(name) != value}
    model._base_manager.filter(pk=merge.gone_id).update(**back)


def _take_back(step, merge):
    model = model_of(step["model"])
    rows = model._base_manager
    if "made" in step:
        rows.filter(pk=step["made"])._raw_delete(using=rows.db)
    elif "dropped" in step:
        revive(model, step["dropped"]).save_base(raw=True, force_insert=True)
    elif "before" in step:
        _take_back_words(model, step)
    else:
        _move_back(model, step, merge)


def _take_back_words(model, step):
    row = model._base_manager.select_for_update(of=("self",)).filter(pk=step["pk"]).first()
    if row is None:
        raise no.ChangedSince(None, _gone_since(model))
    _require_unchanged(step["after"], step["before"], row)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    was = {name: python_of(fields[name], value) for name, value in step["before"].items()}
    model._base_manager.filter(pk=row.pk).update(**was)


def _move_back(model, step, merge):
    """Only rows that still point to where they were moved; one that is gone or moved on cannot come back."""
    target, origin = step.get("to", merge.kept_id), step.get("from", merge.gone_id)
    rows = model._base_manager.filter(pk__in=step["pks"], **{step["field"]: target})
    here = list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    if len(here) != len(step["pks"]):
        raise no.ChangedSince(None, _gone_since(model))
    model._base_manager.filter(pk__in=here).update(**{step["field"]: origin})


def _gone_since(model):
    return _("A record that moved with the merge (%(kind)s) has been removed or moved on since.") % {
        "kind": model._meta.verbose_name
    }
