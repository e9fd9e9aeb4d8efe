"""How alike two organisations or two contacts are, and by what one sees it: pure functions, no database.

Scores run from 0 to 1 and only rank what a person then decides; no two are ever merged by a score.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from os.path import commonprefix
from urllib.parse import urlsplit

LIKELY = 0.7  # organisations at or above it are shown as a likely pair
LIKELY_PERSON = 0.75
ODD, APOSTROPHE = re.compile(r"[^\w]+"), re.compile("['’]")
LEGAL_WORDS = (
    "inc incorporated llc ltd limited plc corp corporation co gmbh mbh ag kg ev eg sa sas sarl srl spa bv nv oy ab as "
    "aps pty the of and for de del della des du di da der die das und et y e la le les el al"
)
LEGAL = frozenset(LEGAL_WORDS.split())
CUT, LONGEST_CUT = 3, 4  # letters of an abbreviation of any word; of a common word it may be longer
SPELT = 0.8  # of the longer word's letters, counted from both ends
# What kinds of bodies call themselves, in the languages that the shipped registers are in.
COMMON_WORDS = (
    "university universitat universidad universidade universite universita universitas universitesi univ college "
    "institute institut instituto school academy state national international technology science community technical "
    "chamber commerce industry camara comercio chambre handelskammer port harbour harbor puerto porto authority city "
    "council municipality office board agency association foundation centre center"
)
COMMON = frozenset(COMMON_WORDS.split())
MAIL_HOUSES = (
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com aol.com gmx.de gmx.net web.de "
    "t-online.de qq.com 163.com 126.com mail.ru yandex.ru proton.me protonmail.com orange.fr free.fr wanadoo.fr "
    "libero.it naver.com"
)
ANYBODYS = frozenset(MAIL_HOUSES.split())
DECIDING = frozenset({"locode", "ror", "registration"})  # a body has one of each; two differing codes are two bodies


@dataclass(frozen=True)
class Traits:
    """What is compared of an organisation. names: folded, its own first. codes: {scheme: values}."""

    pk: int
    names: tuple
    kind: str
    place: int
    country: str
    domains: frozenset = frozenset()
    email: str = ""
    codes: dict = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class PersonTraits:
    """What is compared of a contact. phone: digits alone."""

    pk: int
    name: str
    organisation: int | None
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Likeness:
    """score: 0 to 1. reasons: [(word, figure or text)], strongest first: domain, email, phone, name, place, codes."""

    score: float
    reasons: tuple


def folded(text):
    """Without accents and case, one blank between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


@lru_cache(maxsize=50_000)
def words_of(name):
    """The telling words of a folded name, legal forms and articles left out unless nothing else is there."""
    words = [word for word in ODD.split(APOSTROPHE.sub("", name)) if word]
    return tuple(word for word in words if word not in LEGAL) or tuple(words)


def domain_of(address):
    """The domain of a web or mail address without "www."; "" for none and for those on which anybody has mail."""
    host = address.rpartition("@")[2] if "@" in address and "//" not in address else urlsplit(address).hostname or ""
    host = host.lower().removeprefix("www.").strip(".")
    return "" if host in ANYBODYS else host


def names_alike(one, other):
    """0 to 1 for two folded names: the share of their words that both have, in any order, misspelt or cut short.

    A word that half of all bodies bear ("university", "port") tells little and counts less.
    """
    left, right = set(words_of(one)), set(words_of(other))
    if not left or not right:
        return 0.0
    if "".join(sorted(left)) == "".join(sorted(right)) or one.replace(" ", "") == other.replace(" ", ""):
        return 1.0
    both = sum(map(_weight, left & right))
    alone, others = left - right, right - left
    for word in sorted(alone):
        sameness, twin = max(((_spelt_alike(word, each), each) for each in others), default=(0.0, ""))
        if sameness:
            both += sameness * max(_weight(word), _weight(twin))
            alone.remove(word)
            others.remove(twin)
    return both / (both + sum(map(_weight, alone | others)))


def _weight(word):
    return 0.4 if word in COMMON else 1.0


