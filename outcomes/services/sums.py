"""The SQL of the stored sums: what a source of Counted rows adds up to, by month and by year.

It adds in two steps. Rows that are alike in what they reach (outcomes.models.Reach) are summed first, straight from an
index in that order; then each of these sums goes to every member of every level that its reach enters: the tie, the
office's portfolio, the places of the tie and all above them, the claiming organisations, their layers, the sector.
An outcome of several ties has several rows; in a member it enters once, for a reach says per member whether its row
counts there or an earlier tie of the outcome already does. Only `contributed` adds over the ties, for their stated
shares are parts of one whole. So no total over ties is ever the sum of smaller totals.

Over time totals do add: an outcome is dated once. Sums by year are made of those by month.
"""

GRAIN = 'owner_id, indicator_id, year, month, state, "group", audience'
SUMS = "n, nominal, constant, reported, contributed, largest"
COLUMNS = f"{GRAIN}, level, member, {SUMS}"
YEAR_GRAIN = 'owner_id, level, member, indicator_id, year, state, "group", audience'
YEAR_COLUMNS = f"{YEAR_GRAIN}, {SUMS}"

ALL = "outcomes_counted"
# Members that many ties enter: portfolio, regions and countries, layers, sectors.
WIDE = """(level IN (1, 4, 6)
  OR level = 3 AND member NOT IN (SELECT id FROM stakeholders_place city WHERE city.level = 'city'))"""


def sums_of(source, members="outcomes_reachmember", member="level, member", by="USING (reach_id)"):
    """SQL of the monthly sums of a source of Counted rows, in the order of COLUMNS.

    members: the table that says which members a reach enters; member: its columns that name one; by: how it joins.
    A row without nominal adds nothing; a group in which none has one is empty, not nought (law 2).
    """
    return f"""
SELECT {GRAIN}, {member},
  coalesce(sum(n) FILTER (WHERE counts), 0)::integer AS n,
  sum(nominal) FILTER (WHERE counts) AS nominal,
  sum(constant) FILTER (WHERE counts) AS constant,
  sum(reported) FILTER (WHERE counts) AS reported,
  sum(contributed) AS contributed,
  max(largest) FILTER (WHERE counts) AS largest
FROM (
  SELECT {GRAIN}, reach_id, count(*) AS n, sum(nominal) AS nominal, sum(constant) AS constant,
    sum(reported) AS reported, sum(contributed) FILTER (WHERE share_stated) AS contributed, max(nominal) AS largest
  FROM {source} counted GROUP BY {GRAIN}, reach_id) alike
JOIN {members} {by}
GROUP BY {GRAIN}, {member}
"""


def years_of(source):
    """SQL of the yearly sums of a source of monthly ones, in the order of YEAR_COLUMNS."""
    return f"""
SELECT {YEAR_GRAIN}, sum(n)::integer AS n, sum(nominal) AS nominal, sum(constant) AS constant,
  sum(reported) AS reported, sum(contributed) AS contributed, max(largest) AS largest
FROM {source} monthly GROUP BY {YEAR_GRAIN}
"""
