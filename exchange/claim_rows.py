"""Which rows of a file of claims say something new, and how they enter the ledger."""

from exchange import staging
from exchange.rows import copies, insert
from outcomes.models import Claim, ClaimFile, ClaimFirm, ClaimPart, Origin, Outcome, Step
from partnerships.models import Audience

# What a row says, in the form in which it is stored. A blank title, note or day of report says nothing.
AMOUNT = "round(stage.amount::numeric, 2)"
CURRENCY = "CASE WHEN stage.is_money THEN stage.currency ELSE '' END"
RATE = "CASE WHEN stage.is_money THEN round(stage.rate::numeric, 10) END"
RATE_SOURCE = "CASE WHEN said.rate IS NULL THEN '' ELSE %(source)s END"
BASIS = "CASE WHEN stage.is_money AND stage.basis <> 'none' THEN upper(stage.basis) ELSE 'none' END"
EVIDENCE = "substr(stage.evidence, 2)::smallint"
SHARE = "round(stage.share::numeric, 6)"

# Confirmed or documented here since: such evidence is not lost because a file repeats what it said before.
EARNED = """(EXISTS (SELECT FROM outcomes_confirmation answer JOIN outcomes_claim asked ON asked.id = answer.claim_id
        WHERE answer.is_right AND asked.outcome_id = known.outcome_id
          AND asked.organisation_id = known.organisation_id)
    OR EXISTS (SELECT FROM outcomes_claimfile file WHERE file.claim_id = known.id))"""

# What is compared with what the source said before.
TOLD = f"""flow_key, partnership_id, indicator_id, organisation_id, side, trim_scale({AMOUNT}), {CURRENCY},
    occurred_on_first, occurred_on_last, reported_on_first, reported_on_last, trim_scale({RATE}), {BASIS}, evidence,
    trim_scale({SHARE}), title, note"""

SAID = f"""
    SELECT stage.row, stage.target, stage.outcome_id, stage.partnership_id, stage.organisation_id, stage.side,
        {AMOUNT} AS amount, {CURRENCY} AS currency, {RATE} AS rate, {BASIS} AS basis, {EVIDENCE} AS evidence,
        stage.occurred_on_first AS occurred_first, stage.occurred_on_last AS occurred_last,
        stage.reported_on_last AS learnt_on, stage.title, stage.note, stage.owner_id, {SHARE} AS share
    FROM stage WHERE NOT stage.bad AND stage.repeats IS NULL AND NOT stage.same
"""
DECISIVE = ("amount", "currency", "basis", "side", "occurred_first", "occurred_last")
WHOLE = ("outcome_id", "partnership_id", "organisation_id", "rate", *DECISIVE)


def equal(names):
    """SQL: the row says what the claim says, in these fields."""
    known, said = (", ".join(f"{row}.{name}" for name in names) for row in ("known", "said"))
    return f"({known}) IS NOT DISTINCT FROM ({said})"


SAME_RATE = equal(("rate",))
KEEPS = f"({equal(DECISIVE)} AND known.evidence > said.evidence AND {EARNED})"
DIFFERS = f"""(NOT {equal(WHOLE)}
    OR (known.evidence <> said.evidence AND NOT {KEEPS})
    OR known.title <> said.title OR known.note <> said.note OR known.learnt_on <> said.learnt_on)"""


def find_outcomes(stage):
    """`outcome_id`: the outcome of this flow key and indicator; of one that was merged, where it went."""
    stage.execute(
        """
        UPDATE stage SET outcome_id = flow.id FROM outcomes_outcome flow
        WHERE NOT bad AND stage.outcome_id IS NULL
          AND flow.flow_key = stage.flow_key AND flow.indicator_id = stage.indicator_id
        """
    )
    follow = """
        UPDATE stage SET outcome_id = kept.id, flow_key = kept.flow_key
        FROM outcomes_outcome flow JOIN outcomes_outcome kept ON kept.id = flow.merged_into_id
        WHERE NOT bad AND flow.id = stage.outcome_id
        """
    if stage.fetch("SELECT FROM outcomes_outcome WHERE merged_into_id IS NOT NULL LIMIT 1"):
        while stage.execute(follow):
            pass


def classify(stage):
    """`change` of each row, and `restated`: the claim itself changes, not its share alone."""
    stage.add("restated boolean DEFAULT false")
    stage.execute(
        """
        UPDATE stage SET change = CASE WHEN target IS NULL THEN 'created' ELSE 'unchanged' END
        WHERE NOT bad AND repeats IS NULL
        """
    )
    stage.execute(
        f"""
        UPDATE stage SET change = 'changed', restated = true FROM ({SAID}) said
        JOIN outcomes_claim known ON known.id = said.target
        WHERE said.row = stage.row AND {DIFFERS}
        """
    )
    stage.execute(
        """
        UPDATE stage SET change = 'changed' FROM stated
        WHERE NOT bad AND repeats IS NULL AND NOT same AND change = 'unchanged' AND stage.share IS NOT NULL
          AND stated.flow_key = stage.flow_key AND stated.partnership_id = stage.partnership_id
          AND EXISTS (SELECT FROM outcomes_claim known WHERE known.id = stage.target AND NOT EXISTS (
            SELECT FROM outcomes_share kept WHERE kept.outcome_id = known.outcome_id
              AND kept.partnership_id = stage.partnership_id AND kept.share = stated.share))
        """
    )


