"""What workers do for this room."""

from celery import shared_task
from django.utils import timezone

from stakeholders.mail import send_due


@shared_task
def send_mail():
    """Send the mail that is waiting; woken by each new one and by the beat. Twice at once sends nothing twice."""
    send_due(timezone.now())
