"""Static files as an installation serves them: collected by the command of the image, hashed, compressed, for ever."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "GEMEL_URL": "https://ties.example.org",
    "GEMEL_SECRET_KEY": "s" * 50,
    "GEMEL_WITHOUT_DATABASE": "1",
}
ASKS = """
import json, sys
import django
django.setup()
from django.template import engines
from django.test import Client
from django.conf import settings

def asked(url, coding):
    answer = Client().get(url, secure=True, headers={"accept-encoding": coding})
    kept = ["Content-Encoding", "Cache-Control", "Content-Type"]
    return [answer.status_code, *(answer.get(name) for name in kept), answer.getvalue().hex()]

template = "{% load static %}{% static 'css/app.css' %} {% static 'js/app.js' %} {% static 'vendor/icons.svg' %}"
urls = engines["django"].from_string(template).render({}).split()
found = {url: [asked(url, coding) for coding in ("gzip", "identity")] for url in urls}
json.dump([settings.STORAGES["staticfiles"]["BACKEND"], found], sys.stdout)
"""


def environment(folder, **more):
    """Ours without what the tests set: neither local mode nor plain files."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GEMEL_", "DATABASE_URL"))}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {**kept, "PATH": path, "PYTHONPATH": str(ROOT), "GEMEL_VAR": str(folder), **more}


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The folder of an installation after the command that the image is built with."""
    folder = tmp_path_factory.mktemp("image")
    image = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    command = next(part for part in re.split(r" && |\n", image) if "manage.py collectstatic" in part)
    subprocess.run(["sh", "-c", command], cwd=ROOT, env=environment(folder), check=True, timeout=300)
    return folder


def test_the_image_holds_hashed_and_compressed_files_and_no_secret(collected):
    named = json.loads((collected / "static" / "staticfiles.json").read_text())["paths"]

    assert sorted(path.name for path in collected.iterdir()) == ["static"]
    for name in ("css/app.css", "js/app.js", "vendor/icons.svg"):
        hashed = collected / "static" / named[name]
        assert re.fullmatch(rf"{Path(name).stem}\.[0-9a-f]{{12}}{Path(name).suffix}", hashed.name)
        assert gzip.decompress(Path(f"{hashed}.gz").read_bytes()) == hashed.read_bytes()
        assert Path(f"{hashed}.br").stat().st_size < hashed.stat().st_size


def test_an_installation_finds_them_from_its_templates_and_serves_them_compressed_for_ever(collected):
    given = {"cwd": ROOT, "env": environment(collected, **PRODUCTION), "timeout": 120}
    storage, found = json.loads(subprocess.check_output([sys.executable, "-c", ASKS], **given))

    assert storage == "whitenoise.storage.CompressedManifestStaticFilesStorage"
    assert len(found) == 3
    for url, (small, whole) in found.items():
        assert re.fullmatch(r"/static/\w+/\w+\.[0-9a-f]{12}\.(css|js|svg)", url)
        assert (small[0], small[1], whole[0], whole[1]) == (200, "gzip", 200, None)
        assert "immutable" in small[2]
        assert gzip.decompress(bytes.fromhex(small[4])) == bytes.fromhex(whole[4])
