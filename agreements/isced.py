"""Broad and narrow fields of education, ISCED-F 2013 (UNESCO Institute for Statistics)."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "00": _("Generic programmes and qualifications"),
    "01": _("Education"),
    "02": _("Arts and humanities"),
    "021": _("Arts"),
    "022": _("Humanities (except languages)"),
    "023": _("Languages"),
    "03": _("Social sciences, journalism and information"),
    "031": _("Social and behavioural sciences"),
    "032": _("Journalism and information"),
    "04": _("Business, administration and law"),
    "041": _("Business and administration"),
    "042": _("Law"),
    "05": _("Natural sciences, mathematics and statistics"),
    "051": _("Biological and related sciences"),
    "052": _("Environment"),
    "053": _("Physical sciences"),
    "054": _("Mathematics and statistics"),
    "06": _("Information and communication technologies"),
    "07": _("Engineering, manufacturing and construction"),
    "071": _("Engineering and engineering trades"),
    "072": _("Manufacturing and processing"),
    "073": _("Architecture and construction"),
    "08": _("Agriculture, forestry, fisheries and veterinary"),
    "081": _("Agriculture"),
    "082": _("Forestry"),
    "083": _("Fisheries"),
    "084": _("Veterinary"),
    "09": _("Health and welfare"),
    "091": _("Health"),
    "092": _("Welfare"),
    "10": _("Services"),
    "101": _("Personal services"),
    "102": _("Hygiene and occupational health services"),
    "103": _("Security services"),
    "104": _("Transport services"),
}


def choices():
    """[(code, "code name")] in the language of the page, for a form."""
    return [("", _("any subject")), *((code, f"{code} {name}") for code, name in FIELDS.items())]
