"""The SQL of the stored sums: what Counted rows add up to.

It adds in steps. Rows that are alike in what they reach (outcomes.models.Reach) are summed first, straight from an
index in that order: these sums are always stored, and a total that few of them enter is added when it is read. A total
that very many enter is stored too, by month and by year.

Each sum of rows alike goes to every member of every level that its reach enters: the tie, the office's portfolio, the
places of the tie and all above them, the claiming organisations, their layers, the sector. An outcome of several ties
has several rows; in a member it enters once, for a reach says per member whether its row counts there or an earlier tie
of the outcome already does. Only `contributed` adds over the ties, for their stated shares are parts of one whole. So
no total over ties is ever the sum of smaller totals.

Over time totals do add: an outcome is dated once. Totals by year are made of those by month.
"""

from outcomes.enums import COUNTING_STATES
from outcomes.models import Counted

GRAIN = 'owner_id, indicator_id, year, month, state, "group", audience'
ALIKE = f"{GRAIN}, reach_id"
SUMS = "n, nominal, constant, reported, contributed, largest"
COLUMNS = f"{ALIKE}, {SUMS}"
IN_TOTAL = "owner_id, indicator_id, year, month, part, audience"
TOTAL = f"{IN_TOTAL}, level, member"
YEAR = "owner_id, level, member, indicator_id, year, part, audience"
TOTALS = "n, value, contributed, largest"
TOTAL_COLUMNS = f"{TOTAL}, {TOTALS}"
YEAR_COLUMNS = f"{YEAR}, {TOTALS}"

# Whoever locks more than one of them takes them in this order, in which a page's one statement reads them.
TABLES = ("outcomes_total", "outcomes_yearlytotal", "outcomes_rollup", "outcomes_largetotal")

# As outcomes.queries.cells.part_of.
STATE, GROUP = (Counted._meta.get_field(name).number_of for name in ("state", "group"))
VERIFIED = GROUP("verified")
PART = f"""CASE WHEN state IN ({", ".join(str(STATE(state)) for state in sorted(COUNTING_STATES))}) THEN {VERIFIED}
  WHEN state = {STATE("reported")} AND "group" <> {VERIFIED} THEN "group" END"""

LARGE = 50_000  # sums; so many are added in a tenth or two of a second
TIE = 2  # the level of a tie, whose sums are few


def alike_of(source):
    """SQL of the sums of rows alike of a source of Counted rows, in the order of COLUMNS.

    A row without nominal adds nothing; where none has one the sum is empty, not nought (law 2).
    """
    return f"""
SELECT {ALIKE}, count(*)::integer AS n, sum(nominal) AS nominal, sum(constant) AS constant,
  sum(reported) AS reported, sum(contributed) FILTER (WHERE share_stated) AS contributed, max(nominal) AS largest
FROM {source} counted GROUP BY {ALIKE}
"""


def totals_of(
    source, members="outcomes_reachmember USING (reach_id)", member="level, member", where="part IS NOT NULL"
):
    """SQL of the totals by month of a source of sums of rows alike, in the order of TOTAL_COLUMNS.

    A total is what pages read: the value that stands in each part, verified, documented or reported; what stands in
    none is left out. members: the table that says which members a reach enters, and how it joins; member: its columns
    that name one; where: what else holds.
    """
    return f"""
SELECT {IN_TOTAL}, {member},
  coalesce(sum(n) FILTER (WHERE counts), 0)::integer AS n,
  sum(CASE part WHEN {VERIFIED} THEN nominal ELSE reported END) FILTER (WHERE counts) AS value,
  sum(contributed) AS contributed,
  max(largest) FILTER (WHERE counts) AS largest
FROM (SELECT *, {PART} AS part FROM {source} sums) alike JOIN {members}
WHERE {where}
GROUP BY {IN_TOTAL}, {member}
"""


def years_of(source):
    """SQL of the totals by year of a source of totals by month, in the order of YEAR_COLUMNS."""
    return f"""
SELECT {YEAR}, sum(n)::integer AS n, sum(value) AS value, sum(contributed) AS contributed, max(largest) AS largest
FROM {source} monthly GROUP BY {YEAR}
"""


def large_of(source):
    """SQL of the totals that more than LARGE sums of rows alike enter: owner_id, level, member.

    source: a table of sums of rows alike.
    """
    return f"""
SELECT owner_id, level, member
FROM (SELECT owner_id, reach_id, count(*) AS sums FROM {source} GROUP BY owner_id, reach_id) reaching
JOIN outcomes_reachmember USING (reach_id)
WHERE level <> {TIE} GROUP BY owner_id, level, member HAVING sum(sums) > {LARGE}
"""
