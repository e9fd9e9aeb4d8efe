"""What makers of entries share: addresses, who recorded it, amounts, the day of a moment."""

from django.db.models import DateField, TextField, Value
from django.db.models.functions import Cast, Concat, TruncDate
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from drawing import formats


def address(name, pk):
    """The record's page, or "" where there is none."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def recorded_by(record):
    """Who recorded it, by name where known, and for whom: "Recorded by Ana Ruiz"."""
    who = record.created_by or record.owner
    return _("Recorded by %(who)s.") % {"who": who}


def amount_of(claim):
    if claim.amount is None:
        return ""
    if claim.currency:
        return formats.money(claim.amount, claim.currency)
    unit = claim.outcome.indicator.unit
    return f"{formats.number(claim.amount)} {unit}".strip() if unit != "currency" else ""


def day_of(moment):
    """The day of a moment column in the reader's zone, as an expression."""
    return Cast(TruncDate(moment), DateField())


def words(*columns):
    """The text that a search looks in: several columns, one after the other."""
    parts = [part for column in columns for part in (Value(" "), column)]
    return Concat(*parts, output_field=TextField())


def sentences(*parts):
    """Each part as a sentence of its own, ended where it is not; empty ones are left out."""
    said = [part.strip() for part in parts if part.strip()]
    return " ".join(part if part[-1] in ".!?…。！？" else f"{part}." for part in said)
