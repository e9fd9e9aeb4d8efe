"""What an office set out to reach: a baseline and a target for an indicator and a year, for one tie or for all."""

from django.utils.translation import gettext_lazy as _

from outcomes.models import Target
from outcomes.services.indicators import check_manager
from outcomes.services.refusals import NotClaimable
from partnerships.models import Seat
from stakeholders.models import Organisation
from stakeholders.verbs import Refusal, verb

FIRST_YEAR, LAST_YEAR = 1950, 2200


class YearUnlikely(Refusal):
    code = "year_unlikely"
    message = _("Write the year in four digits.")


class TargetBelowNought(Refusal):
    code = "target_below_nought"
    message = _("A target cannot be below nought.")


class TargetMissing(Refusal):
    code = "target_missing"
    message = _("A baseline alone is no target. Write both, or neither.")


class NotYourTie(Refusal):
    code = "not_your_tie"
    message = _("Your office has no seat in this partnership.")


@verb("target.set")
def set_target(owner, indicator, year, target, *, by, at, baseline=None, partnership=None):
    """Set what is to be reached, or change it; setting the same again changes nothing. Returns the Target.

    owner: Organisation of the office. partnership: empty for all of them. Raises NotYours, YearUnlikely,
    TargetBelowNought, TargetMissing, NotYourTie, NotClaimable for another office's indicator.
    """
    check_manager(by, owner)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearUnlikely(field="year")
    if target is None:
        raise TargetMissing(field=field_of("target", indicator))
    if target < 0:
        raise TargetBelowNought(field=field_of("target", indicator))
    if indicator.office_id not in (None, owner.pk):
        raise NotClaimable(indicator, field="indicator")
    if partnership and not Seat.objects.filter(partnership=partnership, organisation=owner).exists():
        raise NotYourTie(partnership)
    Organisation.objects.select_for_update(no_key=True).get(pk=owner.pk)
    key = {"owner": owner, "partnership": partnership, "indicator": indicator, "year": year}
    standing = Target.objects.filter(**key).first()
    if standing is None:
        return Target.objects.create(**key, target=target, baseline=baseline)
    if (standing.target, standing.baseline) != (target, baseline):
        standing.target, standing.baseline = target, baseline
        standing.save(update_fields=["target", "baseline"])
    return standing


@verb("target.removed")
def remove_target(target, *, by, at):
    """It stays in the history. Raises NotYours."""
    check_manager(by, target.owner)
    Target.objects.filter(pk=target.pk).delete()


def field_of(what, indicator):
    """The name of a field on the form: target_12, baseline_12."""
    return f"{what}_{indicator.pk}"
