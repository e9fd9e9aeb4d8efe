import pytest
from django.utils import timezone

from agreements.models import ClockTask
from agreements.services import clocks
from tests.agreements.scene import DAY, NOW, build


@pytest.fixture
def scene(db):
    return build()


@pytest.fixture
def task(scene):
    """The office has to enter its agreement in the register within 14 days; it was signed 20 days ago."""
    clocks.choose_rules(pack="public-register", office=scene.office, by=scene.ana, at=NOW)
    day = timezone.localdate() - 20 * DAY
    scene.agreement.signed_first = scene.agreement.signed_last = day
    scene.agreement.save(update_fields=["signed_first", "signed_last"])
    clocks.open_all_clocks(at=timezone.now())
    return ClockTask.objects.get()
