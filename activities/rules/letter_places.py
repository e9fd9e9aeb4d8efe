"""The named places in an office's letters: a closed list, and how they are filled."""

import re

PLACES = (
    "guest", "address", "office", "organisation", "representative", "title", "purpose", "dates", "first_day",
    "last_day", "places", "hosts", "our_office", "partnership", "programme", "lead", "today",
)  # fmt: skip
OF_ONE = {"guest", "address", "office", "organisation", "representative"}
BRACES = re.compile(r"\{([^{}\n]*)\}")


def unknown_places(text):
    """Names in braces that are not on the list, each once, in their order; a lone brace counts as one."""
    names = [name.strip() for name in BRACES.findall(text)]
    found = [name for name in names if name not in PLACES]
    rest = BRACES.sub("", text)
    found += [brace for brace in "{}" if brace in rest]
    return list(dict.fromkeys(found))


def is_of_one(text):
    """Whether the letter speaks to one person, so that it is made for each."""
    return any(name.strip() in OF_ONE for name in BRACES.findall(text))


def fill(text, values):
    """The text with its places filled; a value that is not known leaves a line to write on.

    What is filled in is not read again: braces in a name stay braces.
    """
    return BRACES.sub(lambda found: values.get(found.group(1).strip()) or "________", text)
