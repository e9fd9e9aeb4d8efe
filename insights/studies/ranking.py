"""Whom next: the figures of all candidates, and how often each comes first under random weights (METHODS 7)."""

import io

import numpy as np
import pandas as pd

from insights.criteria import LEAST_POPULATION, criterion, usual_weights
from insights.rules import ranking
from insights.rules.refusals import NoAnswer
from insights.studies.base import Inputs, Study
from insights.studies.candidates import cities, figures
from partnerships.models import PartnershipPlace, Seat, Standing

TOLD = 0.0005  # a candidate that comes first less often is not told
HALF, WHOLE = 0.5, 1.0  # of the weight that a candidate needs on record to be ranked


def gather(answer, as_of):
    """The candidates of an office and all that is on record of them.

    options: least_population, countries ([iso2], all where empty), places ([pk], instead of both); what work reads.
    """
    office, options = answer.owner.office, answer.options
    home = office.home
    taken = tied_with(answer.owner)
    asked = {
        "least_population": int(options.get("least_population", LEAST_POPULATION)),
        "countries": sorted(options.get("countries", [])),
        "places": sorted(options.get("places", [])),
    }
    frame = cities(home, without=[pk for pk, _name in taken], **asked)
    if len(frame) < 2:
        raise NoAnswer("too_few", "Fewer than two cities fit what was chosen; let more in.")
    columns = figures(frame, home, as_of)
    keys = list(columns)
    table = frame[["pk", "name", "country_code"]].assign(**columns)
    facts = {
        **asked, "home": home.name, "home_pk": home.pk, "candidates": len(frame), "criteria": keys,
        "missing": {key: int(np.isnan(values).sum()) for key, values in columns.items()},
        "taken": [name for _pk, name in taken],
    }  # fmt: skip
    return Inputs({"candidates": table}, facts)


def tied_with(organisation):
    """[(pk, name)] of the cities with which this office has a tie that has not ended: they are not ranked."""
    seats = Seat.objects.filter(organisation=organisation).exclude(standing=Standing.ENDED)
    held = PartnershipPlace.objects.filter(partnership__in=seats.values("partnership"))
    return sorted(set(held.exclude(place=organisation.office.home).values_list("place", "place__name")))


def work(inputs, options, seed, tell):
    """({"draws", "chosen", "complete", "ranked", "first": {pk: share}, "usual", "often"}, archive of the table).

    chosen: the criteria under which the random weightings stand: those named in options, else the usual ones. complete,
    of options too: candidates that lack a figure of these are left out. usual: {"pk", "name"} of the first under the
    usual weights; often: name of the first of most random weightings. The archive holds pk, names, countries, values.
    """
    table, keys = inputs.tables["candidates"], inputs.facts["criteria"]
    chosen = [key for key in options.get("criteria", []) if key in keys]
    chosen = chosen or [key for key, weight in usual_weights(keys).items() if weight]
    values = np.column_stack([comparable(key, table[key]) for key in chosen])
    even = np.full(len(chosen), 1 / len(chosen))
    complete = bool(options.get("complete"))
    enough = covered(values, even, complete)
    if enough.sum() < 2:
        needed = "all" if complete else "half"
        raise NoAnswer("too_few", f"Fewer than two candidates have {needed} of the figures that they are compared by.")
    given = ranking.matrix(values[enough], even, [criterion(key).sign for key in chosen])
    accepted = ranking.acceptability(
        ranking.minmax(given), seed=seed, ranks=1,
        tell=lambda done: tell(5 + 90 * done, "Weighing at random."),
    )[:, 0]  # fmt: skip
    pks = table["pk"].to_numpy()[enough]
    first = {str(pk): share for pk, share in zip(pks, accepted, strict=True) if share >= TOLD}
    names = table.loc[enough, "name"]
    found = {
        "draws": ranking.DRAWS, "chosen": chosen, "complete": complete, "ranked": int(enough.sum()), "first": first,
        "usual": leader(table, values, chosen, keys, complete), "often": names.iloc[int(accepted.argmax())],
    }  # fmt: skip
    return found, archive(table, keys)


def leader(table, values, chosen, keys, complete):
    """{"pk", "name"} of who is first where each criterion has its usual weight, else all the same."""
    usual = usual_weights(keys)
    share = np.array([usual[key] for key in chosen], float)
    share = share / share.sum() if share.any() else np.full(len(chosen), 1 / len(chosen))
    known = np.flatnonzero(covered(values, share, complete))
    given = ranking.matrix(values[known], share, [criterion(key).sign for key in chosen])
    first = table.iloc[known[ranking.best_first(ranking.weighted(ranking.minmax(given), share))[0]]]
    return {"pk": int(first.pk), "name": first["name"]}


def comparable(key, values):
    """The values as they are compared: the logarithm of those that spread over magnitudes."""
    values = np.asarray(values, float)
    return np.log1p(values) if criterion(key).logged else values


def covered(values, weights, complete=False):
    """Whether a candidate has at least half of the weight, or all of it where the figures are to be complete.

    The others are not ranked, and their number is told. A weight of nought asks for nothing.
    """
    return (~np.isnan(values)) @ weights >= (WHOLE if complete else HALF) - 1e-9


def archive(table, keys):
    packed = io.BytesIO()
    np.savez_compressed(
        packed, pk=table["pk"].to_numpy(np.int64), name=np.array("\n".join(table["name"])),
        country=table["country_code"].to_numpy("U2"), values=table[keys].to_numpy(float),
    )  # fmt: skip
    return packed.getvalue()


def unpack(packed, keys):
    """The table as it was put away."""
    with np.load(io.BytesIO(bytes(packed)), allow_pickle=False) as held:
        table = pd.DataFrame({"pk": held["pk"], "name": str(held["name"]).split("\n"), "country_code": held["country"]})
        return table.assign(**dict(zip(keys, held["values"].T, strict=True)))


STUDY = Study("ranking", gather, work)
