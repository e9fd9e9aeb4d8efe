"""Weights saved under a name, the official set, and briefs: each change one verb (STYLE 3)."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from insights.criteria import to_hundred
from insights.models import Brief, BriefPlace, RankingSet
from partnerships.services.holds import require_no_hold
from stakeholders.verbs import Refusal, verb


class NoWeights(Refusal):
    code = "no_weights"
    message = _("Give at least one criterion a weight above 0.")


class SetLocked(Refusal):
    code = "set_locked"
    message = _("This set is official and locked. Save the weights under another name.")


class NothingRanked(Refusal):
    code = "nothing_ranked"
    message = _("There is no ranking yet that a brief could speak of.")



@verb("ranking_set.saved")
def save_set(*, owner, name, weights, turned, by, at):
    """Save weights under a name; a set of that name takes the new ones. Raises NoWeights, SetLocked.

    weights: {criterion: percent}; turned: criteria seen the other way round.
    """
    weights = {key: value for key, value in to_hundred(weights).items() if value}
    if not weights:
        raise NoWeights(owner, field="name")
    slug = slugify(name)[:90] or "set"
    known = RankingSet.objects.select_for_update(no_key=True).filter(owner=owner, slug=slug).first()
    if known and known.locked_at:
        raise SetLocked(known, field="name")
    told = {"name": name, "weights": weights, "turned": sorted(turned), "made_by": by, "made_at": at}
    if known is None:
        return RankingSet.objects.create(owner=owner, slug=slug, **told)
    for field, value in told.items():
        setattr(known, field, value)
    known.save(update_fields=list(told))
    return known


@verb("ranking_set.locked")
def lock_set(ranking_set, *, by, at):
    """Make a set official from this day on. Locked again, nothing changes."""
    ranking_set = RankingSet.objects.select_for_update(no_key=True).get(pk=ranking_set.pk)
    if not ranking_set.locked_at:
        ranking_set.locked_by, ranking_set.locked_at = by, at
        ranking_set.save(update_fields=["locked_by", "locked_at"])
    return ranking_set


@verb("ranking_set.removed")
def remove_set(ranking_set, *, by, at):
    """Away with a set; the history keeps it. Raises SetLocked, and what a legal hold says."""
    ranking_set = RankingSet.objects.select_for_update().get(pk=ranking_set.pk)
    if ranking_set.locked_at:
        raise SetLocked(ranking_set)
    require_no_hold(office=ranking_set.owner)
    ranking_set.delete()


@verb("brief.saved")
def save_brief(*, owner, title, reason, said, as_of, by, at):
    """Keep why the first three stand first, as it is known now. said: as insights.scoring.frozen gives it.

    Raises NothingRanked.
    """
    if not said["first"]:
        raise NothingRanked(owner)
    with transaction.atomic():
        brief = Brief.objects.create(
            owner=owner, title=title, reason=reason, said=said, as_of=as_of, made_by=by, made_at=at
        )
        BriefPlace.objects.bulk_create(
            BriefPlace(brief=brief, place_id=row["pk"], rank=row["rank"]) for row in said["first"]
        )
    return brief


@verb("brief.removed")
def remove_brief(brief, *, by, at):
    """Away with a brief; the history keeps it. Raises what a legal hold says."""
    require_no_hold(office=brief.owner)
    brief.delete()
