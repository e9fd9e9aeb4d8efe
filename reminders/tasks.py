"""What the worker does for this room. Each task may run twice, late or not at all; the next sweep mends it."""

from celery import shared_task
from django.utils import timezone

from reminders.posting import send_posts as send_waiting_posts
from reminders.services.bounces import clear_changed_addresses
from reminders.services.bounces import read_bounces as read_mailbox_of_bounces
from reminders.services.ledger import plan as plan_notices
from reminders.services.telling import tell_due


@shared_task(name="reminders.tasks.plan")
def plan():
    """Bring the ledger into line with the facts, then have told what is due already."""
    plan_notices(timezone.now())
    send.delay()


@shared_task(name="reminders.tasks.send")
def send():
    """Tell whoever is due: their mails and posts are rows from then on, which go out by their own tasks."""
    tell_due(timezone.now())


@shared_task(name="reminders.tasks.sweep")
def sweep():
    """What is due and was left by a lost message or a worker that died; an empty look is one query."""
    tell_due(timezone.now())


@shared_task(name="reminders.tasks.send_posts")
def send_posts():
    """Send the posts to webhooks that are waiting. Twice at once sends nothing twice."""
    send_waiting_posts(timezone.now())


@shared_task(name="reminders.tasks.read_bounces")
def read_bounces():
    """Look for mails that came back, where there is a mailbox for them, and for addresses that are new since."""
    read_mailbox_of_bounces(timezone.now())
    clear_changed_addresses()
