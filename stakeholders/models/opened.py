"""The condition that a person's memberships open a row, where some of them count on named ties only.

It stands a dozen times in the queries of a page, so it is one node of them rather than a tree of lookups: building
and resolving the tree took Django as long as the database needed for the answer.
"""

from django.db.models import BooleanField, Func

PAIR = 2**31  # the first of two numbers times this, plus the second


def pair(one, other):
    """Two numbers as one."""
    return one * PAIR + other


class Opened(Func):
    """The organisation is of those opened on every tie, or it and the tie are one of the pairs.

    organisation, partnership: paths; whole, limited, pairs: Numbers. A row without a tie is in no pair, and the answer
    is false rather than unknown, so that it may be turned round.
    """

    arity = 2
    conditional = True
    output_field = BooleanField()

    def __init__(self, organisation, partnership, *, whole, limited, pairs):
        super().__init__(organisation, partnership)
        self.whole, self.limited, self.pairs = whole, limited, pairs

    def as_sql(self, compiler, connection):
        (body, bodies), (tie, ties) = (compiler.compile(source) for source in self.get_source_expressions())
        one_of = f"{body} = ANY(%s::bigint[])"
        paired = f"COALESCE({body} * {PAIR} + {tie} = ANY(%s::bigint[]), false)"
        params = [
            *bodies, self.whole.as_array, *bodies, self.limited.as_array, *bodies, *ties, self.pairs.as_array,
        ]  # fmt: skip
        return f"({one_of} OR ({one_of} AND {paired}))", params
