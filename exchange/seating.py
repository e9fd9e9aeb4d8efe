"""On which side of a tie an organisation stands, to whom its reports belong, and for whom a person may report."""

from exchange import staging
from exchange.rows import insert
from partnerships.models import Seat, SeatRole
from partnerships.models.keys import keys_of
from stakeholders.access import Permission


def find_claimable(stage, permission=Permission.REPORT_OUTCOME):
    """For somebody who is no staff: a temporary table `claimable` (partnership_id, organisation_id), those of a leading
    office's side, else the own organisation alone. Returns the ids of these organisations."""
    keys = keys_of(stage.by).with_permission(permission)
    acting = {}
    mine = Seat.objects.filter(keys.opens("organisation", "partnership")).exclude(role=SeatRole.OBSERVER)
    for seat in mine.values_list("partnership", "role", "pk", "organisation", "side"):
        rank = (seat[1] != SeatRole.LEAD, seat[2])
        if seat[0] not in acting or rank < acting[seat[0]][0]:
            acting[seat[0]] = (rank, seat)
    columns = ["partnership_id bigint", "role", "organisation_id bigint", "side_id bigint"]
    staging.create(stage.cursor, "acting", columns)
    staging.copy(
        stage.cursor,
        "acting",
        [column.split()[0] for column in columns],
        ([str(tie), role, str(body), str(side)] for _, (tie, role, _, body, side) in acting.values()),
    )
    staging.create(stage.cursor, "claimable", ["partnership_id bigint", "organisation_id bigint"])
    stage.execute(
        """
        INSERT INTO claimable SELECT seat.partnership_id, seat.organisation_id
        FROM acting JOIN partnerships_seat seat USING (partnership_id)
        WHERE seat.role <> 'observer'
          AND CASE WHEN acting.role = 'lead' THEN seat.side_id = acting.side_id
              ELSE seat.organisation_id = acting.organisation_id END
        """
    )
    staging.analyze(stage.cursor, "acting", "claimable")
    return [body for (body,) in stage.fetch("SELECT DISTINCT organisation_id FROM claimable")]


def find_sides(stage, column):
    """Fill `side_id`, `seated` and `owner_id`: the side of the organisation's seat, else that of its place.

    Staff may name an organisation without a seat; one whose place lies on neither side is refused. Others report for
    the seats that are theirs. The owner is the lead office of that side where there is one, else the organisation.
    """
    stage.add("side_id bigint", "seated boolean DEFAULT false", "owner_id bigint")
    gather_pairs(stage)
    if stage.is_staff:
        take_sides_of_places(stage)
    take_owners(stage)
    if stage.is_staff:
        message = "This organisation has no seat in the partnership, and its place is on neither side of it."
        stage.fault(column, "neither_side", message, "NOT bad AND organisation_id IS NOT NULL AND side_id IS NULL")
    else:
        stage.fault(
            column,
            "not_allowed",
            "You report for your own organisation and, from its leading office, for those of your side.",
            """NOT bad AND organisation_id IS NOT NULL AND NOT EXISTS (SELECT FROM claimable
                WHERE claimable.partnership_id = stage.partnership_id
                  AND claimable.organisation_id = stage.organisation_id)""",
        )


def find_seats(stage, column):
    """Fill `side_id` and `seated` of organisations that a row names beside the one that imports; add `owner_id`.

    Staff may name one without a seat whose place lies on a side; others name those that hold a seat.
    """
    stage.add("side_id bigint", "seated boolean DEFAULT false", "owner_id bigint")
    gather_pairs(stage)
    if stage.is_staff:
        take_sides_of_places(stage)
    stage.execute(
        """
        UPDATE stage SET side_id = pair.side_id, seated = pair.seated FROM pair
        WHERE NOT bad AND (pair.partnership_id, pair.organisation_id) = (stage.partnership_id, stage.organisation_id)
        """
    )
    message = "This organisation has no seat in the partnership, and its place is on neither side of it."
    if not stage.is_staff:
        message = "This organisation has no seat in the partnership."
    stage.fault(column, "neither_side", message, "NOT bad AND organisation_id IS NOT NULL AND side_id IS NULL")


ASKED = "SELECT DISTINCT partnership_id, organisation_id FROM stage WHERE NOT bad AND organisation_id IS NOT NULL"


