from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper


class OutgoingMailQuerySet(models.QuerySet):
    def ready(self, now):
        return self.filter(sent_at=None, failed_at=None, ready_at__lte=now).order_by("ready_at", "pk")


class OutgoingMail(models.Model):
    """A mail that must go out: the row is the queue, the retry and the record (STYLE 5).

    Texts are emptied once sent, because they may carry a link's token, which is stored nowhere. unsubscribe_url: where
    one click ends such mails, for the List-Unsubscribe header. bounced_at, problem: the address gave it back later.
    """

    key = models.CharField(max_length=120, unique=True)
    to = models.EmailField()
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["ready_at"], condition=Q(sent_at=None, failed_at=None), name="mail_to_send"),
            models.Index(Upper("to"), "created_at", name="mail_by_address"),
        ]

    def __str__(self):
        return f"{self.to}: {self.subject}"
