"""Where posts may go: only to public machines over TLS, and only to the address that was looked at."""

import ipaddress
import socket
import ssl

import pytest

from reminders import wire
from tests.reminders.receiver import receiving

INSIDE = [
    "10.0.0.1", "172.16.5.5", "192.168.1.1", "127.0.0.1", "127.1.2.3", "100.64.0.1", "100.100.100.200", "0.0.0.0",
    "169.254.169.254", "168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255", "198.18.0.1", "240.0.0.1",
    "192.0.2.1", "::1", "::", "fe80::1", "fd00:ec2::254", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1",
    "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:4136:e378::1",
    "2001:db8::1",
]  # fmt: skip
NEVER = [
    "169.254.169.254", "168.63.129.16", "fd00:ec2::254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255",
    "::ffff:169.254.169.254", "64:ff9b::169.254.169.254", "2002:a9fe:a9fe::",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_no_machine_of_the_inside_is_reached(address):
    assert not wire.is_allowed(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14"])
def test_public_machines_are_reached(address):
    assert wire.is_allowed(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", NEVER)
def test_no_setting_opens_link_local_and_metadata_addresses(address, settings):
    settings.GEMEL_WEBHOOK_PRIVATE = True

    assert not wire.is_allowed(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "fd12::1", "::1", "::ffff:10.0.0.1"])
def test_a_setting_opens_the_intranet(address, settings):
    settings.GEMEL_WEBHOOK_PRIVATE = True

    assert wire.is_allowed(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/x", "ftp://hooks.example.org/x", "//hooks.example.org", "https://", "https:///x", "",
        "https://ana:secret@hooks.example.org/", "https://@hooks.example.org/", "https://hooks.example.org:99999/",
        "https://hooks.example.org:0/", "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://[/",
        "https://hooks.example.org/a b", "https://hooks.example.org/\r\nX-More: 1", "javascript:alert(1)", "file:///etc",
    ],
)  # fmt: skip
def test_an_address_that_is_not_for_posts_is_refused_as_it_is_typed(url):
    with pytest.raises(wire.Unsendable):
        wire.check_url(url)


@pytest.mark.parametrize("url", ["https://hooks.slack.com/services/T0/B0/x", "https://a.example:8443/?sig=a%2Fb&x=1"])
def test_an_address_as_slack_and_teams_give_it_is_taken(url):
    assert wire.check_url(url).hostname


def resolving(monkeypatch, *answers):
    """From here on each look-up of a name answers the next of these lists of addresses. Returns what was asked."""
    asked, left = [], list(answers)

    def getaddrinfo(host, port, **_kwargs):
        asked.append(host)
        found = left.pop(0)
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found
        ]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1"])
def test_no_name_of_this_machine_leads_to_it(host):
    with receiving() as there, pytest.raises(wire.Unsendable, match="not public"):
        wire.post(f"https://{host}:{there.port}/", b"{}", {})

    assert there.taken == []


def test_one_inside_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    resolving(monkeypatch, ["93.184.215.14", "10.0.0.1"])

    with pytest.raises(wire.Unsendable, match="not public"):
        wire.post("https://hooks.example.org/", b"{}", {})


def test_a_name_is_looked_up_once_and_the_address_that_was_checked_is_the_one_that_is_called(monkeypatch, settings):
    settings.GEMEL_WEBHOOK_PRIVATE = True
    with receiving() as there:
        asked = resolving(monkeypatch, ["127.0.0.1"], ["169.254.169.254"])

        answer = wire.post(f"http://hooks.example.org:{there.port}/x", b"{}", {})

    assert (answer.status, asked) == (200, ["hooks.example.org"])
    assert there.taken[0].headers["host"] == f"hooks.example.org:{there.port}"


def test_the_next_address_of_a_name_is_tried_where_the_first_does_not_answer(monkeypatch, settings):
    settings.GEMEL_WEBHOOK_PRIVATE = True
    with receiving() as there:
        resolving(monkeypatch, ["127.0.0.99", "127.0.0.1"])

        assert wire.post(f"http://hooks.example.org:{there.port}/x", b"{}", {}).status == 200


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch, settings):
    settings.GEMEL_WEBHOOK_PRIVATE = True
    with receiving() as proxy, receiving() as there:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")

        wire.post(there.url, b"{}", {})

    assert (proxy.taken, len(there.taken)) == ([], 1)


def test_a_name_that_nobody_knows_may_be_known_later():
    with pytest.raises(wire.Unanswered, match="not known"):
        wire.post("https://nowhere.invalid/", b"{}", {})


@pytest.fixture
def over_tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate[0])
    with receiving(context=context) as there:
        yield there


def test_over_tls_the_certificate_must_be_of_the_name_though_a_number_is_called(
    over_tls, certificate, monkeypatch, settings
):
    settings.GEMEL_WEBHOOK_PRIVATE = True
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    resolving(monkeypatch, ["127.0.0.1"], ["127.0.0.1"])

    answer = wire.post(f"https://hooks.example.org:{over_tls.port}/x", b"{}", {})
    with pytest.raises(wire.Unanswered, match="certificate"):
        wire.post(f"https://other.example.org:{over_tls.port}/x", b"{}", {})

    assert (answer.status, len(over_tls.taken)) == (200, 1)


def test_a_certificate_that_nobody_vouches_for_is_not_believed(over_tls, monkeypatch, settings):
    settings.GEMEL_WEBHOOK_PRIVATE = True
    resolving(monkeypatch, ["127.0.0.1"])

    with pytest.raises(wire.Unanswered, match="certificate"):
        wire.post(f"https://hooks.example.org:{over_tls.port}/x", b"{}", {})

    assert over_tls.taken == []
