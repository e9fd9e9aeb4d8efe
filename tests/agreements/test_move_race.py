"""Two people move one agreement at once: one wins, the other is told who and when."""

import contextlib
import threading

import pytest

from agreements.models import AgreementMove
from agreements.services import moves
from agreements.services.refusals_life import MovedMeanwhile
from tests.agreements.scene import NOW, build
from tests.agreements.test_races import at_once


@pytest.fixture
def slow_look(monkeypatch):
    """Each move waits after it has looked, so that without the lock both would have looked before either wrote."""
    look, meet = moves.locked, threading.Barrier(2)

    def look_and_wait(agreement):
        found = look(agreement)
        with contextlib.suppress(threading.BrokenBarrierError):  # the lock keeps the other one out: nobody comes
            meet.wait(0.5)
        return found

    monkeypatch.setattr(moves, "locked", look_and_wait)


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_one_is_made_and_the_other_is_told(slow_look):
    scene, told = build(), []

    def move(to, by):
        try:
            moves.move_agreement(
                scene.agreement, to=to, on=NOW.date(), reason="because", seen="in force", by=by, at=NOW
            )
        except MovedMeanwhile as refusal:
            told.append(str(refusal.message))

    at_once(lambda: move("suspended", scene.ana), lambda: move("ended", scene.ben))

    made = AgreementMove.objects.select_related("by").get()
    assert len(told) == 1
    assert told[0].startswith(f"{made.by} moved it to “{made.get_became_display()}” on 22 November 2026")
