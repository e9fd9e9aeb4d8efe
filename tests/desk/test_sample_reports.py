"""The sample's frozen report: it is there with its restatements, and it goes with the sample."""

import pytest
from django.utils import timezone

from desk.sample import clear, load
from desk.sample.reports import add_report
from outcomes.models import Snapshot
from outcomes.queries.restated import restated
from outcomes.services.reports import is_intact, share_report
from stakeholders.models import User
from tests.desk.test_sample import rows_of_everything
from tests.sample import make_places

pytestmark = pytest.mark.django_db
OF_PROOF = (
    "outcomes_snapshot", "outcomes_snapshotevent", "outcomes_reportlink", "outcomes_reportlinkevent", "outcomes_reach",
    "outcomes_reachmember", "outcomes_counted", "outcomes_rollup", "outcomes_largetotal", "outcomes_total",
    "outcomes_yearlytotal", "outcomes_claim", "outcomes_claimevent",
)  # fmt: skip


def test_the_sample_s_report_has_two_restatements_and_goes_with_the_sample():
    make_places()
    before = rows_of_everything()
    load.load(timezone.localdate(), timezone.now())

    report = add_report(timezone.localdate(), timezone.now())
    coordinator = User.objects.get(email__startswith="tomas")
    share_report(report, name="The council", days=7, with_records=True, by=coordinator, at=timezone.now())
    lines, _indicators = restated(coordinator, Snapshot.objects.get())

    assert is_intact(report)
    assert {line.kind.value for line in lines} == {"corrected", "withdrawn"}
    assert all(line.difference < 0 and line.reason for line in lines)
    assert add_report(timezone.localdate(), timezone.now()) is None

    clear.clear()

    after = rows_of_everything()
    assert {table: after[table] for table in OF_PROOF} == {table: before[table] for table in OF_PROOF}
