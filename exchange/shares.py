"""Shares belong to a flow and a partnership: one value each, at most 1 over the partnerships of the flow."""

from exchange import staging

OF_ROW = "known.flow_key = stage.flow_key AND known.partnership_id = stage.partnership_id"


def check_shares(stage):
    """Needs flow_key, partnership_id, indicator_id, target and `same` (the row says what its source said before)."""
    gather_stated(stage)
    stage.fault(
        "share",
        "conflict",
        "Rows of this flow and partnership state different shares:",
        f"NOT bad AND share IS NOT NULL AND EXISTS (SELECT FROM stated known WHERE {OF_ROW} AND known.kinds > 1)",
        detail=f"(SELECT known.list FROM stated known WHERE {OF_ROW})",
    )
    if stage.mark_bad():
        gather_stated(stage)
    gather_stored(stage)
    stage.fault(
        "share",
        "conflict",
        "Another report of this flow and partnership stands with another share; correct them in one file:",
        f"""NOT bad AND share IS NOT NULL AND NOT same
            AND EXISTS (SELECT FROM stored known WHERE {OF_ROW} AND known.share <> round(stage.share::numeric, 6))
            AND EXISTS (SELECT FROM outcomes_claim other JOIN outcomes_outcome flow ON flow.id = other.outcome_id
                WHERE flow.flow_key = stage.flow_key AND other.partnership_id = stage.partnership_id
                  AND other.superseded_by_id IS NULL AND other.withdrawn_at IS NULL
                  AND NOT EXISTS (SELECT FROM stage here WHERE here.target = other.id AND NOT here.bad))""",
        detail=f"(SELECT trim_scale(known.share) FROM stored known WHERE {OF_ROW})" if stage.is_staff else None,
    )
    gather_sums(stage)
    above = "SELECT FROM share_sum known WHERE known.flow_key = stage.flow_key"
    stage.fault(
        "share",
        "shares_above_one",
        "The shares of this flow add to more than 1 over its partnerships:",
        f"NOT bad AND share IS NOT NULL AND NOT same AND EXISTS ({above})",
        # To others the sum would tell what another office stated.
        detail=f"({above.replace('FROM', 'trim_scale(known.share) FROM', 1)})" if stage.is_staff else None,
    )


def gather_stated(stage):
    """`stated`: what the rows state for each flow and partnership. fresh: one of them says something new."""
    columns = ["flow_key", "partnership_id bigint", "share numeric", "kinds integer", "list", "fresh boolean"]
    staging.create(stage.cursor, "stated", columns)
    stage.execute(
        """
        INSERT INTO stated SELECT flow_key, partnership_id, min(round(share::numeric, 6)),
            count(DISTINCT round(share::numeric, 6)), string_agg(DISTINCT share, ', '), bool_or(NOT same)
        FROM stage WHERE NOT bad AND share IS NOT NULL GROUP BY 1, 2
        """
    )
    staging.analyze(stage.cursor, "stated")


