"""Taking an import back, by what the history says that it wrote (docs/imports.md, undo)."""

import datetime as dt
from collections import defaultdict

from django.apps import apps
from django.db import connection, models
from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, Participant
from agreements.models import Agreement, Deliverable
from exchange.models import ImportRun, SourceRow
from outcomes.models import Claim, Lead
from partnerships.models import Partnership, Seat, TieRecord
from stakeholders.models import Organisation
from stakeholders.verbs import Refusal, verb

UNDO_FOR = dt.timedelta(hours=24)
RECORDS = {
    "organisations": Organisation, "ties": Partnership, "agreements": Agreement, "activities": Activity,
    "deliverables": Deliverable, "leads": Lead,
}  # fmt: skip
LISTED = 50
# Tables that the machine keeps about a record: they go with it and hold up nothing.
OF_THE_MACHINE = {
    "Counted", "Happening", "LargeTotal", "Notice", "PageMark", "PartnershipPlace", "Reach", "RollUp",
    "SourceOrganisation", "SourcePlace", "StageResult", "Total", "YearlyTotal",
}  # fmt: skip
CHANGED_SINCE = _("Somebody changed it since.")
IN_USE = _("Something else hangs on it.")
NO_FORMER = _("The history does not say what it was before.")
# Where an organisation stands on a tie by more than its seat: (model, organisation, tie).
STANDS = (
    (Activity, "owner", "partnership"), (Participant, "organisation", "activity__partnership"),
    (Agreement, "owner", "partnership"), (Deliverable, "owed_by", "agreement__partnership"),
    (Deliverable, "owner", "agreement__partnership"), (Claim, "organisation", "partnership"),
    (Claim, "owner", "partnership"), (Lead, "organisation", "partnership"), (Lead, "owner", "partnership"),
)  # fmt: skip


class NotYours(Refusal):
    code = "not_yours"
    message = _("Who imported takes back; platform staff do so for what the server imported.")


class CannotBeUndone(Refusal):
    code = "cannot_be_undone"
    message = _("An import of this kind is not taken back; import the former values instead.")


class UndoneAlready(Refusal):
    code = "undone_already"
    message = _("This import was taken back already.")


class NothingDone(Refusal):
    code = "nothing_done"
    message = _("This import changed nothing.")


class TooLate(Refusal):
    code = "too_late"
    message = _("An import can be taken back for 24 hours.")


def refusal(run, *, by, at):
    """Why this person may not take the run back now; None where they may."""
    if run.by_id != by.pk and not (run.by_id is None and by.is_staff):
        return NotYours(run)
    if run.undone_at:
        return UndoneAlready(run)
    if run.dataset not in RECORDS or run.context is None:
        return CannotBeUndone(run)
    if not run.created + run.changed:
        return NothingDone(run)
    return TooLate(run) if at - run.at > UNDO_FOR else None


@verb("import.undone")
def undo(run, *, by, at):
    """Take back what the run made, set back what it changed; what others changed since or hang on stays.

    Returns the run; its `undone` says what could not be taken back. Raises NotYours, UndoneAlready, CannotBeUndone,
    TooLate.
    """
    run = ImportRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if no := refusal(run, by=by, at=at):
        raise no
    taken = Taking(run)
    taken.find()
    taken.find_records()
    taken.hold_back()
    taken.set_back()
    taken.delete()
    run.undone_at = at
    run.undone = taken.told()
    run.save(update_fields=["undone_at", "undone"])
    return run


