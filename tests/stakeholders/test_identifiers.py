import pytest

from stakeholders.identifiers import BadCode, cleaned, domain_of


@pytest.mark.parametrize(
    ("scheme", "typed", "kept"),
    [
        ("locode", " de ham ", "DEHAM"),
        ("locode", "USCHI", "USCHI"),
        ("ror", "https://ror.org/03yrm5c26", "03yrm5c26"),
        ("ror", "00F54P054", "00f54p054"),
        ("domain", "https://www.Uni-Hamburg.de/en.html", "uni-hamburg.de"),
        ("domain", "東京大学.jp", "xn--1lq68wkwbj6u.jp"),
        ("registration", "  DE  Hamburg HRB 1234 ", "DE Hamburg HRB 1234"),
    ],
)
def test_a_code_is_kept_in_one_form(scheme, typed, kept):
    assert cleaned(scheme, typed) == kept


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        ("locode", "HAMBURG"),
        ("locode", "DE1AM"),
        ("ror", "03yrm5c27"),  # the check digits do not fit
        ("ror", "13yrm5c26"),
        ("ror", "03yrm5i26"),
        ("domain", "hamburg"),
        ("domain", "a b.de"),
        ("domain", "http://[::1"),
        ("registration", "1" * 121),
        ("registration", "  "),
    ],
)
def test_what_is_no_code_of_its_kind_is_refused(scheme, typed):
    with pytest.raises(BadCode):
        cleaned(scheme, typed)


def test_the_domain_of_an_odd_address_is_none():
    assert [domain_of("https://www.kyoto-u.ac.jp/"), domain_of("http://[::1"), domain_of("")] == [
        "kyoto-u.ac.jp", "", "",
    ]  # fmt: skip
