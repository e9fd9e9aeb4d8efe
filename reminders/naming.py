"""What the records that reminders are about are called, for one reader: a title only where their room shows it."""

from collections import defaultdict

from agreements.models import Deliverable
from reminders.subjects import READ
from reminders.visible import BY_LINK, MODELS

KINDS = {*MODELS, "import"}  # of what a notice may be about


def named_for(user, pairs):
    """{(kind, id): Subject} of those among these records that this person reads: a query a kind."""
    return _named(pairs, lambda kind: MODELS[kind].objects.for_user(user))


def named_for_contact(person, pairs):
    """The same for a contact without an account: what their organisation owes and a mailed link would show them."""
    if person.organisation_id is None:
        return {}
    mine = Deliverable.objects.filter(owed_by=person.organisation_id, audience__in=BY_LINK)
    return _named({(kind, pk) for kind, pk in pairs if kind == "deliverable"}, lambda kind: mine)


def _named(pairs, rows_of):
    wanted = defaultdict(set)
    for kind, pk in pairs:
        if kind in READ:
            wanted[kind].add(pk)
    return {
        (kind, pk): subject
        for kind, ids in wanted.items()
        for pk, subject in READ[kind](rows_of(kind).filter(pk__in=ids))
    }


def named_for_recipient(recipient, pairs):
    """The same for whoever has these wishes."""
    if recipient.user_id:
        return named_for(recipient.user, pairs)
    return named_for_contact(recipient.person, pairs)
