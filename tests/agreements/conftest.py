import pytest

from tests.agreements.scene import build


@pytest.fixture
def scene(db):
    return build()
