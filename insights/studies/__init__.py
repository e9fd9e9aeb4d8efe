"""The studies that have a page, by key. Heavy libraries are imported when one is worked on, not before."""

from importlib import import_module

# key, which is the module that holds its STUDY too: name and version of the rule, changed whenever an answer, or what a
# page reads of it, could differ
METHODS = {
    "conversion": "conversion-3",
    "regional": "regional-3",
    "sought": "sought-3",
    "network": "network-2",
    "effect": "effect-1",
    "ranking": "ranking-3",
    "gravity": "gravity-2",
}
PUBLIC = ("regional", "sought", "network", "gravity")
OWN = "own-"  # before the name of a question that somebody asks of a table of their own


def method_of(key):
    """Name and version of the rule by which a study is worked out today. Raises KeyError."""
    return "own-2" if key.startswith(OWN) else METHODS[key]


def study(key):
    """The Study of this key. Raises KeyError."""
    if key.startswith(OWN):
        return import_module("insights.studies.own").STUDIES[key]
    if key not in METHODS:
        raise KeyError(key)
    return import_module(f"insights.studies.{key}").STUDY
