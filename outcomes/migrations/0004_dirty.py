from django.db import migrations

from outcomes.migrations import _marks

# outcomes_dirty_flow: outcomes to count anew; an empty outcome_id means every outcome.
# outcomes_dirty_key: groups of outcomes_counted to sum anew; an empty owner_id means every group.
# outcomes_dirty_stage: ties whose stage is to be computed anew; an empty partnership_id means every tie.
QUEUES = """
CREATE TABLE outcomes_dirty_flow (outcome_id bigint, marked_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE outcomes_dirty_key (
  owner_id bigint, indicator_id bigint, year smallint, month date, marked_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE outcomes_dirty_stage (partnership_id bigint, marked_at timestamptz NOT NULL DEFAULT now());
"""

CORRIDOR = """
  SELECT DISTINCT c.outcome_id FROM {rows} r
    JOIN outcomes_claim c ON c.basis = 'CIF'
    JOIN partnerships_partnershipplace a ON a.partnership_id = c.partnership_id
    JOIN stakeholders_place pa ON pa.id = a.place_id AND coalesce(pa.country_id, pa.id) = r.country_a_id
    JOIN partnerships_partnershipplace b ON b.partnership_id = c.partnership_id
    JOIN stakeholders_place pb ON pb.id = b.place_id AND coalesce(pb.country_id, pb.id) = r.country_b_id"""
# Tables whose rows name their outcome: column, and the statement that finds it in a transition table {rows}.
FLOWS = {
    "outcomes_claim": "SELECT DISTINCT outcome_id FROM {rows}",
    "outcomes_share": "SELECT DISTINCT outcome_id FROM {rows}",
    "outcomes_outcome": "SELECT id FROM {rows}",
    # A rate concerns the claims of its currency within its span; those with a rate of their own do not mind.
    "outcomes_exchangerate": """
      SELECT DISTINCT c.outcome_id FROM {rows} r JOIN outcomes_claim c
        ON c.currency = r.currency AND c.occurred_first <= r.last AND c.occurred_last >= r.first
      WHERE c.rate IS NULL""",
    "outcomes_indicator": "SELECT o.id FROM {rows} r JOIN outcomes_outcome o ON o.indicator_id = r.id",
    # A lead seat reads what the other side shared, so it decides for which offices an outcome is counted.
    "partnerships_seat": """
      SELECT DISTINCT c.outcome_id FROM {rows} r JOIN outcomes_claim c ON c.partnership_id = r.partnership_id""",
    # What constant prices and corridors rest on. The base year stands in outcomes_ledgerbasis: its index rows and its
    # average rates concern every claim of their currency, other years' index rows the claims of that year alone.
    "outcomes_priceindex": """
      SELECT DISTINCT c.outcome_id FROM {rows} r JOIN outcomes_claim c ON c.currency = r.currency
        WHERE extract(year FROM c.occurred_last) = r.year
           OR r.year = (SELECT base_year FROM outcomes_ledgerbasis)""",
    "outcomes_corridorfactor": CORRIDOR,
    "partnerships_partnershipplace": """
      SELECT DISTINCT c.outcome_id FROM {rows} r JOIN outcomes_claim c
        ON c.partnership_id = r.partnership_id AND c.basis = 'CIF'""",
}
# Beside the trigger above, which sees the claims within the span of a rate.
BASE_RATES = {
    "outcomes_exchangerate": """
      SELECT DISTINCT c.outcome_id FROM outcomes_ledgerbasis b
        JOIN {rows} r ON r.kind = 'average' AND b.base_year BETWEEN extract(year FROM r.first) AND extract(year FROM r.last)
        JOIN outcomes_claim c ON c.currency = r.currency""",
}
KEYS = {"outcomes_counted": "SELECT DISTINCT owner_id, indicator_id, year, month FROM {rows}"}

OF_ACTIVITY = "SELECT DISTINCT a.partnership_id FROM {rows} r JOIN activities_activity a ON a.id = r.activity_id"
OF_AGREEMENT = "SELECT DISTINCT a.partnership_id FROM {rows} r JOIN agreements_agreement a ON a.id = r.agreement_id"
OWN = "SELECT DISTINCT partnership_id FROM {rows}"
TIES = {
    "activities_activity": OWN,
    "activities_participant": OF_ACTIVITY,
    "activities_activityfile": OF_ACTIVITY,
    "activities_officenote": OF_ACTIVITY,
    "agreements_agreement": OWN,
    "agreements_party": OF_AGREEMENT,
    "agreements_signature": """
      SELECT DISTINCT a.partnership_id FROM {rows} r JOIN agreements_party p ON p.id = r.party_id
        JOIN agreements_agreement a ON a.id = p.agreement_id""",
    "agreements_deliverable": OF_AGREEMENT,
    "agreements_deliverableupdate": """
      SELECT DISTINCT a.partnership_id FROM {rows} r JOIN agreements_deliverable d ON d.id = r.deliverable_id
        JOIN agreements_agreement a ON a.id = d.agreement_id""",
    "outcomes_claim": OWN,
    "outcomes_counted": OWN,
    "partnerships_seat": OWN,
    # What an office says of its records' completeness concerns all its ties.
    "stakeholders_office": """
      SELECT DISTINCT s.partnership_id FROM {rows} r JOIN partnerships_seat s ON s.organisation_id = r.organisation_id""",
}


def forward():
    return "".join(
        [
            QUEUES,
            _marks.forward(FLOWS, "outcomes_dirty_flow", "outcome_id", "dirty"),
            _marks.forward(BASE_RATES, "outcomes_dirty_flow", "outcome_id", "base"),
            _marks.forward(KEYS, "outcomes_dirty_key", "owner_id, indicator_id, year, month", "dirty"),
            _marks.forward(TIES, "outcomes_dirty_stage", "partnership_id", "stage"),
        ]
    )


def back():
    return "".join(
        [
            _marks.back([*FLOWS, *KEYS], "dirty"),
            _marks.back(BASE_RATES, "base"),
            _marks.back(TIES, "stage"),
            "DROP TABLE outcomes_dirty_flow, outcomes_dirty_key, outcomes_dirty_stage;",
        ]
    )


class Migration(migrations.Migration):
    replaces = [("outcomes", "0005_dirty"), ("outcomes", "0007_dirty_stage"), ("outcomes", "0010_dirty_prices")]

    dependencies = [
        ("outcomes", "0003_checks"),
        ("activities", "0001_initial"),
        ("agreements", "0001_initial"),
        ("partnerships", "0001_initial"),
        ("stakeholders", "0001_initial"),
    ]

    operations = [migrations.RunSQL(forward(), back())]
