"""Slugs for many records at once: readable, unique, the same on every machine."""

from exchange.matching import name_key

LONGEST = 190  # the column holds 200: room for a number


def slug_of(*names):
    """"chicago-hamburg" of Chicago and Hamburg; letters outside Latin stay out."""
    key = " ".join(name_key(name) for name in names)
    plain = "".join(letter if letter.isascii() else " " for letter in key)
    return "-".join(plain.split())[:LONGEST].strip("-")


def choose_slugs(wanted, taken, fallback):
    """One free slug for each list of candidates, in order; a number is added where all candidates are taken.

    wanted: lists of candidates, best first. taken: set of slugs in use; the chosen ones are added to it.
    """
    chosen = []
    for candidates in wanted:
        candidates = [slug for slug in candidates if slug] or [fallback]
        free = next((slug for slug in candidates if slug not in taken), None)
        number = 2
        while free is None:
            numbered = f"{candidates[-1]}-{number}"
            free = numbered if numbered not in taken else None
            number += 1
        taken.add(free)
        chosen.append(free)
    return chosen
