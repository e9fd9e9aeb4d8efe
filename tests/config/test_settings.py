"""Settings that pages, mails and tasks lean on."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.db import connection

from config.schedule import SCHEDULE

ROOT = Path(__file__).resolve().parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)


def as_set(policy):
    return {part.strip() for part in policy.split(";")}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/healthz", "/readyz", "/no-such-page", "/admin/login/"])
def test_every_answer_carries_the_whole_policy_and_says_no_more_than_it_must(client, path):
    answer = client.get(path)

    assert as_set(answer["Content-Security-Policy"]) == as_set(POLICY)
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_only_languages_that_are_complete_are_switched_on():
    assert settings.LANGUAGES == [("en", "English")]
    assert list(settings.EVERY_LANGUAGE) == ["en", "es", "zh-hans", "fr", "de", "ja", "ar"]


@pytest.mark.django_db
def test_sorting_and_case_do_not_depend_on_the_machine():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT upper('é'), 'Zürich' < 'Ångström', datlocprovider FROM pg_database WHERE datname = %s",
            [connection.settings_dict["NAME"]],
        )
        found = cursor.fetchone()

    assert found == ("É", True, "b")


def test_every_task_of_the_schedule_exists():
    from config.celery import app

    app.loader.import_default_modules()

    assert {entry["task"] for entry in SCHEDULE.values()} <= set(app.tasks)


def test_the_containers_run_what_exists_with_variables_that_are_read():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services = compose["services"]
    read = "".join(file.read_text() for file in (ROOT / "config").glob("*.py"))

    assert {"db", "redis", "web", "worker", "beat"} <= set(services)
    for name in ("web", "worker", "beat", "prepare"):
        for variable in services[name]["environment"]:
            assert f'"{variable}"' in read, variable
        assert {"db", "redis"} <= set(services[name]["depends_on"])
    assert "config.wsgi:application" in services["web"]["command"]
    assert services["worker"]["command"][2:6] == ["celery", "-A", "config", "worker"]
    assert services["beat"]["command"][2:6] == ["celery", "-A", "config", "beat"]
    assert set(compose["volumes"]) == {"db", "media"}


def test_the_list_of_settings_names_every_variable_that_is_read_and_no_other():
    reads = re.compile(r"""env\.[a-z_]+\(\s*"([A-Z0-9_]+)\"""")
    names = ("settings.py", "run.py", "files.py", "libraries.py")
    sources = "".join((ROOT / "config" / name).read_text() for name in names)
    listed = re.findall(r"^\| `([A-Z0-9_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)

    together = re.findall(r'"(OIDC_[A-Z_]+)"', (ROOT / "config" / "env.py").read_text())  # what the provider is told
    assert sorted(listed) == sorted({*reads.findall(sources), *together, "GEMEL_VAR"})


def test_the_commands_that_the_containers_prepare_with_exist():
    from django.core.management import get_commands

    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    script = compose["services"]["prepare"]["command"][-1]
    named = [part.split()[2] for part in script.split(" && ")]

    assert named == ["migrate", "load_reference"]
    assert set(named) <= set(get_commands())


def test_the_image_serves_the_same_application():
    image = (ROOT / "Dockerfile").read_text()

    assert "config.wsgi:application" in image
    assert "requirements.txt" in image
    assert "manage.py collectstatic" in image
