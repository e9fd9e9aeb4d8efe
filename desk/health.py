"""Two questions a machine asks: is this process alive, and is the installation ready to serve."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu import Connection

from desk.models import Heartbeat
from outcomes.models import Audit

WORKER = "worker"
SILENCE = timedelta(minutes=1)


def note_heartbeat(name, *, at):
    """Write down that `name` was heard at this time; a late message never turns the clock back."""
    changed = Heartbeat.objects.filter(name=name, heard_at__lt=at).update(heard_at=at)
    if not changed:
        Heartbeat.objects.bulk_create([Heartbeat(name=name, heard_at=at)], ignore_conflicts=True)


def find_faults(now):
    """{part: None where it is well, otherwise what is wrong}, for database, migrations, broker and worker."""
    database = _fault_of_database()
    if database:
        unknown = "unknown while the database does not answer"
        return {"database": database, "migrations": unknown, "broker": _fault_of_broker(), "worker": unknown}
    migrations = _fault_of_migrations()
    worker = "unknown before the migrations" if migrations else _fault_of_worker(now)
    return {"database": None, "migrations": migrations, "broker": _fault_of_broker(), "worker": worker}


def _fault_of_database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return None


def _fault_of_migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} not applied" if waiting else None


def _fault_of_broker():
    options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "socket_connect_timeout": 3, "socket_timeout": 3}
    try:
        with Connection(settings.CELERY_BROKER_URL, transport_options=options) as broker:
            broker.ensure_connection(max_retries=1, timeout=3)
    except Exception:  # each transport has errors of its own, and every one means the same here
        return "does not answer"
    return None


def _fault_of_worker(now):
    heard_at = Heartbeat.objects.filter(name=WORKER).values_list("heard_at", flat=True).first()
    if heard_at is None:
        return "never heard from"
    if now - heard_at > SILENCE:
        return f"not heard from since {heard_at.isoformat(timespec='seconds')}"
    return None


def notes_of(faults):
    """What keeps no page from being served, and yet whoever runs the machine should know."""
    if faults["database"] or faults["migrations"]:
        return {}
    last = Audit.objects.order_by("-at").first()
    if last is None or not last.differences:
        return {}
    return {"notes": {"figures": f"{last} at the audit of {last.at.isoformat(timespec='seconds')}"}}


@require_safe
@never_cache
def healthz(request):
    """200 as long as this process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """200 when everything that a page needs is there, else 503; JSON tells which part is missing."""
    faults = find_faults(timezone.now())
    ready = not any(faults.values())
    parts = {part: fault or "ok" for part, fault in faults.items()}
    return JsonResponse({"ready": ready, "parts": parts, **notes_of(faults)}, status=200 if ready else 503)
