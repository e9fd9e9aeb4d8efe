"""The fields of an agreement that come from closed lists of others: sections of ISIC Rev. 4, and languages."""

from django.conf.locale import LANG_INFO
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NAMES = {
    "A": _("Agriculture, forestry and fishing"),
    "B": _("Mining and quarrying"),
    "C": _("Manufacturing"),
    "D": _("Electricity, gas, steam and air conditioning supply"),
    "E": _("Water supply, sewerage and waste"),
    "F": _("Construction"),
    "G": _("Wholesale and retail trade"),
    "H": _("Transportation and storage"),
    "I": _("Accommodation and food service"),
    "J": _("Information and communication"),
    "K": _("Finance and insurance"),
    "L": _("Real estate"),
    "M": _("Professional, scientific and technical activities"),
    "N": _("Administrative and support services"),
    "O": _("Public administration and defence"),
    "P": _("Education"),
    "Q": _("Human health and social work"),
    "R": _("Arts, entertainment and recreation"),
    "S": _("Other services"),
    "T": _("Households as employers"),
    "U": _("Extraterritorial organisations"),
}
SECTORS = [(letter, format_lazy("{} · {}", letter, name)) for letter, name in NAMES.items()]
LANGUAGE_NAMES = {code: info["name"] for code, info in LANG_INFO.items() if "name" in info}
LANGUAGES = sorted(LANGUAGE_NAMES.items(), key=lambda one: one[1])


def language_name(code):
    """The name of a language in the reader's own; the code itself where nobody knows it."""
    return gettext(LANGUAGE_NAMES[code]) if code in LANGUAGE_NAMES else code
