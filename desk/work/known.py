"""What a person was told and may put away."""

from django.utils.translation import gettext as _

from desk.work.items import Item
from drawing.formats import long_date
from reminders.inbox import to_know


def known_items(desk, at, shown):
    """What they were told, but for what stands in another group already. shown: addresses of the rows there."""
    return [_known_item(known) for known in to_know(desk.user, at) if known.url not in shown or not known.url]


KNOWN_ICONS = {
    "deliverable-accepted": ("circle-check", "good"), "deliverable-returned": ("undo-2", "warn"),
    "agreement-notice": ("file-text", ""), "agreement-expiry": ("file-text", "warn"), "figure-due": ("hash", ""),
    "claim-unconfirmed": ("scale", ""), "no-contact": ("history", "warn"), "anniversary": ("gift", "info"),
    "import-finished": ("upload", "good"), "link-ending": ("link", ""),
}  # fmt: skip


def _known_item(known):
    icon, kind = KNOWN_ICONS[known.rule]
    text = _("told on %(day)s") % {"day": long_date(known.told_on)}
    if known.tie:
        text = f"{known.tie} · {text}"
    note = f"{known.name}, {long_date(known.about_on)}" if known.about_on else known.name
    return Item(icon, known.title, known.url, text, known.told_on, note, kind, known=known)