def add_outcomes(stage):
    given = {"flow_key": "asked.flow_key", "indicator_id": "asked.indicator_id", "sample": "asked.sample"}
    added = insert(
        stage,
        Outcome,
        given,
        """(SELECT stage.flow_key, stage.indicator_id, bool_and(tie.sample) AS sample
            FROM stage JOIN partnerships_partnership tie ON tie.id = stage.partnership_id
            WHERE NOT bad AND repeats IS NULL AND outcome_id IS NULL GROUP BY 1, 2 ORDER BY 1, 2) asked""",
    )
    if added:
        staging.analyze(stage.cursor, "outcomes_outcome")
    find_outcomes(stage)


def add_claims(stage):
    """The new ones, in the order of their ids."""
    given = {
        "outcome_id": "said.outcome_id",
        "partnership_id": "said.partnership_id",
        "organisation_id": "said.organisation_id",
        "owner_id": "said.owner_id",
        "side": "said.side",
        "amount": "said.amount",
        "currency": "said.currency",
        "rate": "said.rate",
        "rate_source": RATE_SOURCE,
        "basis": "said.basis",
        "evidence": "said.evidence",
        "occurred_first": "said.occurred_first",
        "occurred_last": "said.occurred_last",
        "learnt_on": "coalesce(said.learnt_on, %(today)s)",
        "title": "coalesce(said.title, left(told.name || ' (' || stage.flow_key || ')', 200))",
        "note": "coalesce(said.note, '')",
        "audience": f"'{Audience.PARTIES}'",
        "source": "%(source)s",
        "external_id": "stage.external_id",
        "created_by_id": "%(by)s::bigint",
        "sample": "tie.sample",
    }
    insert(
        stage,
        Claim,
        given,
        f"""({SAID}) said JOIN stage ON stage.row = said.row
            JOIN outcomes_indicator told ON told.id = stage.indicator_id
            JOIN partnerships_partnership tie ON tie.id = said.partnership_id
            WHERE stage.change = 'created' ORDER BY stage.external_id""",
    )


def supersede(stage):
    """Another row stands from now on in the place of the former, with its files, firm, readers and origins.

    The former is marked before the new one is written, for only one row of a source's id may stand; the reference is
    checked at the end of the transaction.
    """
    staging.create(stage.cursor, "successor", ["row integer", "former bigint", "id bigint"])
    stage.execute(
        """
        INSERT INTO successor SELECT row, target, nextval(pg_get_serial_sequence('outcomes_claim', 'id'))
        FROM stage WHERE restated AND change = 'changed' AND NOT bad ORDER BY external_id
        """
    )
    staging.analyze(stage.cursor, "successor")
    stage.execute(
        "UPDATE outcomes_claim known SET superseded_by_id = successor.id FROM successor WHERE former = known.id"
    )
    same_party = equal(("partnership_id", "organisation_id"))
    changes = {name: f"said.{name}" for name in WHOLE} | {
        "id": "successor.id",
        "superseded_by_id": "NULL",
        "idempotency_key": "NULL",
        "created_at": "now()",
        "created_by_id": "%(by)s::bigint",
        "evidence": f"CASE WHEN {KEEPS} THEN known.evidence ELSE said.evidence END",
        "acknowledged_at": f"CASE WHEN {equal(DECISIVE)} THEN known.acknowledged_at END",
        "rate_source": f"CASE WHEN {SAME_RATE} THEN known.rate_source ELSE {RATE_SOURCE} END",
        "rate_on": f"CASE WHEN {SAME_RATE} THEN known.rate_on END",
        "learnt_on": "coalesce(said.learnt_on, %(today)s)",
        "title": "coalesce(said.title, known.title)",
        "note": "coalesce(said.note, known.note)",
        "owner_id": f"CASE WHEN {same_party} THEN known.owner_id ELSE said.owner_id END",
    }
    source = f"""({SAID}) said JOIN successor USING (row) JOIN outcomes_claim known ON known.id = successor.former
        ORDER BY successor.id"""
    copies(stage, Claim, changes, source)
    for model in (Claim.named.through, ClaimFile, Origin, ClaimFirm, Step):
        table = model._meta.db_table
        source = f"{table} known JOIN successor ON successor.former = known.claim_id ORDER BY known.id"
        copies(stage, model, {"claim_id": "successor.id"}, source)
    # The breakdown goes along while the amount is the same.
    copies(
        stage,
        ClaimPart,
        {"claim_id": "successor.id"},
        """outcomes_claimpart known JOIN successor ON successor.former = known.claim_id
            JOIN outcomes_claim old ON old.id = successor.former
            JOIN outcomes_claim fresh ON fresh.id = successor.id
            WHERE fresh.amount IS NOT DISTINCT FROM old.amount ORDER BY known.id""",
    )
