from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from reminders.models.notices import Channel
from stakeholders.constraints import one_of
from stakeholders.history import tracked


@tracked()
class OfficeRule(models.Model):
    """An office's own wish for one of the rules of reminders/rules.py; without a row the rule's defaults hold.

    leads: how long before (after where negative) the day, in the rule's unit; None is the default. others: who is told
    besides the one who must act, words of reminders.rules.Others.
    """

    office = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="reminder_rules")
    rule = models.CharField(max_length=40)
    is_on = models.BooleanField(_("in use"), default=True)
    leads = ArrayField(models.SmallIntegerField(), null=True, blank=True)
    others = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "rule"], name="office_rule_once"),
            one_of("channel", Channel),
        ]

    def __str__(self):
        return f"{self.rule} of {self.office_id}"

    def over(self, rule):
        """The reminders.rules.Rule as this office wants it."""
        return rule.wished(is_on=self.is_on, leads=self.leads, others=self.others, channel=self.channel)
