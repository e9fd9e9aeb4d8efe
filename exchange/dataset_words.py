"""Datasets as pages speak of them: names, who may import which, and a spreadsheet to start from."""

from django.utils.translation import gettext_lazy as _

from exchange.datasets import DATASETS

# (name, what it holds); in the order in which an office needs them.
WORDS = {
    "ties": (_("Partnerships on record"), _("Which places are tied, and since when.")),
    "organisations": (_("Organisations"), _("Bodies with kind and place.")),
    "agreements": (_("Agreements"), _("Papers with their days, and what they hang on.")),
    "activities": (_("Past activities"), _("Visits, missions, meetings and exchanges, with people and cost.")),
    "deliverables": (_("Deliverables"), _("What is owed under agreements on file.")),
    "claims": (_("Outcome reports"), _("What organisations report of outcomes.")),
    "leads": (_("Leads"), _("An agency’s register of possible deals.")),
    "targets": (_("Targets"), _("What the office set out to reach.")),
    "places": (_("Places"), _("Countries, regions and cities.")),
    "place_figures": (_("Figures of places"), _("What is counted of a place, by year, with its source.")),
    "trade_flows": (_("Trade between places"), _("What one place sells to another, by year, as a source reports it.")),
    "exchange_rates": (_("Exchange rates"), _("What money is converted with.")),
    "price_index": (_("Price index"), _("What money is freed of inflation with.")),
    "corridor_factors": (_("Freight and insurance"), _("Factors by pair of countries.")),
}
OF_STAFF = ("places", "exchange_rates", "price_index", "corridor_factors")
KINDS = {
    "word": _("One of: %(words)s"),
    "number": _("A number with a point, as 1200.50"),
    "whole": _("A whole number"),
    "mail": _("An e-mail address"),
    "web": _("A web address"),
    "date": _("A date: 2024, 2024-05 or 2024-05-31"),
    "day": _("A day: 2024-05-31"),
}
REFERENCES = {
    "partnership": _("The partnership: its id, its two places as US|DE-hamburg, or the name in its address here"),
    "place": _("The place: its id, as geonames:2911298, a country code or UN/LOCODE"),
    "organisation": _("The organisation: its id, or the name in its address here"),
    "organisations": _("Ids of organisations, with ; between them"),
    "owner": _("The organisation that keeps the record; left out, the office that leads"),
    "external_id": _("An id that stays the same from file to file"),
    "agreement": _("The id of the agreement"),
    "indicator": _("The code of the indicator"),
    "currency": _("Three letters, as EUR"),
    "cost_borne_by": _("Us, them, both, or the name of a place or body of the partnership"),
    "summary": _("Read by the office alone"),
    "aliases": _("Other names, with ; between them"),
    "domain": _("Web domains, with ; between them"),
    "languages": _("Languages it works in, as en;pt-BR"),
    "acts_for": _("The place on whose side it stands, where that is not its own"),
    "sectors": _("Letters of ISIC with a strength of 1 to 3, as H:3;C"),
    "metric": _("What was counted, as population or teu"),
    "origin": _("The place that sells: its id, as geonames:2911298, a country code or UN/LOCODE"),
    "destination": _("The place that buys, another one, written in the same ways"),
    "product": _("A code of HS, SITC or EBOPS; left out, all products together"),
}
EXAMPLES = {
    "external_id": "2024-017", "partnership": "place-a|place-b", "title": "Example: delete this row", "place_a": "US",
    "place_b": "DE", "name": "Example: delete this row", "place": "DE", "organisations": "org-1;org-2",
    "currency": "EUR", "owner": "", "parent": "", "language": "en", "website": "https://example.org",
    "email": "office@example.org",
    "agreement": "agreement-1", "owed_by": "org-1", "organisation": "org-1", "indicator": "OC2", "flow_key": "flow-1",
    "code_name": "Example: delete this row", "year": "2024", "domain": "example.org", "languages": "en;de",
    "sectors": "H:3;C", "acts_for": "", "metric": "population", "origin": "DE",
    "destination": "US", "product": "8703",
}  # fmt: skip
BY_KIND = {"number": "1200.50", "whole": "4", "date": "2024-05-31", "day": "2024-05-31"}


def datasets_for(user):
    """Names of the datasets that this person may bring in by the page; the rows then ask for their rights each."""
    return [name for name in WORDS if name in DATASETS and (user.is_staff or name not in OF_STAFF)]


def note_of(column):
    """What a column holds, in words."""
    if column.kind == "word":
        return KINDS["word"] % {"words": ", ".join(column.choices)}
    if column.kind == "text":
        return REFERENCES.get(column.name, "")
    return KINDS[column.kind]


def example_of(column):
    if column.kind == "word":
        return column.choices[0]
    return EXAMPLES.get(column.name, BY_KIND.get(column.kind, ""))


def template_rows(dataset):
    """(column names, example row) of a spreadsheet to start from."""
    columns = DATASETS[dataset].COLUMNS
    return [column.name for column in columns], [example_of(column) for column in columns]
