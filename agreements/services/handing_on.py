"""Who is asked about an open promise, when the one who was asked has left."""

from agreements.models import Deliverable
from stakeholders.access import Permission
from stakeholders.verbs import verb


def promises_asked_of(user, owner, people):
    """Open deliverables of an office about which these contacts are asked, of those that the person may change."""
    return Deliverable.objects.for_user(user, Permission.EDIT).open().filter(owner=owner, contact__in=people)


@verb("deliverable.handed_on")
def hand_on_promises(owner, *, people, to_person, by, at):
    """From now on `to_person` is asked. Returns about how many promises."""
    keys = list(promises_asked_of(by, owner, people).values_list("pk", flat=True))
    rows = Deliverable.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    return Deliverable.objects.filter(pk__in=[row.pk for row in rows]).update(contact=to_person)
