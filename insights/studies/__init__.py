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
}
PUBLIC = ("regional", "sought", "network")


def study(key):
    """The Study of this key. Raises KeyError."""
    return import_module(f"insights.studies.{MODULES[key]}").STUDY