def gather_stored(stage):
    """`stored`: what stands for the flows of the file. `left_share`: where the last report goes elsewhere by this file,
    so that the share stands no longer."""
    staging.create(stage.cursor, "moved", ["id bigint", "outcome_id bigint", "partnership_id bigint"])
    stage.execute(
        """
        INSERT INTO moved SELECT said.id, said.outcome_id, said.partnership_id
        FROM stage
        JOIN outcomes_claim said ON said.id = stage.target
        JOIN outcomes_outcome flow ON flow.id = said.outcome_id
        WHERE NOT stage.bad AND NOT stage.same AND (stage.flow_key, stage.indicator_id, stage.partnership_id)
            IS DISTINCT FROM (flow.flow_key::text, flow.indicator_id, said.partnership_id)
        """
    )
    staging.create(stage.cursor, "left_share", ["outcome_id bigint", "partnership_id bigint"])
    staging.analyze(stage.cursor, "moved")
    stage.execute(
        """
        INSERT INTO left_share SELECT DISTINCT moved.outcome_id, moved.partnership_id
        FROM moved JOIN outcomes_outcome flow ON flow.id = moved.outcome_id
        WHERE NOT EXISTS (SELECT FROM outcomes_claim other
                WHERE other.outcome_id = moved.outcome_id AND other.partnership_id = moved.partnership_id
                  AND other.superseded_by_id IS NULL AND other.withdrawn_at IS NULL
                  AND NOT EXISTS (SELECT FROM moved also WHERE also.id = other.id))
          AND NOT EXISTS (SELECT FROM stage here WHERE NOT here.bad AND here.flow_key = flow.flow_key
                AND here.partnership_id = moved.partnership_id)
        """
    )
    staging.create(stage.cursor, "stored", ["flow_key", "partnership_id bigint", "share numeric"])
    staging.analyze(stage.cursor, "left_share")
    stage.execute(
        """
        INSERT INTO stored SELECT flow.flow_key, kept.partnership_id, max(kept.share)
        FROM (SELECT DISTINCT flow_key FROM stage WHERE NOT bad) asked
        JOIN outcomes_outcome flow ON flow.flow_key = asked.flow_key
        JOIN outcomes_share kept ON kept.outcome_id = flow.id
        WHERE kept.share IS NOT NULL AND NOT EXISTS (SELECT FROM left_share
            WHERE left_share.outcome_id = kept.outcome_id AND left_share.partnership_id = kept.partnership_id)
        GROUP BY 1, 2
        """
    )
    staging.analyze(stage.cursor, "stored")


def gather_sums(stage):
    """`share_sum`: the flows whose shares, as they would stand, add to more than 1."""
    staging.create(stage.cursor, "share_sum", ["flow_key", "share numeric"])
    stage.execute(
        """
        INSERT INTO share_sum SELECT flow_key, sum(share) FROM (
            SELECT flow_key, share FROM stated WHERE fresh
            UNION ALL SELECT flow_key, share FROM stored WHERE NOT EXISTS (SELECT FROM stated WHERE stated.fresh
                AND stated.flow_key = stored.flow_key AND stated.partnership_id = stored.partnership_id)
        ) every GROUP BY flow_key HAVING sum(share) > 1
        """
    )
    staging.analyze(stage.cursor, "share_sum")


def write_shares(stage):
    """One row for each outcome and partnership; what is stated anew replaces what stood. Needs outcome_id."""
    stage.execute(
        """
        UPDATE outcomes_share kept SET share = stated.share
        FROM outcomes_outcome flow, stated
        WHERE flow.id = kept.outcome_id AND stated.flow_key = flow.flow_key
          AND stated.partnership_id = kept.partnership_id AND stated.fresh
          AND kept.share IS DISTINCT FROM stated.share
        """
    )
    stage.execute(
        """
        INSERT INTO outcomes_share (outcome_id, partnership_id, share, reason)
        SELECT asked.outcome_id, asked.partnership_id, coalesce(stated.share, stored.share), ''
        FROM (SELECT DISTINCT outcome_id, flow_key, partnership_id FROM stage
              WHERE NOT bad AND repeats IS NULL AND change <> 'unchanged') asked
        LEFT JOIN stated ON stated.flow_key = asked.flow_key AND stated.partnership_id = asked.partnership_id
            AND stated.fresh
        LEFT JOIN stored ON stored.flow_key = asked.flow_key AND stored.partnership_id = asked.partnership_id
        ORDER BY asked.outcome_id, asked.partnership_id
        ON CONFLICT (outcome_id, partnership_id) DO NOTHING
        """
    )


def drop_left_shares(stage):
    """A report that was corrected to another flow or partnership leaves no share where nobody reports any more."""
    stage.execute(
        """
        DELETE FROM outcomes_share kept USING left_share
        WHERE kept.outcome_id = left_share.outcome_id AND kept.partnership_id = left_share.partnership_id
        """
    )
