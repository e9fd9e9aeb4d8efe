"""What one was told is put away in My work: done with."""

from django.db.models import Exists, OuterRef

from reminders.models import Notice
from stakeholders.verbs import verb


@verb("notice.seen")
def mark_seen(user, pks, *, at, by=None):
    """One is done with these notices of one's own, and with earlier steps of the same rule on the same record.

    pks: ids; those of others are passed over. Again, it changes nothing. Returns how many were put away.
    """
    mine = Notice.objects.filter(recipient__user=user)
    later = mine.filter(
        pk__in=pks, rule=OuterRef("rule"), subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id"),
        send_at__gte=OuterRef("send_at"),
    )  # fmt: skip
    # Locked one by one in the order in which they are where they are told, so that neither waits for the other in turn.
    rows = mine.filter(Exists(later), seen_at=None).order_by("recipient", "send_at", "pk")
    ids = list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    return Notice.objects.filter(pk__in=ids).update(seen_at=at)
