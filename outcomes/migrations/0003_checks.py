from django.db import migrations

# The shares of one outcome are at most 1 in sum. Deferred, so that a transaction may move a share between ties;
# the lock on the outcome's row keeps two transactions from each adding a half too much.
SHARES = """
CREATE FUNCTION outcomes_share_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM outcomes_outcome WHERE id = NEW.outcome_id FOR NO KEY UPDATE;
  IF (SELECT sum(share) FROM outcomes_share WHERE outcome_id = NEW.outcome_id) > 1 THEN
    RAISE EXCEPTION 'the shares of outcome % exceed 1', NEW.outcome_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'share_sum_at_most_1';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER share_sum_at_most_1 AFTER INSERT OR UPDATE ON outcomes_share
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION outcomes_share_sum();
"""
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
# A stored sum is never looked up by its id, and an index costs the rebuild. Every mark of a page counts one.
LEAN = """
ALTER TABLE outcomes_rollup DROP CONSTRAINT outcomes_rollup_pkey;
ALTER TABLE outcomes_pagemark ALTER n SET DEFAULT 1;
"""
BACK = """
ALTER TABLE outcomes_pagemark ALTER n DROP DEFAULT;
ALTER TABLE outcomes_rollup ADD CONSTRAINT outcomes_rollup_pkey PRIMARY KEY (id);
DROP TRIGGER claim_parts_at_most_amount ON outcomes_claimpart;
DROP FUNCTION outcomes_claim_parts_sum();
DROP TRIGGER indicator_rule_stands ON outcomes_indicator;
DROP FUNCTION outcomes_indicator_rule_stands();
DROP TRIGGER share_sum_at_most_1 ON outcomes_share;
DROP FUNCTION outcomes_share_sum();
"""


class Migration(migrations.Migration):
    replaces = [("outcomes", "0003_share_sum")]

    dependencies = [("outcomes", "0002_catalogue")]

    operations = [migrations.RunSQL(SHARES + RULE_STANDS + PARTS + LEAN, BACK)]
