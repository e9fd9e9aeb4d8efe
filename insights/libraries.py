"""Which of the statistics libraries are not installed; they come after the first page, or not at all (INSIGHTS=0)."""

from importlib import invalidate_caches
from importlib.util import find_spec

NAMES = ("numpy", "scipy", "pandas", "statsmodels", "lifelines", "pyfixest", "igraph")
_complete = False


def missing():
    """The names of those that cannot be found, in order. Once nothing is missing, it is not asked again."""
    global _complete
    if _complete:
        return []
    invalidate_caches()
    found = [name for name in NAMES if find_spec(name) is None]
    _complete = not found
    return found
