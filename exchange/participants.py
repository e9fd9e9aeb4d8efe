"""The organisations that took part in an activity: a list in one cell, their sides, their seats."""

from activities.models import Participant
from exchange import staging
from exchange.parties import find_organisations, seated_ties
from exchange.rows import insert
from exchange.seating import gather_pairs, take_sides_of_places
from partnerships.models import Seat
from stakeholders.models import Organisation


def find_participants(stage, column="organisations"):
    """`taking` (row, n, ref, partnership_id, organisation_id, side_id, seated): each organisation that a row lists.

    Fills `bodies` with their ids, sorted; null where the cell is blank. Staff may list an organisation without a seat;
    for everybody one that stands on neither side of the tie is refused. A body listed twice in a cell counts once.
    """
    stage.add("bodies bigint[]")
    ids = ["partnership_id bigint", "organisation_id bigint", "side_id bigint", "seated boolean"]
    staging.create(stage.cursor, "taking", ["row integer", "n integer", "ref", *ids])
    stage.execute(
        f"""
        INSERT INTO taking (row, n, ref, partnership_id)
        SELECT stage.row, min(part.n), btrim(part.ref), stage.partnership_id
        FROM stage CROSS JOIN LATERAL regexp_split_to_table({column}, ';') WITH ORDINALITY part (ref, n)
        WHERE NOT bad AND {column} IS NOT NULL AND btrim(part.ref) <> '' GROUP BY 1, 3, 4
        """
    )
    staging.analyze(stage.cursor, "taking")
    also = () if stage.is_staff else seated_with(stage)
    find_organisations(stage, "found_listed", "SELECT DISTINCT ref FROM taking", also=also)
    staging.analyze(stage.cursor, "found_listed")
    stage.execute(
        "UPDATE taking SET organisation_id = found.id FROM found_listed found WHERE found.ref = taking.ref AND hits = 1"
    )
    refuse_listed(
        stage, column, "ambiguous", "It means more than one organisation:", "found.hits > 1", "found.candidates"
    )
    message = "No organisation of this id is known here:"
    refuse_listed(stage, column, "unknown_organisation", message, "taking.organisation_id IS NULL", "taking.ref")
    stage.mark_bad()
    take_sides(stage)
    message = "It has no seat in the partnership, and its place is on neither side of it:"
    refuse_listed(stage, column, "neither_side", message, "taking.side_id IS NULL", "taking.ref")
    stage.mark_bad()
    stage.execute(
        """
        UPDATE stage SET bodies = listed.bodies FROM (
            SELECT row, array_agg(DISTINCT organisation_id ORDER BY organisation_id) AS bodies FROM taking GROUP BY row
        ) listed WHERE listed.row = stage.row AND NOT bad
        """
    )


def seated_with(stage):
    """Ids of the organisations that sit beside this person's own in the ties that the rows name."""
    rows = stage.fetch("SELECT DISTINCT partnership_id FROM stage WHERE partnership_id IS NOT NULL")
    seats = Seat.objects.filter(partnership__in={tie for (tie,) in rows} & set(seated_ties(stage.by)))
    return list(Organisation.objects.filter(pk__in=seats.values("organisation")).values_list("pk", flat=True))


def refuse_listed(stage, column, code, message, where, detail):
    """Refuse the rows of which a listed organisation meets the condition; the message names these."""
    hits = f"FROM taking LEFT JOIN found_listed found USING (ref) WHERE taking.row = stage.row AND {where}"
    listed = f"(SELECT string_agg({detail}, '; ' ORDER BY taking.n) {hits})"
    stage.fault(column, code, message, f"NOT bad AND EXISTS (SELECT {hits})", detail=listed)


def take_sides(stage):
    """The side of each: that of its seat, else of its place."""
    gather_pairs(
        stage,
        """SELECT DISTINCT taking.partnership_id, taking.organisation_id FROM taking JOIN stage USING (row)
            WHERE NOT stage.bad AND taking.organisation_id IS NOT NULL""",
    )
    take_sides_of_places(stage)
    stage.execute(
        """
        UPDATE taking SET side_id = pair.side_id, seated = pair.seated FROM pair
        WHERE (pair.partnership_id, pair.organisation_id) = (taking.partnership_id, taking.organisation_id)
        """
    )


def owners_of_participants(stage):
    """Staff: a record belongs to an office that leads a side of the organisations listed, first one that runs its
    programme here, else the first listed; where no side is led, to the first organisation itself."""
    stage.execute(
        """
        UPDATE stage SET owner_id = coalesce(
            (SELECT seat.organisation_id FROM taking
             JOIN partnerships_seat seat ON seat.partnership_id = stage.partnership_id
                AND seat.side_id = taking.side_id AND seat.role = 'lead'
             LEFT JOIN stakeholders_office office ON office.organisation_id = seat.organisation_id
             WHERE taking.row = stage.row ORDER BY office.id IS NULL, taking.n, seat.id LIMIT 1),
            (SELECT taking.organisation_id FROM taking WHERE taking.row = stage.row ORDER BY taking.n LIMIT 1))
        WHERE NOT bad AND owner_id IS NULL AND bodies IS NOT NULL
        """
    )


WRITTEN = "JOIN stage USING (row) WHERE NOT stage.bad AND stage.repeats IS NULL AND stage.change <> 'unchanged'"


def give_seats_to_participants(stage):
    """A partner's seat for each listed organisation that had none; for staff alone, as with every import."""
    if not stage.is_staff:
        return
    given = {
        "partnership_id": "asked.partnership_id",
        "organisation_id": "asked.organisation_id",
        "side_id": "asked.side_id",
        "role": "'partner'",
        "sample": "tie.sample",
    }
    rows = f"""(SELECT DISTINCT stage.partnership_id, taking.organisation_id, taking.side_id FROM taking {WRITTEN}
            ORDER BY 1, 2) asked
        JOIN partnerships_partnership tie ON tie.id = asked.partnership_id
        WHERE NOT EXISTS (SELECT FROM partnerships_seat seat WHERE seat.partnership_id = asked.partnership_id
            AND seat.organisation_id = asked.organisation_id)"""
    insert(stage, Seat, given, rows)


def write_participants(stage):
    """Who is listed takes part, who is no longer listed does not; a blank cell leaves them as they are."""
    stage.execute(
        """
        DELETE FROM activities_participant known USING stage
        WHERE known.activity_id = stage.target AND stage.change = 'changed' AND NOT stage.bad
          AND stage.bodies IS NOT NULL AND NOT known.organisation_id = ANY (stage.bodies)
        """
    )
    given = {
        "activity_id": "asked.target", "organisation_id": "asked.organisation_id", "side_id": "asked.side_id",
    }  # fmt: skip
    rows = f"""(SELECT DISTINCT stage.target, taking.organisation_id, taking.side_id FROM taking {WRITTEN}
            ORDER BY 1, 2) asked
        WHERE NOT EXISTS (SELECT FROM activities_participant known WHERE known.activity_id = asked.target
            AND known.organisation_id = asked.organisation_id)"""
    insert(stage, Participant, given, rows)


DIFFER = """(stage.bodies IS NOT NULL AND stage.bodies IS DISTINCT FROM (SELECT array_agg(there.organisation_id
    ORDER BY there.organisation_id) FROM activities_participant there WHERE there.activity_id = known.id))"""
