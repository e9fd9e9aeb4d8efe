"""How alike two bodies are: pairs of the shipped registers that are two, and copies of them that are one."""

import csv
import gzip
import random
from pathlib import Path

import pytest

from stakeholders.likeness import LIKELY, Traits, alike, folded, keys_of, names_alike, pairs, people_named_alike

REGISTER = Path(__file__).resolve().parents[2] / "data" / "universities.csv.gz"
SHORT = {"university": "univ", "institute": "inst", "technology": "tech", "college": "coll"}
COPIES = 200


def without_a_letter(name, dice):
    at = dice.choice([at for at, sign in enumerate(name) if at and sign != " "])
    return name[:at] + name[at + 1 :]


def in_another_order(name, dice):
    words = name.split()
    dice.shuffle(words)
    return " ".join(words)


def cut_short(name, dice):
    return " ".join(SHORT.get(word, word) for word in name.split())


def with_an_article(name, dice):
    return f"the {name}"


WAYS = (without_a_letter, in_another_order, cut_short, with_an_article)


@pytest.fixture(scope="module")
def universities():
    """Those of four countries, as if they stood in forty cities, some two dozen in each."""
    with gzip.open(REGISTER, "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["iso2"] in ("DE", "JP", "GB", "MX")]
    return [
        Traits(pk, (folded(row["name"]),), "university", pk % 40, row["iso2"], frozenset(row["domains"].split(";")))
        for pk, row in enumerate(rows, 1)
    ]  # fmt: skip


def found_among(rows):
    return {(one.pk, other.pk) for one, other, _ in pairs(rows, keys=keys_of, compare=alike, at_least=LIKELY)}


def test_of_a_register_s_own_universities_hardly_two_look_like_one(universities):
    assert len(universities) > 900
    assert len(found_among(universities)) <= len(universities) * 0.02


@pytest.mark.parametrize("way", WAYS)
def test_nine_of_ten_that_stand_there_twice_are_found_however_they_are_written(universities, way):
    dice = random.Random(7)
    twice = dice.sample(universities, COPIES)
    copies = [
        Traits(10**6 + n, (way(row.names[0], dice),), row.kind, row.place, row.country) for n, row in enumerate(twice)
    ]

    found = found_among([*universities, *copies])

    assert sum((row.pk, copy.pk) in found for row, copy in zip(twice, copies, strict=True)) >= COPIES * 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("university of bath", "university of bern"), ("port of antwerp", "port of amsterdam"),
        ("chamber of commerce of lyon", "chamber of commerce of lille"), ("上海大学", "上海大学出版社"),
        ("clark university", "clarkson university"),
    ],
)  # fmt: skip
def test_what_only_kinds_of_bodies_share_is_not_alike(one, other):
    assert names_alike(one, other) < 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("shanghai jiao tong university", "shanghai jiaotong university"), ("port of hamburg", "hamburg port"),
        ("universitat hamburg", "hamburg universitat"), ("technical university munich", "techn univ munich"),
    ],
)  # fmt: skip
def test_order_blanks_and_short_forms_make_no_other_body(one, other):
    assert names_alike(one, other) > 0.9


def test_another_web_domain_counts_against_and_the_same_one_for():
    def body(pk, domain):
        return Traits(pk, ("port of ulm",), "port authority", 1, "DE", frozenset({domain} if domain else ()))

    none, same, another = (alike(body(1, "ulm.example"), body(2, it)).score for it in ("", "ulm.example", "b.example"))

    assert another < none < same


def test_names_of_people_are_alike_by_a_letter():
    assert people_named_alike("jon smith", "smith john") > 0.9
    assert people_named_alike("ana ruiz", "bela kiss") < 0.5
