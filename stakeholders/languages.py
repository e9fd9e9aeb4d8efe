"""Languages in which somebody may be written to, by their own names."""

from django.conf.locale import LANG_INFO

NAMES = {code: info["name_local"] for code, info in LANG_INFO.items() if "name_local" in info}
CHOICES = sorted(NAMES.items(), key=lambda one: one[1].casefold())


def name_of(code):
    """The language's own name; the code itself where nobody knows it."""
    return NAMES.get(code, code)
