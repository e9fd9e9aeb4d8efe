"""The shipped figures of cities and countries become figures of places; what people recorded or imported stands."""

from exchange import staging

FLIGHTS_YEAR = "2014"
FLIGHTS_SOURCE = "OpenFlights, June 2014 (ODbL)"
# metric: unit, as stakeholders.metrics names them, in the words of no reader's language
FLIGHTS = {"flight_destinations_abroad": "airports", "flight_countries": "countries", "flights_abroad": "routes"}
COUNTRIES_SOURCE = "World Bank (CC BY 4.0)"
COUNTRIES = {"gdp": "USD", "population": "persons"}
COLUMNS = ["shipped_id", "metric", "year integer", "value numeric(24,6)", "unit", "source"]

GIVEN = """
CREATE TEMP TABLE reference_placefigure ON COMMIT DROP AS
SELECT DISTINCT ON (known.place_id, metric, year) known.place_id, metric, year, value, given.unit, given.source
FROM reference_figure given JOIN reference_known known USING (shipped_id)
ORDER BY known.place_id, metric, year, shipped_id
"""
# A figure is ours as long as it says what an earlier load wrote. The history knows; anybody may name the same source.
OURS = """
kept.source = ANY (%(sources)s) AND EXISTS (
  SELECT FROM stakeholders_placefigureevent event JOIN pghistory_context context ON context.id = event.pgh_context_id
  WHERE event.pgh_obj_id = kept.id AND context.metadata->>'verb' = 'reference.loaded'
    AND (event.value, event.unit, event.source) = (kept.value, kept.unit, kept.source))
"""
CHANGE = f"""
UPDATE stakeholders_placefigure kept SET value = fresh.value, unit = fresh.unit, source = fresh.source
FROM reference_placefigure fresh
WHERE (fresh.place_id, fresh.metric, fresh.year) = (kept.place_id, kept.metric, kept.year)
  AND (fresh.value, fresh.unit, fresh.source) <> (kept.value, kept.unit, kept.source) AND {OURS}
"""
# What the source took back: another figure of its metric and year is there.
REMOVE = f"""
DELETE FROM stakeholders_placefigure kept
WHERE EXISTS (SELECT FROM reference_placefigure fresh WHERE (fresh.metric, fresh.year) = (kept.metric, kept.year))
  AND NOT EXISTS (SELECT FROM reference_placefigure fresh
    WHERE (fresh.place_id, fresh.metric, fresh.year) = (kept.place_id, kept.metric, kept.year))
  AND {OURS}
"""
CREATE = """
INSERT INTO stakeholders_placefigure (place_id, metric, year, value, unit, source)
SELECT place_id, metric, year, value, unit, source FROM reference_placefigure ORDER BY place_id, metric, year
ON CONFLICT (place_id, metric, year) DO NOTHING
"""
COUNT = """
SELECT count(*) FROM reference_placefigure fresh JOIN stakeholders_placefigure kept
  ON (kept.place_id, kept.metric, kept.year, kept.source) = (fresh.place_id, fresh.metric, fresh.year, fresh.source)
"""


def load_figures(cursor, flights, countries):
    """Write the figures of the places that `reference_known` names; the report's part about them.

    flights: place_id and FLIGHTS. countries: place_id, year, gdp, population; "" where there is none.
    """
    staging.create(cursor, "reference_figure", COLUMNS)
    names = [column.split()[0] for column in COLUMNS]
    staging.copy(cursor, "reference_figure", names, figure_rows(flights, countries))
    staging.analyze(cursor, "reference_figure")
    cursor.execute("DROP TABLE IF EXISTS reference_placefigure")
    cursor.execute(GIVEN)
    staging.analyze(cursor, "reference_placefigure")
    ours = {"sources": [FLIGHTS_SOURCE, COUNTRIES_SOURCE]}
    cursor.execute(REMOVE, ours)
    removed = cursor.rowcount
    cursor.execute(CHANGE, ours)
    changed = cursor.rowcount
    cursor.execute(CREATE)
    created = cursor.rowcount
    cursor.execute(COUNT)
    return {
        "place_figures": cursor.fetchone()[0],
        "place_figures_created": created,
        "place_figures_changed": changed + removed,
    }


def figure_rows(flights, countries):
    for row in flights:
        for metric, unit in FLIGHTS.items():
            yield [row["place_id"], metric, FLIGHTS_YEAR, row[metric], unit, FLIGHTS_SOURCE]
    for row in countries:
        for metric, unit in COUNTRIES.items():
            if row[metric]:
                yield [row["place_id"], metric, row["year"], row[metric], unit, COUNTRIES_SOURCE]
