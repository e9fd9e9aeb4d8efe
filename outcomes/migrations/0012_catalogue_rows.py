from django.db import migrations

from outcomes.catalogue import CATALOGUE, DIMENSIONS

# The rule of an indicator cannot change under stored facts: the service makes a new version instead.
RULE_STANDS = """
CREATE FUNCTION outcomes_indicator_rule_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM outcomes_outcome WHERE indicator_id = OLD.id) THEN
    RAISE EXCEPTION 'outcomes stand on indicator % version %: its rule cannot change', OLD.code, OLD.version
      USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_rule_stands';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER indicator_rule_stands
  BEFORE UPDATE OF code, version, office_id, unit, better, over_time, over_places, is_money, computed, numerator_id,
    denominator_id, numerator_as, denominator_as ON outcomes_indicator
  FOR EACH ROW WHEN (
    (OLD.code, OLD.version, OLD.office_id, OLD.unit, OLD.better, OLD.over_time, OLD.over_places, OLD.is_money,
     OLD.computed, OLD.numerator_id, OLD.denominator_id, OLD.numerator_as, OLD.denominator_as)
    IS DISTINCT FROM
    (NEW.code, NEW.version, NEW.office_id, NEW.unit, NEW.better, NEW.over_time, NEW.over_places, NEW.is_money,
     NEW.computed, NEW.numerator_id, NEW.denominator_id, NEW.numerator_as, NEW.denominator_as))
  EXECUTE FUNCTION outcomes_indicator_rule_stands();
"""
# The parts of one dimension are at most the total. Deferred, so that a transaction may move an amount between parts.
PARTS = """
CREATE FUNCTION outcomes_claim_parts_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM outcomes_claimpart p JOIN outcomes_category k ON k.id = p.category_id
      JOIN outcomes_claim c ON c.id = p.claim_id
     WHERE p.claim_id = NEW.claim_id GROUP BY k.dimension_id, c.amount
    HAVING c.amount IS NULL OR sum(p.amount) > c.amount) THEN
    RAISE EXCEPTION 'the parts of claim % exceed its amount', NEW.claim_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_parts_at_most_amount';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_parts_at_most_amount AFTER INSERT OR UPDATE ON outcomes_claimpart
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION outcomes_claim_parts_sum();
"""
BACK = """
DROP TRIGGER claim_parts_at_most_amount ON outcomes_claimpart;
DROP FUNCTION outcomes_claim_parts_sum();
DROP TRIGGER indicator_rule_stands ON outcomes_indicator;
DROP FUNCTION outcomes_indicator_rule_stands();
"""


def load(apps, schema_editor):
    """What the shipped catalogue says beyond the first migration, and the shipped dimensions with their categories."""
    Indicator = apps.get_model("outcomes", "Indicator")
    shipped = {row.code: row for row in Indicator.objects.filter(office=None, version=1)}
    for entry in CATALOGUE:
        row = shipped[entry.code]
        row.definition = entry.definition
        row.iati_measure = entry.iati_measure
        row.sdg = entry.sdg
        row.classification = entry.classification
        if entry.numerator:
            (top, row.numerator_as), (bottom, row.denominator_as) = entry.numerator, entry.denominator
            row.numerator, row.denominator = shipped[top], shipped[bottom]
        row.save()
    Dimension = apps.get_model("outcomes", "Dimension")
    Category = apps.get_model("outcomes", "Category")
    for code, (name, categories) in DIMENSIONS.items():
        dimension, _ = Dimension.objects.get_or_create(code=code, office=None, defaults={"name": name})
        Category.objects.bulk_create(
            [
                Category(dimension=dimension, code=code, name=name, position=n)
                for n, (code, name) in enumerate(categories)
            ],
            ignore_conflicts=True,
        )


def unload(apps, schema_editor):
    """The columns and tables go with the migration before this one."""


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0011_indicators_in_full")]

    operations = [migrations.RunPython(load, unload), migrations.RunSQL(PARTS + RULE_STANDS, BACK)]
