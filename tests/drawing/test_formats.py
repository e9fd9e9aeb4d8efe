from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from drawing import formats

NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def test_short_money_is_written_as_each_language_writes_it():
    written = {}
    for language in ("en", "es", "de", "fr", "zh-hans", "ja"):
        with override(language):
            written[language] = formats.money(Decimal(18_400_000), "USD")

    assert written == {
        "en": "$18.4M",
        "es": f"18,4{NBSP}MUS$",
        "de": f"18,4{NBSP}Mio.{NBSP}$",
        "fr": f"18,4{NBSP}M{NBSP}$US",
        "zh-hans": "US$1840万",
        "ja": "$1840万",
    }


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (None, "–"),
        (Decimal(0), "$0"),
        (Decimal("950.50"), "$950.50"),
        (Decimal(212_000), "$212K"),
        (Decimal(999_949), "$999.9K"),
        (Decimal(999_950), "$1M"),
        (Decimal(-2_100_000), "-$2.1M"),
    ],
)
def test_short_money_keeps_missing_apart_from_nought_and_carries_to_the_next_unit(amount, written):
    assert formats.money(amount, "USD") == written


def test_money_in_full_shows_decimals_only_where_there_are_any():
    assert formats.money_full(Decimal("1234567.00"), "EUR") == "€1,234,567"
    assert formats.money_full(Decimal("12.5"), "KES") == f"KES{NBSP}12.50"
    assert formats.money_full(Decimal(12_000), "JPY") == "¥12,000"


def test_a_share_reads_as_a_percentage():
    assert formats.percent(Decimal("0.93")) == "93%"
    assert formats.percent(Decimal("0.934"), 1) == "93.4%"
    assert formats.percent(None) == "–"


def test_dates_are_day_first_in_english_and_follow_their_language_elsewhere():
    day = date(2026, 9, 3)

    assert [formats.long_date(day), formats.short_date(day), formats.day_month(day), formats.month_year(day)] == [
        "3 September 2026",
        "3 Sep 2026",
        "3 Sep",
        "September 2026",
    ]
    with override("de"):
        assert formats.long_date(day) == "3. September 2026"
    with override("zh-hans"):
        assert formats.long_date(day) == "2026年9月3日"


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2026, 5, 11), date(2026, 5, 11), "11 May 2026"),
        (date(2026, 5, 11), date(2026, 5, 15), "11–15 May 2026"),
        (date(2026, 4, 28), date(2026, 5, 2), "28 Apr – 2 May 2026"),
        (date(2025, 12, 28), date(2026, 1, 2), "28 Dec 2025 – 2 Jan 2026"),
        (date(2026, 5, 1), date(2026, 5, 31), "May 2026"),
        (date(2026, 4, 1), date(2026, 6, 30), "April 2026 – June 2026"),
        (date(1991, 1, 1), date(1991, 12, 31), "1991"),
        (date(1991, 1, 1), date(1993, 12, 31), "1991–1993"),
        (date(2026, 5, 11), None, "11 May 2026"),
        (None, None, "–"),
    ],
)
def test_a_partial_date_is_written_as_far_as_it_is_known(first, last, written):
    assert formats.partial_date(first, last) == written


def test_german_puts_the_dot_after_the_first_day_of_a_span():
    with override("de"):
        assert formats.partial_date(date(2026, 5, 11), date(2026, 5, 15)) == "11.–15. Mai 2026"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 13), "9 days late"),
        (date(2026, 11, 21), "1 day late"),
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 30), "in 8 days"),
        (date(2027, 1, 31), "31 Jan 2027"),
        (None, "no date set"),
    ],
)
def test_a_due_day_is_said_in_days_and_late_without_blame(day, said):
    assert formats.due(day, today=date(2026, 11, 22)) == said


def test_a_moment_is_shown_in_the_zone_in_use(settings):
    settings.TIME_ZONE = "UTC"

    assert formats.clock_time(datetime(2026, 11, 22, 14, 2, tzinfo=UTC)) == "14:02"


def test_file_sizes_are_decimal():
    assert [formats.file_size(size) for size in (None, 0, 412_000, 1_500_000, 20_000_000)] == [
        "–",
        "0 B",
        "412 kB",
        "1.5 MB",
        "20 MB",
    ]
