"""The studies that have a page, by key. Heavy libraries are imported when one is worked on, not before."""

from importlib import import_module

# key: module of insights.studies that holds STUDY
MODULES = {
    "conversion": "conversion",
    "regional": "regional",
    "sought": "sought",
    "network": "network",
    "effect": "effect",
    "ranking": "ranking",
    "gravity": "gravity",
}
PUBLIC = ("regional", "sought", "network", "gravity")
OWN = "own-"  # before the name of a question that somebody asks of a table of their own


def study(key):
    """The Study of this key. Raises KeyError."""
    if key.startswith(OWN):
        return import_module("insights.studies.own").STUDIES[key]
    return import_module(f"insights.studies.{MODULES[key]}").STUDY
