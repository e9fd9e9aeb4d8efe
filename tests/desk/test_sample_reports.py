"""The sample's frozen papers: the report with its restatements, the council pack; they go with the sample."""

import pytest
from django.utils import timezone

from desk.review.services import is_intact as pack_is_intact
from desk.sample import clear, load
from desk.sample.reports import add_report
from desk.sample.reviewing import add_review
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
    "outcomes_yearlytotal", "outcomes_claim", "outcomes_claimevent", "desk_review", "desk_reviewevent",
    "desk_reviewpack", "desk_reviewpackevent", "desk_reviewannex", "desk_reviewannexevent", "partnerships_stageresult",
)  # fmt: skip


def test_the_sample_s_report_has_two_restatements_its_pack_is_frozen_and_both_go_with_the_sample():
    make_places()
    before = rows_of_everything()
    load.load(timezone.localdate(), timezone.now())

    report = add_report(timezone.localdate(), timezone.now())
    coordinator = User.objects.get(email__startswith="tomas")
    share_report(report, name="The council", days=7, with_records=True, by=coordinator, at=timezone.now())
    lines, _indicators = restated(coordinator, Snapshot.objects.get())
    pack = add_review(timezone.localdate(), timezone.now())

    assert is_intact(report)
    assert (pack.number, pack.recommended, pack_is_intact(pack), pack_is_intact(pack.annex)) == (1, "renew", True, True)
    assert add_review(timezone.localdate(), timezone.now()) is None
    assert {line.kind.value for line in lines} == {"corrected", "withdrawn"}
    assert all(line.difference < 0 and line.reason for line in lines)
    assert add_report(timezone.localdate(), timezone.now()) is None

    clear.clear()

    after = rows_of_everything()
    assert {table: after[table] for table in OF_PROOF} == {table: before[table] for table in OF_PROOF}
