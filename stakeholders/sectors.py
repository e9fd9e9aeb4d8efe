"""Sections of ISIC Rev. 4 (United Nations): the 21 letters that say in what somebody works."""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    A = "A", _("Agriculture, forestry and fishing")
    B = "B", _("Mining and quarrying")
    C = "C", _("Manufacturing")
    D = "D", _("Electricity, gas, steam and air conditioning supply")
    E = "E", _("Water supply, sewerage and waste")
    F = "F", _("Construction")
    G = "G", _("Wholesale and retail trade")
    H = "H", _("Transportation and storage")
    I = "I", _("Accommodation and food service")  # noqa: E741  the letters are the classification's own
    J = "J", _("Information and communication")
    K = "K", _("Finance and insurance")
    L = "L", _("Real estate")
    M = "M", _("Professional, scientific and technical activities")
    N = "N", _("Administrative and support services")
    O = "O", _("Public administration and defence")  # noqa: E741
    P = "P", _("Education")
    Q = "Q", _("Human health and social work")
    R = "R", _("Arts, entertainment and recreation")
    S = "S", _("Other services")
    T = "T", _("Households as employers")
    U = "U", _("Extraterritorial organisations")


NAMES = dict(Section.choices)
SECTORS = [(letter, format_lazy("{} · {}", letter, name)) for letter, name in NAMES.items()]
