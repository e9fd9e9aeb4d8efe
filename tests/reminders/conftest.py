import pytest

from tests.reminders.scene import build


@pytest.fixture
def scene(db):
    return build()
