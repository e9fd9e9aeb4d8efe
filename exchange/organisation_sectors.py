"""Sectors in rows of organisations: "H:3; C" is H leading and C present."""

SHAPE = "^[A-U](:[1-3])?$"
# One row for each letter of each sound row; a letter named twice has the greater strength.
GIVEN = """
    SELECT stage.row, stage.target, left(part, 1) AS section,
        max(coalesce(nullif(substr(part, 3), ''), '1')::integer) AS strength
    FROM stage, LATERAL unnest(string_to_array(stage.sectors, ';')) part
    WHERE NOT stage.bad AND stage.repeats IS NULL AND stage.sectors IS NOT NULL AND part <> ''
    GROUP BY stage.row, stage.target, left(part, 1)
"""
# What the row says of a section that the body lacks, or has in another strength. What it does not name stays.
SECTORS_CHANGE = f"""EXISTS (
    SELECT FROM ({GIVEN.replace("stage.", "own.").replace("FROM stage,", "FROM stage own,")}) given
    LEFT JOIN stakeholders_organisationsector known
        ON known.organisation_id = given.target AND known.section = given.section
    WHERE given.row = stage.row AND known.strength IS DISTINCT FROM given.strength)"""


def check_sectors(stage):
    stage.execute("UPDATE stage SET sectors = upper(replace(sectors, ' ', '')) WHERE sectors IS NOT NULL")
    stage.fault(
        "sectors",
        "not_in_list",
        "sectors names sections of ISIC Rev. 4, A to U, each with a strength of 1 to 3, as H:3;C.",
        f"""EXISTS (SELECT FROM unnest(string_to_array(stage.sectors, ';')) part
            WHERE part <> '' AND part !~ '{SHAPE}')""",
    )


def write_sectors(stage):
    stage.execute(
        f"""
        INSERT INTO stakeholders_organisationsector AS known (organisation_id, section, strength)
        SELECT target, section, max(strength) FROM ({GIVEN}) given GROUP BY target, section
        ON CONFLICT (organisation_id, section) DO UPDATE SET strength = excluded.strength
            WHERE known.strength <> excluded.strength
        """
    )
