"""The codes by which others know a body, and how each is written: pure rules, no database."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

LOCODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")
ROR = re.compile(r"0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}")
DOMAIN = re.compile(r"(?=.{4,120}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})")
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
LONGEST = 120

PAGES = {"ror": "https://ror.org/{}", "domain": "https://{}"}


class BadCode(ValueError):
    """The text is no code of this kind. `message` says what one looks like."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


def locode(text):
    """UN/LOCODE: two letters of the country and three of the place, as DEHAM; "DE HAM" is the same."""
    code = "".join(text.split()).upper()
    if not LOCODE.fullmatch(code):
        raise BadCode(_("A UN/LOCODE is two letters of the country and three of the place, as DEHAM."))
    return code


def ror(text):
    """ROR: nought, six letters or digits in base 32, two check digits (ISO/IEC 7064, MOD 97-10); an address will do."""
    code = re.sub(r"^(https?://)?(www\.)?ror\.org/", "", text.strip().lower()).strip("/")
    if not ROR.fullmatch(code):
        raise BadCode(_("A ROR id is nine letters and digits that begin with 0, as 03yrm5c26."))
    number = 0
    for sign in code[1:7]:
        number = number * 32 + CROCKFORD.index(sign)
    if 98 - number * 100 % 97 != int(code[7:]):
        raise BadCode(_("The last two digits of this ROR id do not fit the rest; one sign of it is wrong."))
    return code


def domain(text):
    """The web domain in ASCII without "www.", out of a domain or an address; names in other scripts as xn--."""
    given = text.strip().lower()
    try:
        host = urlsplit(given if "//" in given else f"//{given}").netloc.rpartition("@")[2].partition(":")[0]
        host = host.rstrip(".").encode("idna").decode() if host else ""
    except ValueError as fault:  # a bracket without its other, a part of more than 63 signs
        raise BadCode(_("A web domain looks like uni-hamburg.de.")) from fault
    host = host.removeprefix("www.")
    if not DOMAIN.fullmatch(host):
        raise BadCode(_("A web domain looks like uni-hamburg.de."))
    return host


def registration(text):
    """The number of a firm in the register of its country; blanks made single."""
    code = " ".join(text.split())
    if not code or len(code) > LONGEST or "\x00" in code:
        raise BadCode(_("A registration number has at most 120 signs."))
    return code


CLEANERS = {"locode": locode, "ror": ror, "registration": registration, "domain": domain}
SEVERAL = {"domain"}  # a body may have more than one of these


def cleaned(scheme, text):
    """The code as it is kept. Raises BadCode."""
    return CLEANERS[scheme](text)


def page_of(scheme, value):
    """The address at which the code can be looked up, or ""."""
    return PAGES[scheme].format(value) if scheme in PAGES else ""


def domain_of(website):
    """The domain of a web address, "" where it has none."""
    try:
        return domain(website)
    except BadCode:
        return ""
