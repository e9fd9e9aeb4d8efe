"""What notices are about, read in bulk: a title, a page, the tie. Whoever asks has made sure that it may be known."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from reminders.visible import MODELS


@dataclass(frozen=True)
class Subject:
    """title: of the record. path: of its page, or "". tie: the partnership's name, or "". body: who has to act."""

    title: str
    path: str = ""
    tie: str = ""
    body: str = ""


def subjects_of(pairs, rows_of=lambda kind: MODELS[kind].objects.all()):
    """{(kind, id): Subject} of these records: a query a kind. One that is gone is missing.

    rows_of: gives the rows of a kind among which is looked; all of them where whoever asks has looked already.
    """
    wanted = defaultdict(set)
    for kind, pk in pairs:
        if kind in READ:
            wanted[kind].add(pk)
    return {
        (kind, pk): subject
        for kind, ids in wanted.items()
        for pk, subject in READ[kind](rows_of(kind).filter(pk__in=ids))
    }


def _deliverables(rows):
    for row in rows.select_related("agreement__partnership", "owed_by"):
        path = reverse("agreements:deliverable", args=[row.pk])
        yield row.pk, Subject(row.title, path, str(row.agreement.partnership), str(row.owed_by))


def _activities(rows):
    for row in rows.select_related("partnership"):
        yield row.pk, Subject(row.title, reverse("activities:activity", args=[row.pk]), str(row.partnership))


def _agreements(rows):
    for row in rows.select_related("partnership"):
        yield row.pk, Subject(row.title, reverse("agreements:agreement", args=[row.pk]), str(row.partnership))


def _filings(rows):
    for row in rows.select_related("agreement__partnership", "organisation"):
        path = reverse("agreements:clock", args=[row.pk])
        yield row.pk, Subject(row.title, path, str(row.agreement.partnership), str(row.organisation))


def _plans(rows):
    for row in rows.select_related("partnership", "indicator", "organisation"):
        path = reverse("outcomes:series", args=[row.pk])
        yield row.pk, Subject(row.indicator.name, path, str(row.partnership), str(row.organisation))


def _claims(rows):
    for row in rows.select_related("partnership", "organisation"):
        path = reverse("outcomes:outcome", args=[row.outcome_id])
        yield row.pk, Subject(row.title, path, str(row.partnership), str(row.organisation))


def _ties(rows):
    for row in rows:
        yield row.pk, Subject(row.name, reverse("partnerships:detail", args=[row.slug]), row.name)


def _links(rows):
    for row in rows.select_related("snapshot"):
        path = reverse("outcomes:share-report", args=[row.snapshot_id])
        yield row.pk, Subject(row.snapshot.title, path, "", row.name)


READ = {
    "deliverable": _deliverables,
    "activity": _activities,
    "agreement": _agreements,
    "filing": _filings,
    "reporting plan": _plans,
    "claim": _claims,
    "partnership": _ties,
    "report link": _links,
}
