"""The fields of an agreement that come from closed lists of others: sections of ISIC Rev. 4, and languages."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

from stakeholders.sectors import NAMES, SECTORS

__all__ = ["LANGUAGES", "LANGUAGE_NAMES", "NAMES", "SECTORS", "language_name"]

LANGUAGE_NAMES = {code: info["name"] for code, info in LANG_INFO.items() if "name" in info}
LANGUAGES = sorted(LANGUAGE_NAMES.items(), key=lambda one: one[1])


def language_name(code):
    """The name of a language in the reader's own; the code itself where nobody knows it."""
    return gettext(LANGUAGE_NAMES[code]) if code in LANGUAGE_NAMES else code
