from reminders.models.feeds import Feed, FeedKind
from reminders.models.notices import Because, Channel, Notice, State, Why
from reminders.models.office_rules import OfficeRule
from reminders.models.recipients import Mode, Recipient, Silence
from reminders.models.webhooks import Webhook, WebhookFormat, WebhookPost

__all__ = [
    "Because",
    "Channel",
    "Feed",
    "FeedKind",
    "Mode",
    "Notice",
    "OfficeRule",
    "Recipient",
    "Silence",
    "State",
    "Webhook",
    "WebhookFormat",
    "WebhookPost",
    "Why",
]
