"""What the walks through the browser start from: the sample office on a database that knows its cities."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.utils import timezone

from desk.sample import load
from outcomes.tasks import settle
from tests.sample import make_places


@pytest.fixture
def sample(transactional_db):
    """The sample office of today, counted."""
    make_places()
    load.load(timezone.localdate(), timezone.now())
    settle()
    return dict((role, (address, password)) for role, address, password in load.sign_ins())


@pytest.fixture
def mailbox(settings):
    """The folder into which the worker's mails go, empty at the start. mailbox(to) gives the newest mail's text."""
    folder = Path(settings.VAR) / "mail"
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        file.unlink()

    def newest(to):
        found = []
        for file in folder.iterdir():
            for part in file.read_bytes().split(b"-" * 79):
                message = message_from_bytes(part.strip(), policy=policy.default)
                if message["To"] == to:
                    body = message.get_body(preferencelist=("plain",))
                    found.append((file.stat().st_mtime, body.get_content()))
        return max(found)[1] if found else None

    return newest

