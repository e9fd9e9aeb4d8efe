"""Opening a record to more readers: a verb that is shown first and logged (ARCHITECTURE 4)."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from partnerships.audiences import FIELDS, PARTY_PATHS, TIE_PATHS, is_wider, kind_of, widest_of
from partnerships.models import Audience, Seat, SeatRole
from stakeholders.models import Membership, Organisation, User
from stakeholders.verbs import Refusal, verb


class NotThatWide(Refusal):
    code = "not_that_wide"
    message = _("A record of this kind cannot be opened that far.")


class NotWider(Refusal):
    code = "not_wider"
    message = _("This would narrow who reads it. Others may have read it already.")


class PublishedByNobody(Refusal):
    code = "published_by_nobody"
    message = _("What everybody reads is published by a person.")


@dataclass(frozen=True)
class Readers:
    """Who will read a record, and what of it.

    people: count of persons with a sign-in, None where everybody reads. organisations: a list, by name.
    """

    audience: str
    people: int | None
    organisations: list = field(default_factory=list)
    fields: list = field(default_factory=list)

    @property
    def everybody(self):
        return self.audience == Audience.PUBLIC


def who_will_read(record, audience):
    """Readers of this record if it had this audience."""
    organisations = list(readers_of(record, audience))
    fields = FIELDS.get(kind_of(record), [])
    if audience == Audience.PUBLIC:
        return Readers(audience, None, organisations, fields)
    if audience == Audience.NAMED:
        holders = Membership.objects.current().filter(organisation=record.owner, confidential=True)
        people = User.objects.filter(pk__in=holders.values("user")) | User.objects.filter(
            pk__in=record.named.values("pk")
        )
        return Readers(audience, people.distinct().count(), organisations, fields)
    members = Membership.objects.current().filter(organisation__in=[found.pk for found in organisations])
    return Readers(audience, members.values("user").distinct().count(), organisations, fields)


def readers_of(record, audience):
    """Organisations whose members read the record at this audience: seated above observer, as `for_user` asks."""
    found = Organisation.objects.filter(pk=record.owner_id)
    if audience in (Audience.NAMED, Audience.OFFICE):
        return found
    own = type(record)._base_manager.filter(pk=record.pk)
    path = PARTY_PATHS.get(kind_of(record))
    tie = own.values(TIE_PATHS.get(kind_of(record), "partnership"))
    seats = Seat.objects.filter(partnership__in=tie).exclude(role=SeatRole.OBSERVER)
    if path:
        parties = own.exclude(**{path: None}).values(path)
        seated = seats.filter(organisation__in=parties)
        found = found | Organisation.objects.filter(pk__in=seated.values("organisation"))
    if audience in (Audience.SHARED, Audience.PUBLIC):
        leads = seats.filter(role=SeatRole.LEAD)
        found = found | Organisation.objects.filter(pk__in=leads.values("organisation"))
    return found.distinct().order_by("name")


@verb("record.shared")
def share_record(record, *, audience, by, at):
    """Open the record to a wider audience. Doing it again changes nothing.

    Raises NotThatWide beyond the widest of its kind, NotWider for a narrower one, PublishedByNobody without a person.
    """
    record = type(record)._base_manager.select_for_update(no_key=True).get(pk=record.pk)
    audience = Audience(audience)
    if record.audience == audience:
        return record
    if not is_wider(audience, record.audience):
        raise NotWider(record, field="audience")
    if is_wider(audience, widest_of(record)):
        raise NotThatWide(record, field="audience")
    changed = ["audience"]
    if audience == Audience.PUBLIC:
        if by is None:
            raise PublishedByNobody(record, field="audience")
        record.published_at, record.published_by = at, by
        changed += ["published_at", "published_by"]
    record.audience = audience
    record.save(update_fields=changed)
    return record
