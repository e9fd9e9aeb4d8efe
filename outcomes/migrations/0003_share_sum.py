from django.db import migrations

# The shares of one outcome are at most 1 in sum. Deferred, so that a transaction may move a share between ties;
# the lock on the outcome's row keeps two transactions from each adding a half too much.
FORWARD = """
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
BACK = """
DROP TRIGGER share_sum_at_most_1 ON outcomes_share;
DROP FUNCTION outcomes_share_sum();
"""


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
