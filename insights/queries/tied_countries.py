"""Since when an office has a tie with a place in a country: the signature of the first agreement on file."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from agreements.models import Agreement, AgreementStatus, Party
from partnerships.models import Audience, PartnershipPlace, Seat, SeatRole, Standing
from stakeholders.models.places import Level

NOT_SIGNED = [AgreementStatus.DRAFT, AgreementStatus.NEGOTIATION, AgreementStatus.APPROVED]
NOT_YET = [Standing.REQUESTED, Standing.EXPLORING]


@dataclass(frozen=True)
class TiedCountry:
    """since: the year, or None where a tie with the country is on file without any date. by: "agreement", or "tie"
    where no agreement of it is dated. ties: how many; ended: whether all of them have ended."""

    since: int | None
    by: str
    ties: int
    ended: bool


def tied_countries(organisation, home, as_of):
    """{pk of a country: TiedCountry} of the ties of an office, with places abroad.

    Agreements are those that the office reads as a whole, named records left out; drafts do not count. Of a country
    with several ties the first year counts, and none where one of them has no date: it may have been the first.
    """
    seats = Seat.objects.filter(organisation=organisation).exclude(role=SeatRole.OBSERVER)
    standing = dict(seats.values_list("partnership", "standing"))
    signed = first_signatures(organisation, standing)
    rows = PartnershipPlace.objects.filter(partnership__in=standing).exclude(place__country_code=home.country_code)
    read = ("partnership", "place", "place__level", "place__country", "partnership__since_first")
    by_country = {}
    for tie, place, level, country, since in rows.values_list(*read).order_by("partnership", "place"):
        day, by = (signed[tie], "agreement") if tie in signed else (since, "tie")
        no_tie_yet = by == "tie" and standing[tie] in NOT_YET
        if no_tie_yet or (day and day > as_of):
            continue
        abroad = place if level == Level.COUNTRY else country
        by_country.setdefault(abroad, {})[tie] = (day.year if day else None, by)
    return {country: of_country(ties, standing) for country, ties in by_country.items()}


def of_country(ties, standing):
    dated = [one for one in ties.values() if one[0] is not None]
    since, by = min(dated) if len(dated) == len(ties) else (None, "")
    return TiedCountry(since, by, len(ties), all(standing[tie] == Standing.ENDED for tie in ties))


def first_signatures(organisation, ties):
    """{partnership: the first day on which an agreement was signed, else came into force}."""
    here = Seat.objects.filter(organisation=organisation, partnership=OuterRef("partnership"), role=SeatRole.LEAD)
    party = Party.objects.filter(organisation=organisation, agreement=OuterRef("pk"))
    readable = (
        Q(owner=organisation) & ~Q(audience=Audience.NAMED)
        | Q(audience=Audience.PUBLIC)
        | Q(audience__in=[Audience.PARTIES, Audience.SHARED]) & Q(Exists(party))
        | Q(audience=Audience.SHARED) & Q(Exists(here))
    )
    found = {}
    signed = Agreement.objects.filter(readable, partnership__in=ties).exclude(status__in=NOT_SIGNED)
    for tie, signed_on, in_force in signed.values_list("partnership", "signed_first", "in_force_first"):
        day = signed_on or in_force
        if day:
            found[tie] = min(day, found.get(tie, day))
    return found


def on_record_alone(organisation, home):
    """pks of countries with which home has a tie on the public record in which this office has no seat."""
    ours = Seat.objects.filter(organisation=organisation, partnership=OuterRef("partnership"))
    at_home = PartnershipPlace.objects.filter(place=home, partnership__tie_records__isnull=False)
    ties = at_home.filter(~Exists(ours)).values("partnership")
    abroad = PartnershipPlace.objects.filter(partnership__in=ties).exclude(place__country_code=home.country_code)
    return set(abroad.values_list("place__country", flat=True)) - {None}
