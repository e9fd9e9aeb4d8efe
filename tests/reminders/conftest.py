import pytest

from tests.reminders.certificates import make_certificate
from tests.reminders.scene import build


@pytest.fixture
def scene(db):
    return build()


@pytest.fixture
def certificate(tmp_path):
    """(file with a certificate and its key, file with the certificate alone)"""
    return make_certificate(tmp_path, "hooks.example.org", "localhost")
