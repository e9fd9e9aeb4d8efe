"""Taking a tie into an office's keeping, adding one by hand, and its name and form."""

from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from partnerships.models import Form, MembershipTie, Partnership, PartnershipPlace, Seat, SeatRole, Standing
from partnerships.services.mandate import NoMandate
from partnerships.services.refusals import (
    NameMissing,
    NotSeated,
    NotYourOffice,
    NotYourPlace,
    SameTieExists,
    SideHasLead,
    TieWithItself,
    UnknownForm,
)
from stakeholders.access import Permission, roles_granting
from stakeholders.dates import PartialDate
from stakeholders.models import Designation, Membership, Office
from stakeholders.slugs import free_slug, move_slug
from stakeholders.verbs import verb

KIND = "partnership"  # of its slugs
# The kind of tie within a pair key, as imports write it.
KIND_OF_FORM = {Form.PARTNERSHIP: "sister city", Form.FRIENDSHIP: "friendship", Form.CONTACT: "contact"}


def require_manager(by, office, partnership=None):
    """Raise NotYourOffice unless `by` coordinates this organisation; nobody (a command) may.

    A membership limited to named ties counts on those alone.
    """
    if by is None:
        return
    held = Membership.objects.held_by(by, roles_granting(Permission.MANAGE_TIE)).filter(organisation=office)
    allowed = Q(limited=False)
    if partnership is not None:
        allowed |= Q(pk__in=MembershipTie.objects.filter(partnership=partnership).values("membership"))
    if not held.filter(allowed).exists():
        raise NotYourOffice(office)


def locked(partnership):
    return Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)


def own_seat(partnership, office):
    """The office's seat, locked. Raises NotSeated."""
    seat = Seat.objects.select_for_update(no_key=True).filter(partnership=partnership, organisation=office).first()
    if seat is None:
        raise NotSeated(partnership)
    return seat


def own_side(partnership, office, on):
    """The place of the tie for which this organisation's office acts on the day. Raises NotYourPlace, NoMandate."""
    designated = Designation.objects.current(on).filter(office__organisation=office).values("place")
    row = partnership.partnership_places.filter(place__in=designated).select_related("place").first()
    if row is None:
        homes = Office.objects.filter(organisation=office).values("home")
        if partnership.partnership_places.filter(place__in=homes).exists():
            raise NoMandate(partnership)
        raise NotYourPlace(partnership)
    return row.place


@verb("tie.kept")
def keep_tie(partnership, *, office, by, at, since=None, authority=""):
    """Take over a tie: the office leads on its own side and keeps it. The other side is not told.

    office: the organisation. since: a PartialDate from which it keeps it. Again, it changes nothing.
    Raises NotYourOffice, NotYourPlace, SideHasLead.
    """
    require_manager(by, office, partnership)
    partnership = locked(partnership)
    known = partnership.seats.filter(organisation=office).first()
    if known:
        return known
    side = own_side(partnership, office, at.date())
    if partnership.seats.filter(side=side, role=SeatRole.LEAD).exists():
        raise SideHasLead(partnership)
    return Seat.objects.create(
        partnership=partnership,
        organisation=office,
        side=side,
        role=SeatRole.LEAD,
        standing=Standing.KEPT,
        standing_first=since and since.first,
        standing_last=since and since.last,
        standing_authority=authority,
        consented_at=at,
        sample=partnership.sample,
    )


def find_tie(places, form):
    """The partnership of exactly these places, in any order, and this form; the oldest, or None."""
    wanted = {place.pk for place in places}
    found = Partnership.objects.filter(form=form)
    for pk in wanted:
        found = found.filter(Q(pk__in=PartnershipPlace.objects.filter(place=pk).values("partnership")))
    return found.annotate(n=Count("partnership_places")).filter(n=len(wanted)).order_by("pk").first()


def pair_key(places, form):
    """The places in order of id and the kind, as "12|40|sister city"."""
    return "|".join([*(str(pk) for pk in sorted(place.pk for place in places)), KIND_OF_FORM[Form(form)]])


@verb("tie.added")
def add_tie_by_hand(*, office, places, form=Form.PARTNERSHIP, since=None, name="", by, at):
    """Keep a tie that no record holds yet; one of the same places and form is found and kept, not made again.

    places: two or more Places, of which the office acts for one. since: a PartialDate, or None.
    Returns the office's seat. Raises TieWithItself, UnknownForm, NotYourOffice, NotYourPlace, SideHasLead.
    """
    require_manager(by, office)
    if len({place.pk for place in places}) < 2:
        raise TieWithItself(field="places")
    if form not in Form.values:
        raise UnknownForm(field="form")
    found = find_tie(places, form) or _make_tie(places, form, since, name)
    if since and not found.since_first and not found.tie_records.exists():
        found.since_first, found.since_last = since.first, since.last
        found.save(update_fields=["since_first", "since_last"])
    return keep_tie(found, office=office, by=by, at=at)


def _make_tie(places, form, since, name):
    name = name.strip() or " – ".join(place.name for place in places)
    found, made = Partnership.objects.get_or_create(
        pair_key=pair_key(places, form),
        defaults={
            "name": name,
            "slug": free_slug(Partnership, name, kind=KIND),
            "form": form,
            "since_first": since and since.first,
            "since_last": since and since.last,
        },
    )
    if made:
        PartnershipPlace.objects.bulk_create(
            PartnershipPlace(partnership=found, place=place, position=position)
            for position, place in enumerate(places)
        )
    return found


@verb("tie.renamed")
def rename_tie(partnership, *, name, office, by, at):
    """Another name and address; the old address leads to the new one. Raises NotSeated, NameMissing, NotYourOffice."""
    require_manager(by, office, partnership)
    name = " ".join(name.split())
    if not name:
        raise NameMissing(partnership, field="name")
    partnership = locked(partnership)
    own_seat(partnership, office)
    if partnership.name == name:
        return partnership
    move_slug(partnership, free_slug(Partnership, name, kind=KIND, but=partnership), kind=KIND)
    partnership.name = name
    partnership.save(update_fields=["name", "slug"])
    return partnership


@verb("tie.form_changed")
def change_form(partnership, *, form, office, by, at, since=None):
    """Another form: a friendship becomes a partnership. since: a PartialDate of the tie, where it is to be corrected.

    Raises NotSeated, UnknownForm, NotYourOffice, SameTieExists where these places have a tie of that form already.
    """
    require_manager(by, office, partnership)
    if form not in Form.values:
        raise UnknownForm(partnership, field="form")
    partnership = locked(partnership)
    own_seat(partnership, office)
    places = list(partnership.places.all())
    other = find_tie(places, form)
    if other and other.pk != partnership.pk:
        raise SameTieExists(partnership, field="form")
    partnership.form = form
    if partnership.pair_key:
        partnership.pair_key = pair_key(places, form)
    if since:
        partnership.since_first, partnership.since_last = since.first, since.last
    try:
        with transaction.atomic():
            partnership.save(update_fields=["form", "pair_key", "since_first", "since_last"])
    except IntegrityError as error:
        raise SameTieExists(partnership, field="form") from error
    return partnership


def year(number):
    """A whole year as a PartialDate, or None."""
    return PartialDate.parse(f"{number:04d}") if number else None
