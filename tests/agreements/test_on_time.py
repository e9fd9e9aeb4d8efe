"""On time is one rule in two forms, for rows and for SQL; they say the same."""

import datetime as dt

from agreements.models import Deliverable, handed_in_time
from tests.factories import DeliverableFactory, UserFactory


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
