"""How the page of the network is laid out, and the place of the office's city in it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drawing.ego import Ego
from drawing.formats import number

SHADES = 5
TOLD = 8  # groups in the list
WHOLE = {
    "places": (gettext_lazy("Places"), 0), "ties": (gettext_lazy("Ties"), 0),
    "largest": (gettext_lazy("Places in the largest connected part"), 0),
    "mean_distance": (gettext_lazy("Steps from one place to another there, on average"), 2),
    "clustering": (gettext_lazy("Clustering: partners of a place that are partners, too"), 3),
    "assortativity": (gettext_lazy("Assortativity: places with many ties tied with such"), 3),
}  # fmt: skip


def context(found, office=None):
    place = getattr(office, "home", None)
    own, picture = of_home(found, place), found["homes"].get(str(place.pk)) if place else None
    return {
        "facts": found["inputs"], "found": found, "home": place, "own": own, "picture": picture,
        "sentence": headline(found, office), "drawn": drawn(place, picture) if picture else None,
        "without": place and not own and is_told(found, place), "matrix": matrix(found, place),
        "country": country(found, place), "groups": found["communities"][:TOLD],
        "whole": [
            {"name": name, "ours": found["whole"][key], "theirs": found["published"].get(key), "digits": digits}
            for key, (name, digits) in WHOLE.items()
        ],
    }  # fmt: skip


def of_home(found, place):
    """Ties, ranks and group of the office's city; None where it has no tie, or is not told of."""
    row = found["places"].get(str(place.pk)) if place else None
    if row is None:
        return None
    degree, by_ties, by_betweenness, community = row
    groups = found["communities"]
    return {
        "degree": degree, "rank_degree": by_ties, "rank_betweenness": by_betweenness,
        "group": groups[community] if community < len(groups) else None,
    }  # fmt: skip


def is_told(found, place):
    """Whether the answer would speak of this place if it had a tie: homes of its day, cities with people on file."""
    return place.pk in found["inputs"]["homes"] or bool(place.population)


def headline(found, office=None):
    place = getattr(office, "home", None)
    own = of_home(found, place)
    facts = found["inputs"]
    if not own:
        return _("%(places)s places and %(ties)s ties stand on the public record.") % {
            "places": number(facts["places"]), "ties": number(facts["ties"]),
        }  # fmt: skip
    return ngettext(
        "%(name)s has %(n)s tie on the public record: rank %(rank)s of %(places)s places.",
        "%(name)s has %(n)s ties on the public record: rank %(rank)s of %(places)s places.",
        own["degree"],
    ) % {
        "name": place.name, "n": number(own["degree"]), "rank": number(own["rank_degree"]),
        "places": number(facts["places"]),
    }  # fmt: skip


def drawn(place, picture):
    around = [(row["pk"], f"{row['name']} {row['country']}", row["degree"]) for row in picture["near"]]
    title = ngettext(
        "%(name)s and its partners: %(n)s pair of them is tied, too",
        "%(name)s and its partners: %(n)s pairs of them are tied, too",
        len(picture["among"]),
    ) % {"name": place.name, "n": len(picture["among"])}
    return Ego(place.name, spread(around, picture["among"]), picture["among"], title)


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


def matrix(found, place):
    """{"countries": [{"code", "name"}], "rows": [{"code", "name", "own", "cells": [{"n", "shade"}]}], "inland",
    "abroad"}: shade 0 (none) to 5, each for twice as many."""
    told, names = found["matrix"], found["inputs"]["names"]
    most = max((n for row in told["ties"] for n in row), default=1)
    heads = [{"code": code, "name": names.get(code, code)} for code in told["countries"]]
    rows = [
        {**head, "own": bool(place) and head["code"] == place.country_code,
         "cells": [{"n": n, "shade": shade(n, most)} for n in row]}
        for head, row in zip(heads, told["ties"], strict=True)
    ]  # fmt: skip
    return {"countries": heads, "rows": rows, "inland": told["inland"], "abroad": told["abroad"]}


def shade(n, most):
    if not n:
        return 0
    for step in range(SHADES, 0, -1):
        if n > most * 0.5 ** (SHADES - step + 1) or step == 1:
            return step
    return 1


def country(found, place):
    """{"name", "rows": [{"name", "n"}]}: with which countries the country of the office's city has most ties."""
    rows = found["countries"].get(place.country_code) if place else None
    if not rows:
        return None
    names = found["inputs"]["names"]
    return {
        "name": names.get(place.country_code, place.country_code),
        "rows": [{"name": names.get(code, code), "n": n} for code, n in rows],
    }  # fmt: skip
