"""Four workers and two beats, on PGMQ and on a real Redis, on the worst of days: one mail a notice."""

import pytest

from bench import storm as weather

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 50


@pytest.mark.parametrize("kind", ["pgmq", pytest.param("redis", marks=pytest.mark.redis)])
def test_each_notice_is_mailed_once_whatever_befalls_workers_broker_database_and_mail_server(
    kind, tmp_path, record_property
):
    with weather.broker(kind) as (url, restart), weather.storm(tmp_path, url, seed=20) as storm:
        storm.add("bad", 40, each=2, gone=2)
        storm.start()

        weather.bad_day(storm, restart, times=8)

        bad = storm.figures()
        record_property("figures", f"{kind}, a bad day for all but the workers: {bad}")
        assert bad == {**bad, "notices": 80, "refused": 4, **ONCE, "mails": 76, "repeats": 0}
        assert storm.tries() > 0, "something befell the mails"

        storm.add("killed", 100, each=2)
        dead, in_hand = weather.killing(storm, kills=KILLS)

        killed = storm.figures()
        record_property("figures", f"{kind}, {dead} workers killed with {in_hand} mails in hand: {killed}")
        assert (dead, in_hand > KILLS / 10) == (KILLS, True)
        assert killed == {**killed, "notices": 280, "refused": 4, **ONCE, "mails": 276 + killed["repeats"]}
        assert killed["repeats"] <= in_hand <= KILLS


ONCE = {"losses": 0, "strays": 0, "repeats under another Message-ID": 0}