def gather_pairs(stage, asked=ASKED):
    """`pair`: each organisation of a tie that the rows name, with the side of its seat. asked: SQL of these pairs."""
    columns = ["partnership_id bigint", "organisation_id bigint", "side_id bigint", "seated boolean"]
    staging.create(stage.cursor, "pair", columns)
    stage.execute(
        f"""
        INSERT INTO pair SELECT asked.partnership_id, asked.organisation_id, seat.side_id, seat.id IS NOT NULL
        FROM ({asked}) asked
        LEFT JOIN partnerships_seat seat USING (partnership_id, organisation_id)
        """
    )
    staging.analyze(stage.cursor, "pair")


def take_sides_of_places(stage):
    """The place of the tie that is the organisation's own, or the nearest above it; else the only one below it."""
    stage.execute(
        """
        WITH RECURSIVE asked AS MATERIALIZED (
            SELECT partnership_id, organisation_id FROM pair WHERE side_id IS NULL
        ), up (organisation_id, place_id, steps) AS (
            (SELECT asked.organisation_id, body.place_id, 0
             FROM asked JOIN stakeholders_organisation body ON body.id = asked.organisation_id
             UNION SELECT asked.organisation_id, office.home_id, 0
             FROM asked JOIN stakeholders_office office ON office.organisation_id = asked.organisation_id)
            UNION SELECT up.organisation_id, place.parent_id, up.steps + 1
            FROM up JOIN stakeholders_place place ON place.id = up.place_id WHERE place.parent_id IS NOT NULL
        ), nearest AS (
            SELECT DISTINCT ON (partnership_id, organisation_id) partnership_id, organisation_id, side.place_id
            FROM asked JOIN up USING (organisation_id)
            JOIN partnerships_partnershipplace side USING (partnership_id, place_id)
            ORDER BY partnership_id, organisation_id, up.steps, side.position
        )
        UPDATE pair SET side_id = nearest.place_id FROM nearest
        WHERE (pair.partnership_id, pair.organisation_id) = (nearest.partnership_id, nearest.organisation_id)
        """
    )
    stage.execute(
        """
        UPDATE pair SET side_id = below.place_id FROM (
            SELECT asked.partnership_id, asked.organisation_id, min(place.id) AS place_id
            FROM pair asked
            JOIN stakeholders_organisation body ON body.id = asked.organisation_id
            JOIN partnerships_partnershipplace side USING (partnership_id)
            JOIN stakeholders_place place ON place.id = side.place_id
            LEFT JOIN stakeholders_place parent ON parent.id = place.parent_id
            WHERE asked.side_id IS NULL AND body.place_id IN (place.parent_id, place.country_id, parent.parent_id)
            GROUP BY 1, 2 HAVING count(DISTINCT place.id) = 1
        ) below
        WHERE (pair.partnership_id, pair.organisation_id) = (below.partnership_id, below.organisation_id)
        """
    )


def take_owners(stage):
    stage.execute(
        """
        UPDATE stage SET side_id = pair.side_id, seated = pair.seated,
            owner_id = coalesce(lead.organisation_id, pair.organisation_id)
        FROM pair LEFT JOIN partnerships_seat lead
            ON lead.partnership_id = pair.partnership_id AND lead.side_id = pair.side_id AND lead.role = 'lead'
        WHERE NOT bad AND (pair.partnership_id, pair.organisation_id) = (stage.partnership_id, stage.organisation_id)
        """
    )


def give_seats(stage):
    """A partner's seat for each organisation that a row names and that had none (staff alone get here)."""
    given = {
        "partnership_id": "asked.partnership_id",
        "organisation_id": "asked.organisation_id",
        "side_id": "asked.side_id",
        "role": "'partner'",
        "sample": "tie.sample",
    }
    rows = """(SELECT DISTINCT partnership_id, organisation_id, side_id FROM stage
            WHERE NOT bad AND repeats IS NULL AND NOT seated AND organisation_id IS NOT NULL AND change <> 'unchanged'
            ORDER BY partnership_id, organisation_id) asked
        JOIN partnerships_partnership tie ON tie.id = asked.partnership_id"""
    insert(stage, Seat, given, rows)
