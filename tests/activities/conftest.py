import pytest

from tests.activities.scene import build


@pytest.fixture
def scene(db):
    return build()
