"""CIF to FOB between two countries, in either direction (METHODS 5.3): what a CIF value is divided by."""

from exchange.columns import NUMBER, Column
from exchange.references import resolve_places
from exchange.rows import insert
from exchange.stage import quoted
from outcomes.models import CorridorFactor
from outcomes.services import wake
from outcomes.services.corridors import HIGHEST, LOWEST

NAME = "corridor_factors"
TABLES = ("outcomes_corridorfactor", "outcomes_dirty_flow")
COLUMNS = (
    Column("country_a", required=True),
    Column("country_b", required=True),
    Column("factor", required=True, kind="number"),
    Column("on", kind="day", longest=10),
    Column("source"),
)
NOT_ALLOWED = "Factors count for everybody here, so platform staff keep them; ask them to import this."
FACTOR = "round(stage.factor::numeric, 4)"


def check(stage):
    if not stage.is_staff:
        stage.fault("country_a", "not_allowed", NOT_ALLOWED, "true")
    stage.add("place_a bigint", "place_b bigint", "low bigint", "high bigint")
    for side in ("a", "b"):
        resolve_places(stage, f"country_{side}", f"place_{side}")
        stage.fault(
            f"country_{side}",
            "unknown_place",
            "This place is not a country:",
            f"EXISTS (SELECT FROM stakeholders_place p WHERE p.id = stage.place_{side} AND p.level <> 'country')",
            detail=f"(SELECT p.name FROM stakeholders_place p WHERE p.id = stage.place_{side})",
        )
    stage.fault("country_b", "same_place", "A corridor lies between two different countries.", "place_a = place_b")
    bounds = f"CASE WHEN factor ~ {quoted(NUMBER)} THEN {FACTOR} NOT BETWEEN {LOWEST} AND {HIGHEST} END"
    stage.fault("factor", "out_of_range", "A factor lies between 1 and 2.", bounds)
    stage.fault("on", "not_yet", "The day of the source lies ahead.", "on_first > %(today)s")
    stage.execute("UPDATE stage SET low = least(place_a, place_b), high = greatest(place_a, place_b)")
    stage.refuse_twice("low", "high", field="country_a")
    stage.mark_bad()
    stage.execute(
        """
        UPDATE stage SET target = known.id FROM outcomes_corridorfactor known
        WHERE NOT bad AND (known.country_a_id, known.country_b_id) = (stage.low, stage.high)
        """
    )


DIFFERS = f"""(known.factor <> {FACTOR} OR known.source <> stage.source
    OR (stage.on_first IS NOT NULL AND known.stated_on IS DISTINCT FROM stage.on_first))"""


def classify(stage):
    stage.classify_by("outcomes_corridorfactor", DIFFERS)


def write(stage):
    stage.execute(
        f"""
        UPDATE outcomes_corridorfactor known SET factor = {FACTOR}, source = coalesce(stage.source, known.source),
            stated_on = coalesce(stage.on_first, known.stated_on)
        FROM stage WHERE known.id = stage.target AND stage.change = 'changed' AND NOT stage.bad
        """
    )
    given = {
        "country_a_id": "stage.low",
        "country_b_id": "stage.high",
        "factor": FACTOR,
        "source": "coalesce(stage.source, %(source)s)",
        "stated_on": "stage.on_first",
    }
    insert(stage, CorridorFactor, given, "stage WHERE change = 'created' AND NOT bad ORDER BY low, high")
    wake()