def _spelt_alike(one, other):
    """How much of one word another is: a letter more, less or other, or cut short ("univ"); 0 for two words."""
    short, long = sorted((one, other), key=len)
    cut = len(short) >= CUT and short.isascii() and long.startswith(short)
    if cut and (long in COMMON or len(short) <= LONGEST_CUT):
        return 0.9
    if len(short) <= CUT or len(long) - len(short) > 2:
        return 0.0
    front = len(commonprefix((short, long)))
    back = min(len(commonprefix((short[::-1], long[::-1]))), len(short) - front)
    same = (front + back) / len(long)
    return same if same >= SPELT else 0.0


def people_named_alike(one, other):
    """0 to 1 for two folded names of people: the same words in any order, or spelling that differs a little."""
    left, right = words_of(one), words_of(other)
    if not left or not right:
        return 0.0
    shared = len(set(left) & set(right)) / len(set(left) | set(right))
    spelt = SequenceMatcher(None, " ".join(sorted(left)), " ".join(sorted(right)), autojunk=False).ratio()
    return max(shared, spelt)


def keys_of(traits):
    """What two must share at least one of to be compared at all; so a register is not compared each with each."""
    keys = {("domain", domain) for domain in traits.domains}
    for name in traits.names:
        for word in words_of(name):
            keys.add(("place", traits.place, word[:4]))
            keys.add(("country", traits.country, word))
    return keys


def alike(one, other):
    """Likeness of two organisations: name 0.6, web domain 0.35, place 0.2; other codes, domains, country against.

    A domain counts less between different kinds: the port and the city of one place often share the city's.
    """
    name = max((names_alike(a, b) for a in one.names for b in other.names), default=0.0)
    score, reasons = 0.6 * name, []
    shared = sorted(one.domains & other.domains)
    if shared:
        score += 0.35 if one.kind == other.kind else 0.15
        reasons.append(("domain", shared[0]))
    elif one.domains and other.domains and one.kind == other.kind:
        score -= 0.1
    if one.email and one.email == other.email:
        score += 0.1
        reasons.append(("email", one.email))
    reasons.append(("name", round(name, 2)))
    if one.place == other.place:
        score += 0.2
        reasons.append(("place", ""))
    elif one.country == other.country:
        score += 0.05
    else:
        score -= 0.2
    if any(one.codes.get(scheme) and other.codes.get(scheme) for scheme in DECIDING & set(one.codes)):
        score -= 0.3
        reasons.append(("codes", ""))
    return Likeness(round(min(max(score, 0.0), 1.0), 2), tuple(reasons))


def person_keys(traits):
    """As `keys_of`, for contacts of one office."""
    keys = {("word", traits.organisation, word[:3]) for word in words_of(traits.name)}
    keys |= {("email", traits.email)} if traits.email else set()
    return keys | ({("phone", traits.phone)} if len(traits.phone) > 5 else set())


def people_alike(one, other):
    """Likeness of two contacts: name 0.6, e-mail address 0.5, telephone 0.3, organisation 0.25."""
    name = people_named_alike(one.name, other.name)
    score, reasons = 0.6 * name, []
    if one.email and one.email == other.email:
        score += 0.5
        reasons.append(("email", one.email))
    elif one.email and other.email:
        score -= 0.1
    if len(one.phone) > 5 and one.phone == other.phone:
        score += 0.3
        reasons.append(("phone", ""))
    reasons.append(("name", round(name, 2)))
    if one.organisation and one.organisation == other.organisation:
        score += 0.25
        reasons.append(("organisation", ""))
    return Likeness(round(min(max(score, 0.0), 1.0), 2), tuple(reasons))


def pairs(rows, *, keys, compare, at_least, crowd=60):
    """[(one, other, likeness)] of rows that share a key and are alike enough, the likeliest first.

    crowd: a key that more rows share than this tells nothing ("port" in a country of ports) and is passed over.
    """
    sharing = {}
    for row in rows:
        for key in keys(row):
            sharing.setdefault(key, []).append(row)
    seen, found = set(), []
    for group in sharing.values():
        if not 2 <= len(group) <= crowd:
            continue
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                pair = (min(one.pk, other.pk), max(one.pk, other.pk))
                if pair in seen:
                    continue
                seen.add(pair)
                likeness = compare(one, other)
                if likeness.score >= at_least:
                    found.append((*((one, other) if one.pk == pair[0] else (other, one)), likeness))
    return sorted(found, key=lambda pair: (-pair[2].score, pair[0].pk, pair[1].pk))
