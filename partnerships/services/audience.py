"""Who reads a record; opening it to more, closing it again: verbs shown first and logged (ARCHITECTURE 4)."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.audiences import FIELDS, PARTY_PATHS, TIE_PATHS, is_wider, kind_of, narrower_audiences, widest_of
from partnerships.models import Audience, MembershipTie, Seat, SeatRole
from stakeholders.models import Membership, Organisation, StaffGrant, User
from stakeholders.verbs import Refusal, verb


class NotThatWide(Refusal):
    code = "not_that_wide"
    message = _("A record of this kind cannot be opened that far.")


class NotWider(Refusal):
    code = "not_wider"
    message = _("This would narrow who reads it. Others may have read it already.")


class NotNarrower(Refusal):
    code = "not_narrower"
    message = _("Just as many people or more would read it.")


class NotThatNarrow(Refusal):
    code = "not_that_narrow"
    message = _("Whoever carries it with you would no longer read it.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    message = _("Say why it is closed: the history keeps the reason.")


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
    people = {member.user_id for member in members_reading(record, audience)}
    people |= {user.pk for user in named_reading(record, audience)}
    return Readers(audience, len(people), organisations, fields)


def members_reading(record, audience):
    """Memberships of today through which the record is read at this audience, with user and organisation."""
    found = _on_tie(record).filter(
        organisation__in=readers_of(record, audience).values("pk"), user__in=_seated_people(record)
    )
    if audience == Audience.NAMED:
        found = found.filter(confidential=True)
    return found.select_related("user", "organisation").order_by("organisation__name", "user__name", "pk")


def named_reading(record, audience):
    """People listed on the record itself, who still sit at the tie's table."""
    if audience != Audience.NAMED:
        return User.objects.none()
    return User.objects.filter(pk__in=record.named.values("pk")).filter(pk__in=_seated_people(record)).order_by("name")


def staff_reading(record, audience):
    """Grants of today by which platform staff read the record: of the owning office, or of a party's that reads it."""
    offices = Organisation.objects.filter(pk=record.owner_id)
    if audience == Audience.NAMED:
        return StaffGrant.objects.none()
    if audience in (Audience.PARTIES, Audience.SHARED):
        offices = readers_of(record, Audience.PARTIES)
    found = StaffGrant.objects.current().filter(office__in=offices.values("pk"), user__is_staff=True)
    return found.filter(user__in=_seated_people(record)).select_related("user", "office").order_by("ends_at")


def _tie_of(record):
    own = type(record)._base_manager.filter(pk=record.pk)
    return own.values(TIE_PATHS.get(kind_of(record), "partnership"))


def _on_tie(record):
    """Memberships of today that count on the record's tie."""
    named = MembershipTie.objects.filter(partnership__in=_tie_of(record)).values("membership")
    return Membership.objects.current().filter(Q(limited=False) | Q(pk__in=named))


def _seated_people(record):
    """Users of an organisation that sits above observer at the record's tie, or whom such an office let in."""
    seats = Seat.objects.filter(partnership__in=_tie_of(record)).exclude(role=SeatRole.OBSERVER).values("organisation")
    members = _on_tie(record).filter(organisation__in=seats).values("user")
    granted = StaffGrant.objects.current().filter(office__in=seats, user__is_staff=True).values("user")
    return members.union(granted)


def readers_of(record, audience):
    """Organisations whose members read the record at this audience: seated above observer, as `for_user` asks."""
    found = Organisation.objects.filter(pk=record.owner_id)
    if audience in (Audience.NAMED, Audience.OFFICE):
        return found
    own = type(record)._base_manager.filter(pk=record.pk)
    path = PARTY_PATHS.get(kind_of(record))
    seats = Seat.objects.filter(partnership__in=_tie_of(record)).exclude(role=SeatRole.OBSERVER)
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


@verb("record.closed")
def close_record(record, *, audience, reason, by, at):
    """Let fewer read the record from now on; what was open when stays in its history.

    Raises ReasonMissing, NotNarrower for as wide or wider, NotThatNarrow where who carries it would lose it.
    """
    record = type(record)._base_manager.select_for_update(no_key=True).get(pk=record.pk)
    audience = Audience(audience)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if audience not in narrower_audiences(record):
        shut = is_wider(record.audience, audience)
        raise (NotThatNarrow if shut else NotNarrower)(record, field="audience")
    record.audience, record.published_at, record.published_by = audience, None, None
    record.save(update_fields=["audience", "published_at", "published_by"])
    return record
