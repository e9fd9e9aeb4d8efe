import importlib

from django.db import migrations

dirty = importlib.import_module("outcomes.migrations.0005_dirty")

# What constant prices and corridors rest on. The base year stands in outcomes_ledgerbasis: its index rows and its
# average rates concern every claim of their currency, other years' index rows the claims of that year alone.
CORRIDOR = """
  SELECT DISTINCT c.outcome_id FROM {rows} r
    JOIN outcomes_claim c ON c.basis = 'CIF'
    JOIN partnerships_partnershipplace a ON a.partnership_id = c.partnership_id
    JOIN stakeholders_place pa ON pa.id = a.place_id AND coalesce(pa.country_id, pa.id) = r.country_a_id
    JOIN partnerships_partnershipplace b ON b.partnership_id = c.partnership_id
    JOIN stakeholders_place pb ON pb.id = b.place_id AND coalesce(pb.country_id, pb.id) = r.country_b_id"""
FLOWS = {
    "outcomes_priceindex": """
      SELECT DISTINCT c.outcome_id FROM {rows} r JOIN outcomes_claim c ON c.currency = r.currency
        WHERE extract(year FROM c.occurred_last) = r.year
           OR r.year = (SELECT base_year FROM outcomes_ledgerbasis)""",
    "outcomes_corridorfactor": CORRIDOR,
    "partnerships_partnershipplace": """
      SELECT DISTINCT c.outcome_id FROM {rows} r JOIN outcomes_claim c
        ON c.partnership_id = r.partnership_id AND c.basis = 'CIF'""",
}
# Beside the trigger of 0005, which sees the claims within the span of a rate.
BASE_RATES = """
  SELECT DISTINCT c.outcome_id FROM outcomes_ledgerbasis b
    JOIN {rows} r ON r.kind = 'average' AND b.base_year BETWEEN extract(year FROM r.first) AND extract(year FROM r.last)
    JOIN outcomes_claim c ON c.currency = r.currency"""


def of_base_year(sql):
    """Two triggers may stand on one table: these end in _base."""
    return sql.replace("_dirty()", "_base()").replace("_dirty AFTER", "_base AFTER")


def forward():
    parts = []
    for table, select in FLOWS.items():
        parts += dirty.triggers(table, "outcomes_dirty_flow", "outcome_id", select, "NULL")
    rates = dirty.triggers("outcomes_exchangerate", "outcomes_dirty_flow", "outcome_id", BASE_RATES, "NULL")
    # Figures from before this rule are counted anew.
    again = "INSERT INTO outcomes_dirty_flow (outcome_id) SELECT NULL WHERE EXISTS (SELECT FROM outcomes_outcome)"
    return "".join([*parts, *map(of_base_year, rates), again])


def back():
    names = [(table, f"{table}_{event}_dirty") for table in FLOWS for event in [*dirty.EVENTS, "truncate"]]
    names += [("outcomes_exchangerate", f"outcomes_exchangerate_{event}_base") for event in [*dirty.EVENTS, "truncate"]]
    return "\n".join(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();" for table, name in names)


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0009_prices"),
        ("partnerships", "0001_initial"),
        ("stakeholders", "0001_initial"),
    ]

    operations = [migrations.RunSQL(forward(), back())]
