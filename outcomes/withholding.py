"""What must not leave an office: a figure that would tell what one firm did (ARCHITECTURE 4). Pure.

A figure wider than the office is withheld where fewer than three firms stand behind it, or where the largest of them
has over three quarters of it.
"""

from collections import defaultdict
from decimal import Decimal

FEWEST_FIRMS = 3
LARGEST_SHARE = Decimal("0.75")


def is_withheld(values):
    """Whether a sum may not be shown. values: (firm, value) of each record in it; nought and None add nothing.

    firm: whatever tells two firms apart. Who recorded no firm hands over the same key for all that may be one firm, so
    that a gap in the records opens nothing.
    """
    by_firm = defaultdict(Decimal)
    for firm, value in values:
        by_firm[firm] += value or 0
    if not by_firm:
        return False
    total = sum(by_firm.values())
    return len(by_firm) < FEWEST_FIRMS or (total > 0 and max(by_firm.values()) > total * LARGEST_SHARE)
