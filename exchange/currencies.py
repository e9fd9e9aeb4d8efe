"""Currencies by their three letters (ISO 4217), as babel's tables know them."""

from babel.numbers import list_currencies


def check_currency(stage, column="currency"):
    stage.fault(
        column,
        "unknown_currency",
        f"{column} is no currency known here; write its three letters, as EUR.",
        f"NOT {column} = ANY (%(currencies)s)",
        currencies=sorted(list_currencies()),
    )
