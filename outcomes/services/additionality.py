"""What an office assumes would have happened anyway. It changes no counted figure; it stands beside them."""

from django.utils.translation import gettext_lazy as _

from outcomes.models import Additionality
from outcomes.services.indicators import check_manager
from outcomes.services.refusals import NotClaimable
from outcomes.services.targets import NotYourTie
from partnerships.models import Seat
from stakeholders.models import Organisation
from stakeholders.verbs import Refusal, verb

SHARES = ("deadweight", "leakage", "displacement", "substitution")


class NotAShare(Refusal):
    code = "not_a_share"
    message = _("Write a share between 0 and 100 %.")


class MultiplierUnlikely(Refusal):
    code = "multiplier_unlikely"
    message = _("A multiplier is above 0 and at most 10.")


class SourceMissing(Refusal):
    code = "source_missing"
    message = _("Say where the assumptions come from.")


@verb("assumption.set")
def set_assumptions(owner, values, *, source, by, at, partnership=None, indicator=None):
    """State them, or change them; stating the same again changes nothing. Returns the Additionality.

    owner: Organisation of the office. values: prices.Assumptions. partnership, indicator: empty for all of them.
    Raises NotYours, NotAShare, MultiplierUnlikely, SourceMissing, NotYourTie, NotClaimable for an indicator without
    money or of another office.
    """
    check_manager(by, owner)
    for name in SHARES:
        if not 0 <= getattr(values, name) <= 1:
            raise NotAShare(field=name)
    if not 0 < values.multiplier <= 10:
        raise MultiplierUnlikely(field="multiplier")
    if not source.strip():
        raise SourceMissing(field="source")
    if indicator and (indicator.office_id not in (None, owner.pk) or not indicator.is_money):
        raise NotClaimable(indicator, field="indicator")
    if partnership and not Seat.objects.filter(partnership=partnership, organisation=owner).exists():
        raise NotYourTie(partnership, field="partnership")
    Organisation.objects.select_for_update(no_key=True).get(pk=owner.pk)
    key = {"owner": owner, "partnership": partnership, "indicator": indicator}
    wanted = {**vars(values), "source": source.strip()[:300]}
    standing = Additionality.objects.filter(**key).first()
    if standing is None:
        return Additionality.objects.create(**key, **wanted)
    changed = [name for name, value in wanted.items() if getattr(standing, name) != value]
    for name in changed:
        setattr(standing, name, wanted[name])
    if changed:
        standing.save(update_fields=changed)
    return standing


@verb("assumption.removed")
def remove_assumptions(row, *, by, at):
    """They stay in the history. Raises NotYours."""
    check_manager(by, row.owner)
    Additionality.objects.filter(pk=row.pk).delete()
