"""Moving everything from one row to another, row by row written down so that it can be undone."""

from django.db import IntegrityError, models, transaction
from django.db.models import Q, UniqueConstraint

from desk.doubles.links import label_of, plain, references
from stakeholders.models import Membership, RegisterEntry

# What of a dropped row may fill a gap of the row that stays. Days and states are not among them: an empty "until"
# means that it lasts.
FILLING = (models.CharField, models.TextField, models.IntegerField)
WEIGHT = {"viewer": 0, "contributor": 1, "coordinator": 2, "observer": 0, "partner": 1, "lead": 2}


def clashes(child, field, kept, gone):
    """{row of gone: row of kept} that a unique constraint forbids beside each other once both point to `kept`.

    Both seated in one tie, both party of one agreement, both in one activity, one user a member of both.
    """
    found = {}
    for others, condition in _unique_sets(child, field):
        theirs = child._base_manager.filter(**{field.name: gone}).filter(condition)
        ours = child._base_manager.filter(**{field.name: kept}).filter(condition)
        known = {row[1:]: row[0] for row in ours.values_list("pk", *others)}
        for pk, *values in theirs.values_list("pk", *others):
            if None not in values and tuple(values) in known:
                found.setdefault(pk, known[tuple(values)])
    return found


def _unique_sets(child, field):
    """([other columns], condition) of each rule that lets one value of the foreign key stand once."""
    if field.unique:
        yield [], Q()
    for names in child._meta.unique_together:
        if field.name in names:
            yield [name for name in names if name != field.name], Q()
    for rule in child._meta.constraints:
        if isinstance(rule, UniqueConstraint) and field.name in rule.fields:
            yield [name for name in rule.fields if name != field.name], rule.condition or Q()


def absorb(model, kept, gone, steps):
    """Point everything that points to the row `gone` to the row `kept`; steps: what was done is appended to it.

    Rows that would stand twice become one: the row of `kept` stays, what hangs on the other moves over to it.
    The rows are locked before they are read. The caller holds the locks of the two themselves.
    """
    for child, field in references(model):
        rows = child._base_manager.filter(**{field.name: gone}).order_by("pk")
        pks = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
        if not pks:
            continue
        for double, staying in clashes(child, field, kept, gone).items():
            _join(child, staying, double, steps)
            pks.remove(double)
        if child is RegisterEntry and field.name == "organisation":  # nobody has itself on file
            for pk in rows.filter(office=kept).values_list("pk", flat=True):
                _drop(child, pk, steps)
                pks.remove(pk)
        if pks:
            child._base_manager.filter(pk__in=pks).update(**{field.name: kept})
            moved = {"model": label_of(child), "field": field.attname, "pks": pks, "from": gone, "to": kept}
            steps.append(moved)


def _join(child, staying, double, steps):
    absorb(child, staying, double, steps)
    # Under the row lock of before: what a colleague saved a moment ago is what is read here.
    other = child._base_manager.select_for_update(of=("self",)).get(pk=double)
    row = child._base_manager.select_for_update(of=("self",)).get(pk=staying)
    _drop(child, double, steps)
    taken = taken_over(row, other)
    if not taken:
        return
    before = {name: plain(row)[name] for name in taken}
    try:
        with transaction.atomic():
            child._base_manager.filter(pk=staying).update(**taken)
    except IntegrityError:  # the words do not fit this row: they stay with the dropped one, in the record of the merge
        return
    fresh = plain(child._base_manager.get(pk=staying))
    steps.append(
        {
            "model": label_of(child),
            "pk": staying,
            "before": before,
            "after": {name: fresh[name] for name in taken},
        }
    )


def taken_over(row, other):
    """{column: value} that the staying row takes from the dropped one: words where it has none, the weightier role."""
    apart = {name for rule in row._meta.constraints for name in getattr(rule, "fields", ())}
    taken = {}
    for field in row._meta.concrete_fields:
        ours, theirs = getattr(row, field.attname), getattr(other, field.attname)
        if field.name == "role" and WEIGHT.get(theirs, -1) > WEIGHT.get(ours, 99):
            taken[field.attname] = theirs
        if field.unique or field.is_relation or field.choices or field.name in apart or not field.editable:
            continue
        if isinstance(field, FILLING) and ours in (None, "") and theirs not in (None, ""):
            taken[field.attname] = theirs
    if isinstance(row, Membership):
        taken.pop("role", None)  # nobody gets more rights by a merge
    return taken


def _drop(child, pk, steps):
    row = child._base_manager.get(pk=pk)
    steps.append({"model": label_of(child), "dropped": plain(row)})
    # Past the collector of Django, which would take with it what a colleague has just hung on the row.
    child._base_manager.filter(pk=pk)._raw_delete(using=child._base_manager.db)
