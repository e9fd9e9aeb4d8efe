"""What a CIF value is divided by between two countries (METHODS 5.3). It counts for everybody, so staff keep it."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outcomes.models import CorridorFactor
from outcomes.services.waking import wake
from stakeholders.models import Level, User
from stakeholders.verbs import Refusal, verb

LOWEST, HIGHEST = Decimal(1), Decimal(2)
PLACES = Decimal("0.0001")


class NotStaff(Refusal):
    code = "not_staff"
    message = _("Factors count for every office here, so platform staff keep them.")


class NotACountry(Refusal):
    code = "not_a_country"
    message = _("A corridor lies between two countries.")


class SameCountry(Refusal):
    code = "same_country"
    message = _("A corridor lies between two different countries.")


class FactorOutOfRange(Refusal):
    code = "factor_out_of_range"
    message = _("A factor lies between 1 and 2; the usual one is 1.06.")


class FactorSourceMissing(Refusal):
    code = "factor_source_missing"
    message = _("Say where the factor is from.")


class SourceAhead(Refusal):
    code = "source_ahead"
    message = _("The day of the source lies ahead.")


@verb("corridor.set")
def set_corridor(one, other, factor, *, source, by, at, stated_on=None):
    """State the factor of a pair of countries, in either order, or change it. Returns the CorridorFactor.

    factor: Decimal, kept to four decimals. stated_on: day of the source, None where it is not known. Raises NotStaff,
    NotACountry, SameCountry, FactorOutOfRange, FactorSourceMissing, SourceAhead.
    """
    check_staff(by)
    for field, place in (("country_a", one), ("country_b", other)):
        if place.level != Level.COUNTRY:
            raise NotACountry(place, field=field)
    if one.pk == other.pk:
        raise SameCountry(one, field="country_b")
    if not LOWEST <= factor <= HIGHEST:
        raise FactorOutOfRange(field="factor")
    if not source.strip():
        raise FactorSourceMissing(field="source")
    if stated_on and stated_on > timezone.localdate(at):
        raise SourceAhead(field="stated_on")
    first, second = sorted((one, other), key=lambda place: place.pk)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two sends of one form follow each other
    wanted = {"factor": factor.quantize(PLACES), "source": source.strip()[:200], "stated_on": stated_on}
    row, _made = CorridorFactor.objects.update_or_create(country_a=first, country_b=second, defaults=wanted)
    wake()
    return row


@verb("corridor.removed")
def remove_corridor(row, *, by, at):
    """The usual factor holds again; this one stays in the history. Removing again changes nothing. Raises NotStaff."""
    check_staff(by)
    CorridorFactor.objects.filter(pk=row.pk).delete()
    wake()


def check_staff(user):
    if not user.is_staff:
        raise NotStaff
