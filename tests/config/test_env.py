"""A wrong value stops the start and names its variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import env

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("given", "read"), [("1", True), ("Yes", True), ("off", False), ("", None)])
def test_a_flag_reads_yes_and_no_and_takes_the_default_when_empty(monkeypatch, given, read):
    monkeypatch.setenv("GEMEL_TRY", given)

    assert env.flag("GEMEL_TRY", None) is read


@pytest.mark.parametrize(
    ("read", "given", "reason"),
    [
        (env.flag, "perhaps", "neither yes"),
        (env.number, "8OOO", "not a whole number"),
        (lambda name: env.number(name, least=1), "0", "below 1"),
        (lambda name: env.number(name, most=65535), "70000", "above 65535"),
        (lambda name: env.words(name, among=["en", "de"]), "en,xx", '"xx" is not one of en, de'),
        (env.currency, "usd", "three capital letters"),
        (env.currency, "DOLLAR", "three capital letters"),
        (lambda name: env.url(name, schemes=["redis"]), "http://host", "must start with redis://"),
        (lambda name: env.url(name, schemes=["redis"]), "redis://host:port", "is not an address"),
        (lambda name: env.secret(name, None), "short", "shorter than 32"),
        (env.text, "", "is missing"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_variable(monkeypatch, read, given, reason):
    monkeypatch.setenv("GEMEL_TRY", given)

    with pytest.raises(env.WrongVariable, match=f"^GEMEL_TRY: .*{reason}"):
        read("GEMEL_TRY")


def test_a_database_address_is_read_in_all_its_parts():
    found = env.database("DATABASE_URL", "postgresql://an%40na:pa%2Fss@db.example.org:5433/ties?sslmode=require")

    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "ties",
        "USER": "an@na",
        "PASSWORD": "pa/ss",
        "HOST": "db.example.org",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_on_a_unix_socket_is_read_from_the_query():
    found = env.database("DATABASE_URL", "postgresql://postgres@/gemel?host=/run/gemel")

    assert (found["HOST"], found["PORT"], found["NAME"], found["OPTIONS"]) == ("/run/gemel", "", "gemel", {})


def test_a_secret_is_made_once_and_kept_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("GEMEL_TRY", raising=False)
    file = tmp_path / "var" / "secret-key"

    first = env.secret("GEMEL_TRY", file)
    second = env.secret("GEMEL_TRY", file)

    assert first == second == file.read_text()
    assert len(first) >= 50
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25, False, False)),
        ("smtp://a:b@mail.example.org:587?tls=1", ("mail.example.org", 587, False, True)),
        ("smtps://a:b@mail.example.org", ("mail.example.org", 465, True, False)),
    ],
)
def test_a_mail_address_becomes_the_settings_of_mail(monkeypatch, address, expected):
    monkeypatch.setenv("GEMEL_TRY", address)

    found = env.mail("GEMEL_TRY", None)

    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_SSL", "EMAIL_USE_TLS")
    assert tuple(found[name] for name in names) == expected


PRODUCTION = {
    "DATABASE_URL": "postgresql://gemel@db/gemel",
    "GEMEL_URL": "https://ties.example.org",
    "GEMEL_SECRET_KEY": "x" * 50,
}


def start(command, **variables):
    """Run one command in an environment that holds nothing of ours but these variables."""
    ours = ("GEMEL_", "DATABASE_URL", "BROKER_URL", "CACHE_URL", "DJANGO_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env={**clean, **variables}, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "mysql://db/gemel"),
        ("DATABASE_URL", "postgresql://db"),
        ("GEMEL_URL", ""),
        ("GEMEL_SECRET_KEY", ""),
        ("GEMEL_CURRENCY", "Euro"),
        ("GEMEL_LANGUAGES", "en,tlh"),
        ("GEMEL_UPLOAD_MEGABYTES", "0"),
        ("BROKER_URL", "kafka://host"),
        ("CACHE_URL", "memcached://host"),
        ("GEMEL_MAIL_URL", "mail.example.org"),
        ("GEMEL_MAIL_LEASE_SECONDS", "139"),  # 7 times the 20 s that one step may take are 140
        ("GEMEL_LOCAL", "maybe"),
        ("GEMEL_LOG_LEVEL", "LOUD"),
    ],
)
def test_production_does_not_start_with_a_wrong_variable_and_says_which(name, value):
    done = start(["-c", "import config.settings"], **{**PRODUCTION, name: value})

    assert done.returncode == 1
    assert f"{name}: " in done.stderr.splitlines()[-1]


def test_a_command_says_it_in_one_line_without_a_traceback():
    done = start(["manage.py", "check"], **PRODUCTION, GEMEL_CURRENCY="Euro")

    assert done.returncode == 1
    assert done.stderr.startswith('Gemel cannot start. GEMEL_CURRENCY: "Euro"')


def test_production_is_the_default_and_strict():
    show = (
        "from config import settings as s;"
        "print(s.LOCAL, s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_HSTS_SECONDS, s.EMAIL_BACKEND)"
    )

    done = start(["-c", show], **PRODUCTION)

    smtp = "django.core.mail.backends.smtp.EmailBackend"
    assert done.stdout.split() == ["False", "False", "True", "True", "True", "31536000", smtp], done.stderr


def test_an_address_for_mails_is_read_in_small_letters(monkeypatch):
    monkeypatch.setenv("GEMEL_INTAKE_ADDRESS", "Log@Gemel.example")

    assert env.mail_address("GEMEL_INTAKE_ADDRESS") == "log@gemel.example"
    assert env.mail_address("GEMEL_NO_SUCH_ADDRESS") is None


@pytest.mark.parametrize("value", ["log", "@gemel.example", "log@", "log+x@gemel.example", "a@b@c", "lög@gemel.eu"])
def test_what_is_no_address_for_mails_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("GEMEL_INTAKE_ADDRESS", value)

    with pytest.raises(env.WrongVariable, match="GEMEL_INTAKE_ADDRESS"):
        env.mail_address("GEMEL_INTAKE_ADDRESS")


OPENID = {"OIDC_ISSUER": "https://login.example.org/realm/", "OIDC_CLIENT_ID": "gemel", "OIDC_CLIENT_SECRET": "secret"}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"OIDC_NAME": "City"}, "OIDC_ISSUER"),
        ({**OPENID, "OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        ({**OPENID, "OIDC_ISSUER": "http://login.example.org"}, "OIDC_ISSUER"),
        ({**OPENID, "OIDC_ISSUER": "https://login.example.org/?realm=1"}, "OIDC_ISSUER"),
    ],
)
def test_a_provider_that_is_half_set_or_not_safe_is_named(monkeypatch, given, named):
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(env.WrongVariable, match=named):
        env.openid()


def test_a_provider_is_read_whole_or_not_at_all(monkeypatch):
    nothing = env.openid()
    for name, value in OPENID.items():
        monkeypatch.setenv(name, value)

    assert nothing is None
    assert env.openid() == {
        "name": "login.example.org", "issuer": "https://login.example.org/realm", "client_id": "gemel",
        "secret": "secret",
    }  # fmt: skip
