"""On time is one rule in two forms, for rows and for SQL; they say the same."""

import datetime as dt

import pytest
from django.utils import timezone

from agreements.models import Deliverable, handed_in_time
from tests.factories import DeliverableFactory, OfficeFactory, UserFactory


def test_the_row_and_the_query_agree_on_what_was_handed_in_time(db):
    due, noon, by = dt.date(2026, 6, 30), dt.datetime(2026, 6, 30, 12, tzinfo=dt.UTC), UserFactory()
    for days in (-3, 0, 1, 20):
        handed = noon + dt.timedelta(days=days)
        late_word = {"status": "accepted", "accepted_at": handed + dt.timedelta(days=9), "accepted_by": by}
        DeliverableFactory(due_on=due, submitted_at=handed, **late_word)
        DeliverableFactory(due_on=due, **{**late_word, "accepted_at": handed})
        DeliverableFactory(due_on=due, status="submitted", submitted_at=handed)
    DeliverableFactory(due_on=due)

    by_query = set(Deliverable.objects.filter(handed_in_time()).values_list("pk", flat=True))

    assert by_query == {row.pk for row in Deliverable.objects.all() if row.was_on_time}
    assert len(by_query) == 4


@pytest.mark.parametrize("viewer", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_day_of_handing_in_is_that_of_the_owning_office_whoever_looks(db, viewer):
    due, by = dt.date(2026, 12, 14), UserFactory()
    for zone, late_hour in (("Pacific/Auckland", 11), ("America/Los_Angeles", 32)):
        owner = OfficeFactory(time_zone=zone).organisation
        for hour, title in ((late_hour - 1, "in time"), (late_hour, "late")):
            at = dt.datetime(2026, 12, 14, tzinfo=dt.UTC) + dt.timedelta(hours=hour)
            DeliverableFactory(
                owner=owner, agreement__owner=owner, due_on=due, title=title, status="accepted", submitted_at=at,
                accepted_at=at, accepted_by=by,
            )  # fmt: skip

    with timezone.override(viewer):
        by_query = Deliverable.objects.filter(handed_in_time()).values_list("title", flat=True)
        by_row = [row.title for row in Deliverable.objects.all() if row.was_on_time]

    assert [sorted(by_query), by_row] == [["in time", "in time"]] * 2


def test_what_nobody_with_an_office_owns_is_late_by_universal_time(db):
    row = DeliverableFactory(due_on=dt.date(2026, 12, 14))
    day = dt.datetime(2026, 12, 14, 23, 59, tzinfo=dt.UTC)

    at_last, over = (
        list(Deliverable.objects.overdue_at(at)) for at in (day, day + dt.timedelta(minutes=1))
    )

    assert not hasattr(row.owner, "office")
    assert (at_last, over) == ([], [row])