class Taking:
    """events: {model: its event model}; created, changed, removed: {model: ids}; kept: {(model, id): why}."""

    def __init__(self, run):
        self.run = run
        every = apps.get_models()
        self.events = {model.pgh_tracked_model: model for model in every if getattr(model, "pgh_tracked_model", None)}
        self.created, self.changed, self.removed = defaultdict(set), defaultdict(set), defaultdict(set)
        self.kept = {}
        self.counts = {"taken_back": 0, "set_back": 0}

    def find(self):
        """What the history says that the run wrote, and what of it somebody wrote to since."""
        for model, events in self.events.items():
            ours = events.objects.filter(pgh_context=self.run.context)
            rows = ours.values_list("pgh_obj_id", "pgh_label")
            by_label = defaultdict(set)
            for pk, label in rows:
                by_label[label].add(pk)
            self.created[model] = by_label["insert"]
            self.changed[model] = by_label["update"] - by_label["insert"]
            self.removed[model] = by_label["delete"] - by_label["insert"]
            touched = self.created[model] | self.changed[model]
            if not touched:
                continue
            last = ours.aggregate(last=Max("pgh_id"))["last"]
            later = events.objects.filter(pgh_id__gt=last, pgh_context__isnull=False, pgh_obj_id__in=touched)
            later = later.exclude(pgh_context=self.run.context)
            for pk in set(later.values_list("pgh_obj_id", flat=True)):
                self.kept[model, pk] = CHANGED_SINCE
            there = set(model._base_manager.filter(pk__in=touched).values_list("pk", flat=True))
            self.created[model] &= there
            self.changed[model] &= there
        self.created = {model: ids for model, ids in self.created.items() if ids}

    def find_records(self):
        """`changes`: the records that the run found and changed, in themselves or in a part. One that somebody wrote to
        since keeps its parts as they are, and the other way round.

        `part_of`: {(model, id of a part): id of the record}.
        """
        self.record = RECORDS[self.run.dataset]
        self.part_of = {}
        for model, field in self.parts():
            touched = self.created.get(model, set()) | self.changed[model]
            above = dict(model._base_manager.filter(pk__in=touched).values_list("pk", field.attname))
            events = self.events[model].objects.filter(pgh_context=self.run.context, pgh_obj_id__in=self.removed[model])
            above |= dict(events.values_list("pgh_obj_id", field.attname))
            self.part_of |= {(model, pk): record for pk, record in above.items()}
        made = self.created.get(self.record, set())
        self.changes = (self.changed[self.record] | set(self.part_of.values())) - made
        for (model, pk), record in self.part_of.items():
            if (model, pk) in self.kept and record not in made:
                self.kept.setdefault((self.record, record), self.kept[model, pk])
        for (model, pk), record in self.part_of.items():
            if (self.record, record) in self.kept:
                self.kept.setdefault((model, pk), self.kept[self.record, record])

    def parts(self):
        """[(model, its foreign key)] of tracked tables that are part of the run's records."""
        return [
            (model, field)
            for model in self.events
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model is self.record and model is not self.record
            and field.remote_field.on_delete is models.CASCADE
        ]  # fmt: skip

    def hold_back(self):
        """What hangs on a created record from outside keeps it; what is kept keeps what it is part of and its parts."""
        links = [
            (child, field, model)
            for model in self.created
            for child in apps.get_models(include_auto_created=False)
            for field in child._meta.concrete_fields
            if field.is_relation and field.related_model is model and not hasattr(child, "pgh_tracked_model")
            and child.__name__ not in OF_THE_MACHINE
        ]  # fmt: skip
        inside = []
        for child, field, model in links:
            others = child._base_manager.filter(**{f"{field.name}__in": self.created[model]})
            if child is TieRecord:
                others = others.exclude(source=self.run.source)
            pairs = others.values_list("pk", field.attname)
            own = self.created.get(child, set())
            inside += [(child, pk, model, above, field) for pk, above in pairs if pk in own]
            for pk, above in pairs:
                if pk not in own:
                    self.kept.setdefault((model, above), IN_USE)
        while True:
            before = len(self.kept)
            for child, pk, model, above, field in inside:
                part = field.remote_field.on_delete is models.CASCADE
                if (child, pk) in self.kept and pk != above:
                    self.kept.setdefault((model, above), IN_USE)
                elif part and (model, above) in self.kept:
                    self.kept.setdefault((child, pk), self.kept[model, above])
            if len(self.kept) == before:
                return

    def going(self, model):
        return [pk for pk in sorted(self.created.get(model, ())) if (model, pk) not in self.kept]

    def set_back(self):
        """Write the former values of what was changed, from the last event before the run."""
        for model, ids in self.changed.items():
            if not ids:
                continue
            events = self.events[model]
            first = events.objects.filter(pgh_context=self.run.context).aggregate(first=Min("pgh_id"))["first"]
            former = events.objects.filter(pgh_obj_id__in=ids, pgh_id__lt=first)
            known = set(former.values_list("pgh_obj_id", flat=True))
            for pk in ids - known:
                self.kept.setdefault((model, pk), NO_FORMER)
            back = [pk for pk in ids if (model, pk) not in self.kept]
            self.write_former(model, events, back, first)
        for model, ids in self.removed.items():
            self.insert_again(model, [pk for pk in ids if (model, pk) not in self.kept])
        back = [pk for pk in self.changes if (self.record, pk) not in self.kept]
        self.counts["set_back"] = len(back)
        self.forget_rows(self.record, back)

    def columns(self, model, events):
        kept = {field.column for field in events._meta.concrete_fields}
        return [field.column for field in model._meta.concrete_fields if field.column in kept and not field.generated]

    def write_former(self, model, events, ids, first):
        names = [name for name in self.columns(model, events) if name != model._meta.pk.column]
        sets = ", ".join(f'"{name}" = former."{name}"' for name in names)
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                UPDATE {model._meta.db_table} known SET {sets} FROM (
                    SELECT DISTINCT ON (pgh_obj_id) * FROM {events._meta.db_table}
                    WHERE pgh_obj_id = ANY (%s) AND pgh_id < %s ORDER BY pgh_obj_id, pgh_id DESC
                ) former WHERE known.{model._meta.pk.column} = former.pgh_obj_id
                """,
                [ids, first],
            )

    def insert_again(self, model, ids):
        """What the run removed of a record comes back with it."""
        if not ids:
            return
        events = self.events[model]
        names = ", ".join(f'"{name}"' for name in self.columns(model, events))
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO {model._meta.db_table} ({names}) SELECT {names} FROM {events._meta.db_table}
                WHERE pgh_context_id = %s AND pgh_label = 'delete' AND pgh_obj_id = ANY (%s) ON CONFLICT DO NOTHING
                """,
                [self.run.context, ids],
            )

    def delete(self):
        """Records first, then the seats that nobody needs any longer; foreign keys are looked at when all is gone."""
        for model in self.created:
            if model is not Seat:
                self.delete_of(model, self.going(model))
        if Seat in self.created:
            for pk in self.seats_in_use(self.going(Seat)):
                self.kept[Seat, pk] = IN_USE
            self.delete_of(Seat, self.going(Seat))

    def delete_of(self, model, ids):
        if not ids:
            return
        self.forget_rows(model, ids)
        for child in apps.get_models():
            if child in self.events or hasattr(child, "pgh_tracked_model"):
                continue
            for field in child._meta.concrete_fields:
                if field.is_relation and field.related_model is model:
                    child._base_manager.filter(**{f"{field.name}__in": ids}).delete()
        for many in model._meta.local_many_to_many:
            through = many.remote_field.through
            through._base_manager.filter(**{f"{many.m2m_field_name()}__in": ids}).delete()
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {model._meta.pk.column} = ANY (%s)", [ids])
        if model is self.record:
            self.counts["taken_back"] += len(ids)

    def seats_in_use(self, ids):
        seats = list(Seat.objects.filter(pk__in=ids).values_list("pk", "organisation", "partnership"))
        ties = {tie for _pk, _body, tie in seats}
        used = set()
        for model, body, tie in STANDS:
            rows = model._base_manager.filter(**{f"{tie}__in": ties})
            used |= set(rows.order_by().values_list(body, tie).distinct())
        return [pk for pk, body, tie in seats if (body, tie) in used]

    def forget_rows(self, model, ids):
        """What the source said last no longer stands here, so that it may say it again."""
        names = {field.name for field in model._meta.concrete_fields}
        if ids and {"source", "external_id"} <= names:
            said = model._base_manager.filter(pk__in=ids, source=self.run.source).values_list("external_id", flat=True)
            SourceRow.objects.filter(
                dataset=self.run.dataset, source=self.run.source, external_id__in=list(said)
            ).delete()

    def told(self):
        kept = [(model, pk, why) for (model, pk), why in sorted(self.kept.items(), key=lambda item: item[0][1])]
        kept = [(model, pk, why) for model, pk, why in kept if model is self.record]
        listed = []
        for model, pk, why in kept[:LISTED]:
            found = model._base_manager.filter(pk=pk).first()
            if found is not None:
                listed.append({"record": str(found), "why": str(why)})
        return {**self.counts, "kept": listed, "kept_in_all": len(kept)}

