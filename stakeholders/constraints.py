"""Check constraints said in words: code forgets, the database does not."""

from django.db.models import CheckConstraint, F, Q


def both_or_neither(one, other):
    """Either both fields are given or neither is."""
    both = Q(**{f"{one}__isnull": False, f"{other}__isnull": False})
    neither = Q(**{f"{one}__isnull": True, f"{other}__isnull": True})
    return CheckConstraint(condition=both | neither, name=f"%(class)s_{one[:14]}_with_{other[:14]}")


def in_order(first, last):
    """The first date is not after the last one; a missing date is no disorder."""
    fine = Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}) | Q(**{f"{first}__lte": F(last)})
    return CheckConstraint(condition=fine, name=f"%(class)s_{first[:14]}_to_{last[:14]}")


def partial_date(name):
    """The two constraints of a partial date stored as <name>_first and <name>_last."""
    return [
        both_or_neither(f"{name}_first", f"{name}_last"),
        in_order(f"{name}_first", f"{name}_last"),
    ]


def not_negative(field):
    """The amount is nought or more, or missing."""
    fine = Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0})
    return CheckConstraint(condition=fine, name=f"%(class)s_{field[:20]}_ge_0")


def at_most(field, limit):
    """The figure is at most the limit, or missing."""
    fine = Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__lte": limit})
    return CheckConstraint(condition=fine, name=f"%(class)s_{field[:20]}_le_{limit}")


def one_of(field, choices):
    """The column holds a word of the closed list."""
    return CheckConstraint(condition=Q(**{f"{field}__in": list(choices.values)}), name=f"%(class)s_{field[:20]}_known")
