"""Notes that stay with one office: its own note on an agreement, and what it found out before signing."""

from agreements.models import DueDiligence, InternalNote
from agreements.services.refusals_life import NoSeatHere, NotForYou, StrangerNamed
from partnerships.models import Audience, Seat
from stakeholders.models import Membership
from stakeholders.verbs import verb


def check_seat(agreement, organisation):
    """Raise NoSeatHere: an office notes what concerns its own ties."""
    if not Seat.objects.filter(partnership=agreement.partnership_id, organisation=organisation).exists():
        raise NoSeatHere(organisation)


@verb("agreement.noted")
def write_note(agreement, organisation, *, text, by, at):
    """Write the office's own note on an agreement; an empty one takes it off. Returns it or None. Raises NoSeatHere."""
    check_seat(agreement, organisation)
    own = InternalNote.objects.filter(agreement=agreement, owner=organisation)
    if not text.strip():
        own.delete()
        return None
    note, _made = own.update_or_create(
        agreement=agreement, owner=organisation,
        defaults={"text": text.strip(), "written_at": at, "written_by": by},
    )  # fmt: skip
    return note


@verb("agreement.due_diligence_written")
def write_due_diligence(agreement, organisation, *, text, by, at, named=(), checked_on=None):
    """Write what the office found out; an empty text takes it off. Returns it or None.

    named: members of the office who read it, beside the writer and those who read confidential records. Raises
    NoSeatHere, StrangerNamed, and NotForYou where somebody who may not read it would overwrite it.
    """
    check_seat(agreement, organisation)
    own = DueDiligence.objects.filter(agreement=agreement, owner=organisation)
    if own.exists() and not own.for_user(by).exists():
        raise NotForYou(agreement)
    if not text.strip():
        own.delete()
        return None
    members = Membership.objects.current().filter(organisation=organisation)
    if {person.pk for person in named} - set(members.values_list("user_id", flat=True)):
        raise StrangerNamed(field="named")
    found, _made = own.update_or_create(
        agreement=agreement, owner=organisation,
        defaults={"text": text.strip(), "checked_on": checked_on, "audience": Audience.NAMED},
        create_defaults={
            "agreement": agreement, "owner": organisation, "text": text.strip(), "checked_on": checked_on,
            "audience": Audience.NAMED, "created_by": by,
        },
    )  # fmt: skip
    found.named.set({*named, by})
    return found
