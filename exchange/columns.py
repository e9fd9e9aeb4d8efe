"""What a column of an import may hold, and the checks of it as SQL over the staged text."""

from dataclasses import dataclass

from exchange.stage import quoted

NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?$"
WHOLE = r"^[+-]?[0-9]+$"
MAIL = r"^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$"
WEB = r"^https?://[^\s/?#]+\.[^\s]+$"
PARTIAL_DATE = r"^[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?$"


@dataclass(frozen=True)
class Column:
    """kind: text, word (of a closed list, any case, space or underscore), number, whole, mail, web, date (partial).

    low, high: bounds of a number. longest: characters. choices: the closed list of a word.
    """

    name: str
    required: bool = False
    kind: str = "text"
    longest: int = 200
    low: float | None = None
    high: float | None = None
    choices: tuple = ()


def check(stage, column):
    """Note a fault for every cell that this column may not hold."""
    name = column.name
    if column.required:
        stage.fault(name, "required", f"{name} is missing.", f"{name} IS NULL")
    stage.fault(
        name, "too_long", f"{name} has more than {column.longest} characters.", f"length({name}) > {column.longest}"
    )
    CHECKS.get(column.kind, nothing)(stage, column)


def nothing(stage, column):
    """Any text will do."""


def check_word(stage, column):
    name = column.name
    plain = f"lower(btrim(regexp_replace({name}, '[\\s_]+', ' ', 'g')))"
    stage.execute(f"UPDATE stage SET {name} = {plain} WHERE {name} <> {plain}")
    known = ", ".join(quoted(choice.lower()) for choice in column.choices)
    words = ", ".join(column.choices)
    stage.fault(name, "not_in_list", f"{name} must be one of: {words}.", f"{name} NOT IN ({known})")


def check_number(stage, column):
    name = column.name
    pattern, word = (WHOLE, "a whole number") if column.kind == "whole" else (NUMBER, "a number")
    # CASE, for PostgreSQL may try the cast before the pattern that guards it.
    is_one = f"{name} ~ {quoted(pattern)}"
    stage.fault(name, "not_a_number", f"{name} is not {word}.", f"{name} !~ {quoted(pattern)}")
    if column.low is not None:
        code = "negative" if column.low == 0 else "out_of_range"
        least = f"{name} is below {column.low}."
        stage.fault(name, code, least, f"CASE WHEN {is_one} THEN {name}::numeric < {column.low} END")
    if column.high is not None:
        most = f"{name} is above {column.high}."
        stage.fault(name, "out_of_range", most, f"CASE WHEN {is_one} THEN {name}::numeric > {column.high} END")


def check_mail(stage, column):
    name = column.name
    stage.fault(name, "not_an_address", f"{name} is not an e-mail address.", f"{name} !~ {quoted(MAIL)}")


def check_web(stage, column):
    name = column.name
    message = f"{name} is not a web address; it begins with http:// or https://."
    stage.fault(name, "not_an_address", message, f"{name} !~* {quoted(WEB)}")


def check_date(stage, column):
    """Adds the first and last day of the partial date as <name>_first and <name>_last."""
    name = column.name
    stage.add(f"{name}_first date", f"{name}_last date")
    parts = f"{name} || substr('-01-01', 1 + 3 * (length({name}) - length(replace({name}, '-', ''))))"
    valid = f"{name} ~ {quoted(PARTIAL_DATE)} AND pg_input_is_valid({parts}, 'date') AND {name} !~ '^0000'"
    message = f"{name} is not a date that exists: YYYY, YYYY-MM or YYYY-MM-DD."
    stage.fault(name, "not_a_date", message, f"NOT ({valid})")
    stage.execute(
        f"""
        UPDATE stage SET {name}_first = ({parts})::date,
            {name}_last = CASE length({name}) - length(replace({name}, '-', ''))
                WHEN 0 THEN (({parts})::date + interval '1 year - 1 day')::date
                WHEN 1 THEN (({parts})::date + interval '1 month - 1 day')::date
                ELSE ({parts})::date END
        WHERE CASE WHEN {name} ~ {quoted(PARTIAL_DATE)} THEN pg_input_is_valid({parts}, 'date') ELSE false END
        """
    )


CHECKS = {
    "word": check_word,
    "number": check_number,
    "whole": check_number,
    "mail": check_mail,
    "web": check_web,
    "date": check_date,
}
