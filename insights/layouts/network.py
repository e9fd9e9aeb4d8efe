"""How the page of the network is laid out, and the place of the office's city in it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drawing.ego import Ego
from drawing.formats import number

SHADES = 5
WHOLE = {
    "places": (gettext_lazy("Places"), 0), "ties": (gettext_lazy("Ties"), 0),
    "largest": (gettext_lazy("Places in the largest connected part"), 0),
    "mean_distance": (gettext_lazy("Steps from one place to another there, on average"), 2),
    "clustering": (gettext_lazy("Clustering: partners of a place that are partners, too"), 3),
    "assortativity": (gettext_lazy("Assortativity: places with many ties tied with such"), 3),
}  # fmt: skip


def context(found, office=None):
    place = getattr(office, "home", None)
    own = found["homes"].get(str(place.pk)) if place else None
    return {
        "facts": found["inputs"], "found": found, "home": place, "own": own, "sentence": headline(found, office),
        "drawn": drawn(place, own) if own else None, "matrix": matrix(found["matrix"]),
        "whole": [
            {"name": name, "ours": found["whole"][key], "theirs": found["published"].get(key), "digits": digits}
            for key, (name, digits) in WHOLE.items()
        ],
    }  # fmt: skip


def headline(found, office=None):
    place = getattr(office, "home", None)
    own = found["homes"].get(str(place.pk)) if place else None
    facts = found["inputs"]
    if not own:
        return _("%(places)s places and %(ties)s ties stand on the public record.") % {
            "places": number(facts["places"]), "ties": number(facts["ties"]),
        }  # fmt: skip
    return ngettext(
        "%(name)s has %(n)s tie on the public record, more than all but %(rank)s of %(places)s places.",
        "%(name)s has %(n)s ties on the public record, more than all but %(rank)s of %(places)s places.",
        own["degree"],
    ) % {
        "name": place.name, "n": number(own["degree"]), "rank": number(own["rank_degree"] - 1),
        "places": number(facts["places"]),
    }  # fmt: skip


def drawn(place, own):
    around = [(row["pk"], f"{row['name']} {row['country']}", row["degree"]) for row in own["near"]]
    title = ngettext(
        "%(name)s and its partners: %(n)s pair of them is tied, too",
        "%(name)s and its partners: %(n)s pairs of them are tied, too",
        len(own["among"]),
    ) % {"name": place.name, "n": len(own["among"])}
    return Ego(place.name, spread(around, own["among"]), own["among"], title)


def spread(around, among):
    """Partners that are tied with each other stand side by side."""
    near = {key: set() for key, _name, _ties in around}
    for one, other in among:
        near[one].add(other)
        near[other].add(one)
    by_key, order = {row[0]: row for row in around}, []
    for row in around:
        stack = [row[0]]
        while stack:
            key = stack.pop()
            if by_key[key] not in order:
                order.append(by_key[key])
                stack += sorted(near[key], reverse=True)
    return order


def matrix(found):
    """{"countries", "rows": [{"country", "cells": [{"n", "shade"}]}]}: shade 0 (none) to 5, each for twice as many."""
    most = max((n for row in found["ties"] for n in row), default=1)
    rows = [
        {"country": code, "cells": [{"n": n, "shade": shade(n, most)} for n in row]}
        for code, row in zip(found["countries"], found["ties"], strict=True)
    ]
    return {"countries": found["countries"], "rows": rows, "inland": found["inland"], "abroad": found["abroad"]}


def shade(n, most):
    if not n:
        return 0
    for step in range(SHADES, 0, -1):
        if n > most * 0.5 ** (SHADES - step + 1) or step == 1:
            return step
    return 1
