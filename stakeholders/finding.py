"""Names found as people type them, and sorted as the reader's language does."""

from django.db.models import BinaryField, Exists, F, Func, OuterRef, Q, TextField, Value
from django.db.models.functions import Collate
from django.db.models.lookups import Contains
from django.utils.translation import get_language

from stakeholders.models import KnownBody, OrganisationIdentifier
from stakeholders.models.names import Fold

SEPARATOR = "\x01"  # between the names in the column of folded names
OFFERED = 8


def plain(text):
    """What was typed, without signs that no text of the database holds or that part names there."""
    return text.replace("\x00", "").replace(SEPARATOR, "")


def named(queryset, text, *, column="folded_names"):
    """Rows one of whose names holds each word of the text, accents, case and like letters aside."""
    for word in plain(text).split():
        queryset = queryset.filter(Contains(F(column), Fold(Value(word))))
    return queryset


def organisations_called(queryset, text):
    """Organisations with each word of the text in a name, an alias or at the start of a code."""
    for word in plain(text).split():
        bare = word.lower().rpartition("ror.org/")[2].removeprefix("https://").removeprefix("http://")
        bare = bare.removeprefix("www.").rstrip("/")
        codes = OrganisationIdentifier.objects.filter(organisation=OuterRef("pk"), value__istartswith=bare)
        found = Q(Contains(F("folded_names"), Fold(Value(word))))
        queryset = queryset.filter(found | Q(Exists(codes)) if bare else found)
    return queryset


def people_called(queryset, text):
    """Contacts with each word of the text in the name or the e-mail address."""
    queryset = queryset.alias(folded_name=Fold(F("name")))
    for word in plain(text).split():
        queryset = queryset.filter(Contains(F("folded_name"), Fold(Value(word))) | Q(email__icontains=word))
    return queryset


def known_bodies(text, *, register=None, country="", limit=OFFERED):
    """Ports and universities of the shipped registers with each word in a name, a code or a domain; [] for no text."""
    text = plain(text)
    if len(text.strip()) < 2:
        return []
    found = KnownBody.objects.select_related("place__country", "place__parent")
    if register:
        found = found.filter(register=register)
    if country:
        found = found.filter(country_code=country.upper())
    for word in text.split():
        found = found.filter(
            Contains(F("folded_names"), Fold(Value(word)))
            | Q(code__istartswith=word)
            | Q(domains__contains=[word.lower()])
        )
    whole = Contains(F("folded_names"), Fold(Value(text)))
    starts = Q(folded_names__startswith=Fold(Value(text)))
    return list(found.annotate(whole=whole, begins=starts).order_by("-begins", "-whole", *in_order())[:limit])


def in_order(column="folded_names", *, language=None):
    """Expressions for order_by that sort by name as readers of the language do; the key settles the rest.

    The folded name in the order of its code points is right for most: letters with their accents aside, words before
    longer words, Latin before Greek, Cyrillic, Arabic, kana, Han, Hangul. Spanish has ñ behind n. Chinese goes by
    pinyin and Japanese by the reading of the characters that the national standards put in that order. No collation
    of the database is used: not every PostgreSQL is built with ICU.
    """
    language = (language or get_language() or "en").split("-")[0]
    name = Collate(F(column), "C")
    own = BY_LANGUAGE.get(language)
    return [*([own(column)] if own else []), name, "pk"]


def _spanish(column):
    """ñ stands behind every n."""
    return Collate(Func(F("name"), F(column), function="gemel_by_spanish", output_field=TextField()), "C")


def _pinyin(column):
    """The 3,755 common characters stand by pinyin in GB 18030, the others before and behind them."""
    return Func(F(column), Value("GB18030"), function="convert_to", output_field=BinaryField())


def _reading(column):
    """The characters of JIS X 0208, level 1, stand by their reading in EUC."""
    return Collate(Func(F(column), function="gemel_by_reading", output_field=TextField()), "C")


BY_LANGUAGE = {"es": _spanish, "zh": _pinyin, "ja": _reading}
