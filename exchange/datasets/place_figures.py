"""Dated figures of places, read by everybody. Platform staff keep those of all, offices those of their home."""

from exchange.columns import Column
from exchange.homes import homes_of
from exchange.references import resolve_places
from exchange.rows import insert
from stakeholders.metrics import LONGEST
from stakeholders.models import PlaceFigure
from stakeholders.models.facts import LAST_YEAR, OLDEST_YEAR

NAME = "place_figures"
TABLES = ("stakeholders_placefigure",)
COLUMNS = (
    Column("place", required=True),
    Column("metric", required=True, longest=LONGEST),
    Column("year", required=True, kind="whole", low=OLDEST_YEAR, high=LAST_YEAR),
    Column("value", required=True, kind="number", low=-(10**17), high=10**17),
    Column("unit", longest=40),
    Column("source", longest=200),
)
NOT_ALLOWED = "Figures of a place are kept by platform staff and by coordinators of an office whose home it is."
VALUE = "round(stage.value::numeric, 6)"
# What the row says; a cell left blank leaves what stands.
UNIT, SOURCE = "coalesce(stage.unit, known.unit)", "coalesce(stage.source, known.source)"


def check(stage):
    # As stakeholders.metrics.metric_of writes a metric.
    stage.execute(
        """
        UPDATE stage SET metric = btrim(regexp_replace(lower(btrim(metric)), '[\\s_-]+', '_', 'g'), '_')
        WHERE metric IS NOT NULL
        """
    )
    stage.fault("metric", "missing", "Say what was counted.", "metric = ''")
    stage.add("place_id bigint")
    resolve_places(stage, "place", "place_id")
    if not stage.is_staff:
        stage.fault(
            "place", "not_allowed", NOT_ALLOWED, "place_id IS NOT NULL AND NOT place_id = ANY (%(homes)s::bigint[])",
            homes=homes_of(stage.by),
        )  # fmt: skip
    stage.mark_bad()
    stage.refuse_twice("place_id", "metric", "year", field="place", what="figure")
    stage.mark_bad()
    stage.execute(
        """
        UPDATE stage SET target = known.id FROM stakeholders_placefigure known
        WHERE NOT bad AND (known.place_id, known.metric, known.year)
            = (stage.place_id, stage.metric, stage.year::integer)
        """
    )


def classify(stage):
    differs = f"(known.value, known.unit, known.source) IS DISTINCT FROM ({VALUE}, {UNIT}, {SOURCE})"
    stage.classify_by("stakeholders_placefigure", differs)


def write(stage):
    stage.execute(
        f"""
        UPDATE stakeholders_placefigure known SET value = {VALUE}, unit = {UNIT}, source = {SOURCE}
        FROM stage WHERE known.id = stage.target AND stage.change = 'changed' AND NOT stage.bad
        """
    )
    given = {
        "place_id": "stage.place_id",
        "metric": "stage.metric",
        "year": "stage.year::integer",
        "value": VALUE,
        "unit": "coalesce(stage.unit, '')",
        "source": "coalesce(stage.source, nullif(%(source)s, 'manual'), '')",
    }
    insert(stage, PlaceFigure, given, "stage WHERE change = 'created' AND NOT bad ORDER BY place_id, metric, year")
