"""Ties of which a public source speaks: how many each city has, and which countries the sources cover."""

from collections import Counter

from django.db.models import Count

from partnerships.models import PartnershipPlace, TieRecord
from stakeholders.models import Place

LEAST = 5  # ties of a country's cities before the record counts as covering the country


def ties_by_city():
    """({pk of a city: ties}, {codes of countries the record covers}); demonstration data are left out.

    A city of a covered country that is not in the first has no tie on record: nought. Of other countries nothing is
    known.
    """
    spoken_of = Place.objects.cities().filter(partnerships__tie_records__isnull=False, partnerships__sample=False)
    counted = spoken_of.annotate(n=Count("partnerships", distinct=True)).values_list("pk", "country_code", "n")
    by_country = Counter()
    for _pk, code, n in counted:
        by_country[code] += n
    return {pk: n for pk, _code, n in counted}, {code for code, n in by_country.items() if n >= LEAST}


def public_pairs():
    """(pairs, dated): [(pk, pk)] of the two places of each tie on record, in order, and how many have a year."""
    records = TieRecord.objects.filter(partnership__sample=False)
    dated = records.filter(since_first__isnull=False)
    rows = PartnershipPlace.objects.filter(partnership__in=records.values("partnership"))
    by_tie = {}
    for tie, place in rows.order_by("partnership", "place").values_list("partnership", "place"):
        by_tie.setdefault(tie, []).append(place)
    pairs = sorted({tuple(places) for places in by_tie.values() if len(places) == 2})
    return pairs, dated.values("partnership").distinct().count()
