"""The rebuild by two connections at once, on committed rows: the same sums, and nothing lost when one of them fails."""

import pytest

from outcomes.services import rebuild, rollup, sums
from tests.outcomes.test_rollup_sequences import World, add, sql, stored

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def settled(monkeypatch):
    monkeypatch.setattr(sums, "LARGE", 2)
    world = World()
    for which in range(4):
        for amount in range(4):
            add(world, which, amount)
    rollup.rebuild()
    sql("UPDATE outcomes_counted SET nominal = nominal * 3 WHERE nominal IS NOT NULL")
    rollup.settle()
    return stored()


def test_two_hands_write_what_the_sweep_had_written(settled):
    rebuild.rebuild_rollups()

    assert stored() == settled
    assert all(settled)
    assert sql(rollup.COMPARE)[0][1] == 0


def test_indexes_triggers_and_numbering_are_there_as_before(settled):
    def shape():
        return sql(
            "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE tablename = ANY (%s) "
            "UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger "
            "WHERE tgrelid::regclass::text = ANY (%s) AND NOT tgisinternal "
            "UNION ALL SELECT c.relname, c.relkind::text, s.seqcache::text FROM pg_sequence s "
            "JOIN pg_class c ON c.oid = s.seqrelid WHERE c.relname LIKE ANY (%s) ORDER BY 1, 2",
            list(rebuild.TABLES), list(rebuild.TABLES), [f"{table}%" for table in rebuild.TABLES],
        )  # fmt: skip

    before = shape()

    rebuild.rebuild_rollups()

    assert shape() == before
    assert len(before) == 9


def test_one_hand_that_fails_leaves_what_was_stored_and_its_marks(settled, monkeypatch):
    sql("UPDATE outcomes_counted SET nominal = nominal + 1 WHERE nominal IS NOT NULL")
    marks = sql("SELECT count(*) FROM outcomes_dirty_key")
    monkeypatch.setattr(rebuild, "YEAR_COLUMNS", "no_such_column")

    with pytest.raises(Exception, match="no_such_column"):
        rebuild.rebuild_rollups()

    assert stored() == settled
    assert sql("SELECT count(*) FROM outcomes_dirty_key") == marks != [(0,)]
    monkeypatch.undo()
    rollup.settle()
    rebuild.rebuild_rollups()
    assert sql(rollup.COMPARE)[0][1] == 0


def test_without_any_counted_row_the_sums_are_emptied(settled):
    sql("DELETE FROM outcomes_counted")

    rebuild.rebuild_rollups()

    assert stored() == [[], [], [], []]
