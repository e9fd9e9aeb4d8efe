"""Setting an office up: the city, its name, and the ties on public record that are its own."""

from django.db import connection
from django.db.models import Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement, AgreementKind, AgreementStatus
from agreements.services.agreements import record_agreement
from outcomes.services.staging import restage
from partnerships.models import Form, Partnership
from partnerships.services.ties import add_tie_by_hand, keep_tie, require_manager
from stakeholders.access import Role
from stakeholders.dates import PartialDate
from stakeholders.models import (
    Designation,
    Level,
    Membership,
    Office,
    Organisation,
    OrganisationKind,
    RegisterEntry,
)
from stakeholders.models.names import Normalise
from stakeholders.slugs import free_slug
from stakeholders.verbs import Refusal, verb

OPENING = 7203713  # advisory lock: one office is opened at a time
KIND_OF_FORM = {Form.PARTNERSHIP: AgreementKind.SISTER_CITY, Form.FRIENDSHIP: AgreementKind.FRIENDSHIP}
OWN_WORD = "the office's own statement"


class OfficeExists(Refusal):
    code = "office_exists"
    message = gettext_lazy("An office runs here already. Ask its coordinator to add you.")


class OfficeNameMissing(Refusal):
    code = "office_name_missing"
    message = gettext_lazy("Give the office a name.")


class NameInSample(Refusal):
    code = "name_in_sample"
    message = gettext_lazy("The demonstration data has an organisation of this name. Remove it first, or add a word.")


class NotACity(Refusal):
    code = "not_a_city"
    message = gettext_lazy("Choose a city or a region.")


@verb("office.opened")
def open_office(*, home, name, by, at):
    """The first office of an installation, or a further one by platform staff; `by` becomes its coordinator.

    home: the Place for which it acts. Doing it again with the same name and place changes nothing.
    Raises OfficeExists, OfficeNameMissing, NameInSample, NotACity.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OPENING])
    name = " ".join(name.split())
    if not name:
        raise OfficeNameMissing(field="name")
    if home.level == Level.COUNTRY:
        raise NotACity(field="place")
    known = Office.objects.filter(organisation__memberships__user=by, home=home, organisation__name=name).first()
    if known:
        return known
    if Office.objects.exists() and not by.is_staff:
        raise OfficeExists()
    kind = OrganisationKind.CITY_GOVERNMENT if home.level == Level.CITY else OrganisationKind.REGIONAL_GOVERNMENT
    body = Organisation.objects.filter(place=home, normalised_name=Normalise(Value(name))).first()
    if body is None:
        body = Organisation.objects.create(
            name=name,
            slug=free_slug(Organisation, name, kind="organisation"),
            kind=kind,
            place=home,
            time_zone=home.time_zone,
        )
    elif body.sample:
        raise NameInSample(body, field="name")
    elif Office.objects.filter(organisation=body).exists():
        raise OfficeExists(body, field="name")
    office = Office.objects.create(
        organisation=body, home=home, language=by.language, time_zone=home.time_zone or by.time_zone
    )
    Designation.objects.create(office=office, place=home, leads=True)
    Membership.objects.update_or_create(
        user=by, organisation=body, defaults={"role": Role.COORDINATOR, "confidential": True, "limited": False}
    )
    RegisterEntry.objects.get_or_create(office=body, organisation=body)
    return office


@verb("ties.taken_over")
def take_over_ties(office, partnerships, *, by, at):
    """Keep these ties and put on file what the public record says of each; those kept already stay as they are.

    Returns the seats. Raises what keep_tie raises; then none is kept.
    """
    seats = []
    for partnership in sorted(partnerships, key=lambda tie: tie.pk):
        seats.append(keep_tie(partnership, office=office.organisation, by=by, at=at))
        _put_on_file(office, partnership, by, at)
    restage(office, at.date(), [partnership.pk for partnership in partnerships])
    return seats


@verb("tie.taken_over")
def take_over_by_hand(office, *, other, form=Form.PARTNERSHIP, since=None, by, at):
    """Keep a tie with a place that the record does not hold, and its agreement. since: a PartialDate, or None.

    Returns the partnership. Raises what add_tie_by_hand raises.
    """
    seat = add_tie_by_hand(
        office=office.organisation, places=[office.home, other], form=form, since=since, by=by, at=at
    )
    partnership = Partnership.objects.get(pk=seat.partnership_id)
    _put_on_file(office, partnership, by, at)
    restage(office, at.date(), [partnership.pk])
    return partnership


def _put_on_file(office, partnership, by, at):
    """An agreement in force, date unknown, with where it is known from; none where the office has one on file.

    A contact without agreement has none.
    """
    require_manager(by, office.organisation, partnership)
    kind = KIND_OF_FORM.get(Form(partnership.form))
    if kind is None or Agreement.objects.filter(partnership=partnership, owner=office.organisation).exists():
        return
    record = partnership.tie_records.order_by("pk").first()
    known = record if record and record.since_first else partnership
    record_agreement(
        partnership,
        owner=office.organisation,
        kind=kind,
        title=_("%(kind)s agreement, %(name)s") % {"kind": kind.label, "name": partnership.name},
        status=AgreementStatus.IN_FORCE,
        signed=PartialDate(known.since_first, known.since_last) if known.since_first else None,
        parties=[office.organisation],
        source_note=f"{record.source}, {record.external_id}" if record else OWN_WORD,
        by=by,
        at=at,
    )
