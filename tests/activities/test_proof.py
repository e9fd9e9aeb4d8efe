"""Whose word about a sender is believed: the topmost result of our own server, about the very domain."""

import pytest

from activities.proof import is_proven

US = "mx.gemel.example"


@pytest.mark.parametrize(
    "said",
    [
        "dkim=pass header.d=example.org",
        "dkim=pass header.i=@example.org",
        'dkim=pass reason="good signature" header.d=example.org header.s=phone',
        "dkim=fail header.d=list.example; dkim=pass header.d=example.org",
        "spf=pass smtp.mailfrom=ana@example.org",
        "spf=pass (a note; with (brackets) in it) smtp.mailfrom=example.org",
        "dmarc=pass (policy=reject) header.from=example.org",
        "DKIM = PASS Header.D = EXAMPLE.ORG",
        "dkim/1=pass header.d=example.org",
    ],
)
def test_what_our_server_found_is_believed(said):
    assert is_proven([f"{US} 1; {said}"], "example.org", US)
    assert is_proven([f'"{US}"; {said}'], "example.org", US.upper())


@pytest.mark.parametrize(
    "said",
    [
        "none",
        "",
        "dkim=fail header.d=example.org",
        "dkim=none header.d=example.org",
        "dkim=pass header.d=evil.example",
        "dkim=pass header.d=example.org.evil.example",
        "dkim=pass header.d=notexample.org",
        "dkim=pass header.d=news.example.org",
        "dkim=pass header.d=org",
        "dkim=pass",
        "dkim=pass header.from=example.org",
        "spf=pass smtp.helo=example.org",
        "spf=pass smtp.mailfrom=ana@evil.example",
        "spf=pass smtp.mailfrom=<>",
        "spf=softfail smtp.mailfrom=ana@example.org",
        "dmarc=pass header.from=evil.example",
        "dmarc=fail header.from=example.org",
        "arc=pass header.d=example.org",
        "spf=fail (dkim=pass header.d=example.org)",
        'spf=fail reason="x; dkim=pass header.d=example.org"',
        'spf=fail smtp.mailfrom="x; dkim=pass header.d=example.org; "@evil.example',
    ],
)
def test_what_says_nothing_about_the_sender_is_not(said):
    assert not is_proven([f"{US}; {said}"], "example.org", US)


def test_a_domain_is_covered_by_the_one_above_it_in_either_spelling():
    assert is_proven([f"{US}; dkim=pass header.d=example.org"], "mail.example.org", US)
    assert is_proven([f"{US}; dkim=pass header.d=xn--mller-kva.example"], "müller.example", US)


def test_only_the_topmost_is_read_and_only_by_the_server_we_trust():
    ours, theirs = f"{US}; dkim=fail header.d=example.org", "mx.evil.example; dkim=pass header.d=example.org"
    forged = f"{US}; dkim=pass header.d=example.org"

    assert not is_proven([ours, forged], "example.org", US)
    assert not is_proven([theirs, forged], "example.org", US)
    assert not is_proven([theirs], "example.org", US)
    assert not is_proven([forged.replace(US, f"{US}.evil.example")], "example.org", US)


@pytest.mark.parametrize(
    ("results", "trusted"), [([], US), ([f"{US}; dkim=pass header.d=example.org"], ""), ([""], US)]
)
def test_without_a_result_or_a_server_nothing_is_proven(results, trusted):
    assert not is_proven(results, "example.org", trusted)
