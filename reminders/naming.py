"""What the records that reminders are about are called, for one reader: a title only where their room shows it."""

from agreements.models import Deliverable
from reminders.subjects import subjects_of
from reminders.visible import BY_LINK, MODELS

KINDS = {*MODELS, "import"}  # of what a notice may be about


def named_for(user, pairs):
    """{(kind, id): Subject} of those among these records that this person reads: a query a kind."""
    return subjects_of(pairs, lambda kind: MODELS[kind].objects.for_user(user))


def named_for_contact(person, pairs):
    """The same for a contact without an account: what their organisation owes and a mailed link would show them."""
    if person.organisation_id is None:
        return {}
    mine = Deliverable.objects.filter(owed_by=person.organisation_id, audience__in=BY_LINK)
    return subjects_of({(kind, pk) for kind, pk in pairs if kind == "deliverable"}, lambda kind: mine)


def named_for_recipient(recipient, pairs):
    """The same for whoever has these wishes."""
    if recipient.user_id:
        return named_for(recipient.user, pairs)
    return named_for_contact(recipient.person, pairs)
