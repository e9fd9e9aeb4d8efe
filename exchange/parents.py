"""What the agreements of a file hang on, and where they may not: as agreements.services.terms.check_parent says it of
one, here of all rows as they will stand once they are written."""

from exchange.promises import resolve_agreements

# Through the rows as they will be, and through what is on file where no row says otherwise.
IN_CIRCLE = """
    WITH RECURSIVE up (row, id) AS (
        SELECT own.row, own.above FROM stage own WHERE own.hangs_anew AND NOT own.bad
        UNION SELECT up.row, CASE WHEN other.row IS NULL THEN known.parent_id ELSE other.above END
        FROM up LEFT JOIN stage other ON other.node = up.id AND NOT other.bad
        LEFT JOIN agreements_agreement known ON known.id = up.id
        WHERE up.id IS NOT NULL
    ) SELECT own.row FROM up JOIN stage own USING (row) WHERE up.id = own.node"""
OF_OTHER_TIE = """
    SELECT own.row FROM stage own
    LEFT JOIN stage other ON other.node = own.above AND NOT other.bad
    LEFT JOIN agreements_agreement known ON known.id = own.above
    WHERE NOT own.bad AND own.{what} AND coalesce(other.tie, known.partnership_id) <> own.tie"""
LEAVES_CHILDREN = """
    SELECT own.row FROM stage own
    JOIN agreements_agreement child ON child.parent_id = own.target
    LEFT JOIN stage other ON other.node = child.id AND NOT other.bad
    WHERE NOT own.bad AND own.moves AND coalesce(other.tie, child.partnership_id) <> own.tie
      AND coalesce(NOT other.hangs_anew, true)"""
AMENDMENTS = """
    SELECT own.row FROM stage own JOIN agreements_amendment draft ON draft.agreement_id = own.{what}
    WHERE NOT own.bad AND own.hangs_anew"""


def find_parents(stage):
    """`parent_row`: a row of this file; else `parent_id`: an agreement on file. Needs `target` and `same`.

    A row that is refused takes along those that hang on it.
    """
    stage.add("parent_id bigint", "parent_row integer")
    stage.execute(
        """
        UPDATE stage SET parent_row = above.row FROM stage above
        WHERE NOT stage.bad AND above.external_id = stage.parent AND above.repeats IS NULL
        """
    )
    resolve_agreements(stage, "parent", "parent_id", only="NOT bad AND parent_row IS NULL")
    stage.mark_bad()
    place_rows(stage)
    while True:
        refuse(stage)
        # What is refused stays as it is on file, which may close a circle that the row would have opened.
        if not stage.mark_bad():
            return


def place_rows(stage):
    """`node`: the agreement that a row is, or minus its number until it is on file. `above`: the node on which it will
    hang, and whether it `hangs_anew`; `tie`: its partnership, and whether it `moves` there from another one.

    A row that its source said just so before changes neither.
    """
    stage.add("node bigint", "above bigint", "tie bigint", "hangs_anew boolean", "moves boolean DEFAULT false")
    stage.execute(
        """
        UPDATE stage SET node = coalesce(target, -row), hangs_anew = NOT same AND parent IS NOT NULL,
            tie = CASE WHEN NOT same THEN partnership_id END,
            above = CASE WHEN NOT same THEN coalesce(parent_id, (SELECT coalesce(other.target, -other.row)
                FROM stage other WHERE other.row = stage.parent_row)) END
        WHERE NOT bad AND repeats IS NULL
        """
    )
    stage.execute(
        """
        UPDATE stage SET hangs_anew = hangs_anew AND above IS DISTINCT FROM known.parent_id,
            moves = coalesce(tie <> known.partnership_id, false),
            above = coalesce(above, known.parent_id), tie = coalesce(tie, known.partnership_id)
        FROM agreements_agreement known WHERE known.id = stage.node
        """
    )
    stage.analyze()


def refuse(stage):
    """Note what stands against the rows that are left."""

    def fault(column, code, message, rows):
        stage.fault(column, code, message, f"NOT bad AND coalesce(repeats, row) IN ({rows})")

    message = "parent stands in a row that is refused."
    stage.fault(
        "parent",
        "unknown_agreement",
        message,
        "NOT bad AND EXISTS (SELECT FROM stage above WHERE above.row = stage.parent_row AND above.bad)",
    )
    fault("parent", "circle", "The agreement would hang on itself.", IN_CIRCLE)
    message = "parent is an agreement of another partnership."
    fault("parent", "parent_elsewhere", message, OF_OTHER_TIE.format(what="hangs_anew"))
    message = "parent is an amendment, and nothing hangs on one."
    fault("parent", "parent_elsewhere", message, AMENDMENTS.format(what="above"))
    message = "An amendment amends the agreement that it was drafted from."
    fault("parent", "amendment_stays", message, AMENDMENTS.format(what="node"))
    message = "The agreement on which this one hangs stays in another partnership."
    fault("partnership", "parent_elsewhere", message, OF_OTHER_TIE.format(what="moves"))
    message = "What hangs on this agreement stays in another partnership."
    fault("partnership", "parent_elsewhere", message, LEAVES_CHILDREN)
