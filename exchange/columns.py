"""What a column of an import may hold, and the checks of it as SQL over the staged text."""

from dataclasses import dataclass

from exchange.stage import quoted

# No more digits than a cell may have: a longer number would stop the whole file, for the database takes it for none.
NUMBER = r"^[+-]?[0-9]{1,200}(\.[0-9]{1,200})?$"
WHOLE = r"^[+-]?[0-9]{1,200}$"
MAIL = r"^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$"
WEB = r"^https?://[^\s/?#]+\.[^\s]+$"
PARTIAL_DATE = r"^[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?$"


@dataclass(frozen=True)
class Column:
    """kind: text, word (of a closed list, any case, space or underscore), number, whole, mail, web, date (partial),
    day.

    low, high: bounds of a number. longest: characters. choices: the closed list of a word.
    """

    name: str
    required: bool = False
    kind: str = "text"
    longest: int = 200
    low: float | None = None
    high: float | None = None
    choices: tuple = ()


def lacking(dataset, given):
    """Names of columns that a dataset needs and a file does not give. One column may stand for another: then the
    dataset has a `lacking` of its own."""
    if own := getattr(dataset, "lacking", None):
        return own(given)
    return [column.name for column in dataset.COLUMNS if column.required and column.name not in given]


def names(column):
    """(the name as people read it, the name as SQL): "on" is a word of SQL too."""
    return column.name, f'"{column.name}"'


def tidy(stage, columns):
    """Words in small letters with single blanks; of each date its first and last day, as <name>_first and <name>_last.

    One pass over the rows for all columns: to write a wide row again costs more than the work on it.
    """
    changes = []
    for column in columns:
        name, cell = names(column)
        if column.kind == "word":
            changes.append(f"{cell} = lower(btrim(regexp_replace({cell}, '[\\s_]+', ' ', 'g')))")
        elif column.kind in ("date", "day"):
            stage.add(f"{name}_first date", f"{name}_last date")
            parts = first_day(cell)
            exists = f"CASE WHEN {cell} ~ {quoted(PARTIAL_DATE)} THEN pg_input_is_valid({parts}, 'date') END"
            changes.append(f"{name}_first = CASE WHEN {exists} THEN ({parts})::date END")
            changes.append(
                f"""{name}_last = CASE WHEN {exists} THEN CASE length({cell}) - length(replace({cell}, '-', ''))
                    WHEN 0 THEN (({parts})::date + interval '1 year - 1 day')::date
                    WHEN 1 THEN (({parts})::date + interval '1 month - 1 day')::date
                    ELSE ({parts})::date END END"""
            )
    if changes:
        stage.execute(f"UPDATE stage SET {', '.join(changes)}")


def first_day(cell):
    """SQL of the first day of a partial date as text: its missing parts are 01."""
    return f"{cell} || substr('-01-01', 1 + 3 * (length({cell}) - length(replace({cell}, '-', ''))))"


def check(stage, column):
    """Note a fault for every cell that this column may not hold. Needs `tidy` before."""
    name, cell = names(column)
    if column.required:
        stage.fault(name, "required", f"{name} is missing.", f"{cell} IS NULL")
    stage.fault(
        name, "too_long", f"{name} has more than {column.longest} characters.", f"length({cell}) > {column.longest}"
    )
    CHECKS.get(column.kind, nothing)(stage, column)


def nothing(stage, column):
    """Any text will do."""


def check_word(stage, column):
    name, cell = names(column)
    known = ", ".join(quoted(choice.lower()) for choice in column.choices)
    words = ", ".join(column.choices)
    stage.fault(name, "not_in_list", f"{name} must be one of: {words}.", f"{cell} NOT IN ({known})")


def check_number(stage, column):
    name, cell = names(column)
    pattern, word = (WHOLE, "a whole number") if column.kind == "whole" else (NUMBER, "a number")
    # CASE, for PostgreSQL may try the cast before the pattern that guards it.
    is_one = f"{cell} ~ {quoted(pattern)}"
    stage.fault(name, "not_a_number", f"{name} is not {word}.", f"{cell} !~ {quoted(pattern)}")
    if column.low is not None:
        code = "negative" if column.low == 0 else "out_of_range"
        least = f"{name} is below {column.low}."
        stage.fault(name, code, least, f"CASE WHEN {is_one} THEN {cell}::numeric < {column.low} END")
    if column.high is not None:
        most = f"{name} is above {column.high}."
        stage.fault(name, "out_of_range", most, f"CASE WHEN {is_one} THEN {cell}::numeric > {column.high} END")


def check_mail(stage, column):
    name, cell = names(column)
    stage.fault(name, "not_an_address", f"{name} is not an e-mail address.", f"{cell} !~ {quoted(MAIL)}")


def check_web(stage, column):
    name, cell = names(column)
    message = f"{name} is not a web address; it begins with http:// or https://."
    stage.fault(name, "not_an_address", message, f"{cell} !~* {quoted(WEB)}")


def check_date(stage, column):
    name, cell = names(column)
    message = f"{name} is not a date that exists: YYYY, YYYY-MM or YYYY-MM-DD."
    stage.fault(name, "not_a_date", message, f"{cell} IS NOT NULL AND ({name}_first IS NULL OR {cell} ~ '^0000')")


def check_day(stage, column):
    """A date to the day, where a month or a year would not do."""
    name, cell = names(column)
    check_date(stage, column)
    message = f"{name} needs its day: YYYY-MM-DD."
    stage.fault(name, "not_a_date", message, f"{cell} NOT LIKE '%%-%%-%%'")


CHECKS = {
    "word": check_word,
    "number": check_number,
    "whole": check_number,
    "mail": check_mail,
    "web": check_web,
    "date": check_date,
    "day": check_day,
}
