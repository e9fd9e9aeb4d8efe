"""Hand-over packs of the last thirty days that nobody has put away."""

from django.db.models import Q
from django.utils.translation import gettext as _

from desk.models import HandOver
from desk.work.items import Item, address
from drawing.formats import long_date


def hand_overs(desk, at):
    """Changes of holders in the person's office; of a colleague who left only for who takes over or wrote it down."""
    if desk.office is None:
        return
    rows = HandOver.objects.for_user(desk.user).open(at).filter(owner=desk.office)
    rows = rows.filter(Q(user=None) | Q(to_user=desk.user) | Q(made_by=desk.user))
    for row in rows.select_related("post__organisation", "person", "successor", "user", "to_user"):
        url = _pack(row)
        if url:
            yield "week", _item(row, url)


def _pack(row):
    if row.post_id:
        return address("desk:post-pack", row.post_id)
    if row.user_id:
        return address("desk:user-pack", row.user_id)
    return address("desk:person-pack", row.person_id) if row.person_id else ""


def _item(row, url):
    who = f"{row.post.title}, {row.post.organisation}" if row.post_id else str(row.user or row.person)
    follows = row.successor or row.to_user
    text = _("%(name)s follows") % {"name": follows} if follows else _("nobody follows yet")
    actions = [
        {"label": _("Open the pack"), "url": url},
        {"label": _("Put away"), "url": address("desk:hand-over-done", row.pk), "post": True},
    ]
    note = _("from %(day)s") % {"day": long_date(row.on)}
    return Item("users", _("Hand-over pack for %(who)s") % {"who": who}, url, text, row.on, note, "", actions)
