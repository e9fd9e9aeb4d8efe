"""Four workers and two beats, on PGMQ and on a real Redis, on the worst of days: one mail a notice."""

import pytest

from bench.storm import is_well, ordeal

pytestmark = pytest.mark.django_db(transaction=True)
SEED, KILLS = 20, 50


@pytest.mark.parametrize("kind", ["pgmq", pytest.param("redis", marks=pytest.mark.redis)])
def test_each_notice_is_mailed_once_whatever_befalls_workers_broker_database_and_mail_server(
    kind, tmp_path, record_property
):
    bad, killed = ordeal(kind, tmp_path, seed=SEED, notices=(80, 200), kills=KILLS)

    record_property("figures", f"{kind}, a bad day for all but the workers: {bad}")
    record_property("figures", f"{kind}, and then workers killed: {killed}")
    assert is_well(bad, repeats=0)
    assert bad["tried again"] > 0
    assert killed["kills"] == KILLS
    assert killed["in hand"] >= KILLS / 10, "kills fell into the sending"
    assert is_well(killed, repeats=killed["in hand"])
