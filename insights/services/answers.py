"""Asking, working out and taking back: the row says how far an answer is, the queue only wakes (ARCHITECTURE 3.6)."""

import datetime as dt
import logging
import time

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.libraries import missing
from insights.models import Answer, AnswerState
from insights.models.answers import OPEN
from insights.studies import PUBLIC, method_of, study
from stakeholders.verbs import Refusal, verb
from stakeholders.waking import send_wake

KEPT = 5  # answers of one question that stay; older ones go
PATIENCE = dt.timedelta(minutes=15)  # without a word from its worker a running answer is taken up again
TRIES = 3
REFRESHED = dt.timedelta(days=7)  # answers about the public record are looked at again after this

logger = logging.getLogger(__name__)


class LibrariesMissing(Refusal):
    code = "libraries_missing"
    message = gettext_lazy("The statistics libraries are not installed on this server.")


class NotOpen(Refusal):
    code = "not_open"
    message = gettext_lazy("This is worked out already, or was taken back.")


@verb("answer.asked")
def ask(key, *, owner, by, at, options=None, seed=0):
    """Ask a study anew; one that is waiting or running for the same office is returned as it is.

    key: of insights.studies; owner: Organisation, or None for the public record. Raises LibrariesMissing.
    """
    if missing():
        raise LibrariesMissing(key)
    known = Answer.objects.filter(study=key, owner=owner, state__in=OPEN, source=None).first()
    if known:
        return known
    try:
        with transaction.atomic():
            answer = Answer.objects.create(
                study=key, owner=owner, options=options or {}, seed=seed, asked_by=by, asked_at=at
            )
    except IntegrityError:  # somebody asked in the same moment
        return Answer.objects.get(study=key, owner=owner, state__in=OPEN, source=None)
    wake()
    return answer


def wake():
    transaction.on_commit(lambda: send_wake("insights.tasks.take_up", "work out an answer"), robust=True)


@verb("answer.cancelled")
def cancel(answer, *, by, at):
    """Take a question back: what waits is gone at once, what runs stops after the step it is at. Raises NotOpen."""
    changed = Answer.objects.filter(pk=answer.pk, state__in=OPEN).update(state=AnswerState.CANCELLED, done_at=at)
    if not changed:
        raise NotOpen(answer)
    answer.refresh_from_db()
    return answer


def work(pk):
    """Work out an answer that waits; nothing where it is done, taken back, or another worker is at it."""
    from insights.rules.plain import DIGITS, plain
    from insights.rules.refusals import NoAnswer
    from insights.studies.base import Cancelled, versions

    answer = claim(pk)
    if answer is None:
        return
    started = time.monotonic()
    try:
        asked = study(answer.study)
        as_of = timezone.localdate()
        inputs = asked.gather(answer, as_of)
        used = {"method": method_of(answer.study), **versions()}
        told = {"as_of": as_of, "checksum": inputs.checksum(), "versions": used}
        worked = asked.work(inputs, answer.options, answer.seed, teller(answer))
        found, table = worked if isinstance(worked, tuple) else (worked, None)
        found = plain({**found, "inputs": inputs.facts}, DIGITS)
        finish(answer, AnswerState.DONE, started, found=found, table=table, progress=100, **told)
    except Cancelled:
        return
    except NoAnswer as reason:
        finish(answer, AnswerState.REFUSED, started, reason=str(reason), reason_code=reason.code)
    except Exception:
        logger.exception("study %s could not be worked out", answer.study)
        words = _("Something went wrong on the server; it has been written down there.")
        finish(answer, AnswerState.FAILED, started, reason=words, reason_code="failed")


def claim(pk):
    """The answer, marked as running by this worker; None where there is nothing to do."""
    with transaction.atomic():
        waiting = Answer.objects.select_for_update(skip_locked=True, no_key=True, of=["self"])
        answer = waiting.select_related("owner").filter(pk=pk, state=AnswerState.WAITING).first()
        if answer is None:
            return None
        answer.state, answer.heard_at, answer.tries = AnswerState.RUNNING, timezone.now(), answer.tries + 1
        answer.save(update_fields=["state", "heard_at", "tries"])
        return answer


def teller(answer):
    """tell(percent, words): writes down how far it is. Raises Cancelled where somebody took the question back."""
    from insights.studies.base import Cancelled

    def tell(percent, words=""):
        running = Answer.objects.filter(pk=answer.pk, state=AnswerState.RUNNING)
        if not running.update(progress=max(0, min(99, int(percent))), told=words, heard_at=timezone.now()):
            raise Cancelled

    return tell


def finish(answer, state, started, **told):
    """Write down what became of it, unless it was taken back meanwhile; of older ones the last few stay."""
    told |= {"state": state, "done_at": timezone.now(), "seconds": round(time.monotonic() - started, 3), "told": ""}
    if not Answer.objects.filter(pk=answer.pk, state=AnswerState.RUNNING).update(**told):
        return
    same = Answer.objects.filter(study=answer.study, owner=answer.owner, source=None).exclude(state__in=OPEN)
    done = same.filter(state=AnswerState.DONE).values_list("pk", flat=True)[:1]
    kept = {*done, *same.values_list("pk", flat=True)[:KEPT]}
    same.exclude(pk__in=kept).delete()


def sweep(*, at):
    """Take up what a lost message or a dead worker left, and ask what nobody asked of the public record yet."""
    if missing():
        return
    give_back(at=at)
    for key in due(at):
        ask(key, owner=None, by=None, at=at)
    take_up()


def give_back(*, at):
    """What a worker was at and has not been heard of since waits again; after three times it is given up."""
    lost = Answer.objects.filter(state=AnswerState.RUNNING, heard_at__lt=at - PATIENCE)
    words = _("It was begun %(n)d times and never came to an end.") % {"n": TRIES}
    lost.filter(tries__gte=TRIES).update(state=AnswerState.FAILED, reason=words, reason_code="lost", done_at=at)
    lost.update(state=AnswerState.WAITING)


def take_up():
    """Work out what waits, the oldest first; another worker's is left to it."""
    for pk in list(Answer.objects.filter(state=AnswerState.WAITING).order_by("asked_at").values_list("pk", flat=True)):
        work(pk)


def due(at):
    """Keys of the studies of the public record that were not asked for a week, or by an older method."""
    asked = Answer.objects.filter(owner=None, study__in=PUBLIC, asked_at__gt=at - REFRESHED)
    fresh = {
        row["study"] for row in asked.values("study", "state", "versions")
        if row["state"] != AnswerState.DONE or row["versions"].get("method") == method_of(row["study"])
    }
    return [key for key in PUBLIC if key not in fresh]
