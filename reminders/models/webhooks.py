from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.access import Permission, roles_granting
from stakeholders.constraints import one_of
from stakeholders.history import tracked
from stakeholders.models import Membership


class WebhookFormat(models.TextChoices):
    JSON = "json", _("Signed JSON, for a program of your own")
    SLACK = "slack", "Slack"
    TEAMS = "teams", "Microsoft Teams"


class WebhookQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """An office's webhooks are an affair of its full coordinators: whoever sees one may change it."""
        if not user.is_authenticated:
            return self.none()
        held = Membership.objects.held_by(user, roles_granting(Permission.MANAGE_TIE)).filter(limited=False)
        return self.filter(office__in=held.values("organisation"))

    def running(self):
        return self.filter(stopped_at=None)


@tracked(exclude=["secret", "url"])
class Webhook(models.Model):
    """A channel of an office outside Gemel that is told what the rules say. url and secret are shown to nobody again.

    rules: those it is told of; empty is every one whose channel is the webhook. stopped_at, problem: it was stopped, by
    hand or because it failed for too long, and why.
    """

    office = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="webhooks")
    name = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    secret = models.CharField(max_length=80)
    format = models.CharField(_("for"), max_length=6, choices=WebhookFormat, default=WebhookFormat.JSON)
    rules = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            one_of("format", WebhookFormat),
            models.UniqueConstraint(fields=["office", "name"], name="webhook_name_once"),
        ]

    def __str__(self):
        return self.name


class WebhookPostQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, failed_at=None)

    def ready(self, now):
        """To be sent now. What waits for a webhook that was stopped is not."""
        return self.waiting().filter(ready_at__lte=now, webhook__stopped_at=None).order_by("ready_at", "pk")


class WebhookPost(models.Model):
    """A message that must go to a webhook: the row is the queue, the retry and the record, as that of a mail is.

    Its body is emptied once it was sent or given up.
    """

    key = models.CharField(max_length=200, unique=True)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="posts")
    body = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    objects = WebhookPostQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["ready_at"], condition=Q(sent_at=None, failed_at=None), name="webhook_post_to_send")
        ]

    def __str__(self):
        return self.key
