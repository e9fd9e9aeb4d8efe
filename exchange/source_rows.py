"""What a source last said under an id: the same again changes nothing, whatever people did to the record since."""


def find_same(stage, dataset, what):
    """Add `said` (a hash of the row) and `same` (its source said just that before). what: SQL of the cells that count,
    in the form in which they are stored."""
    stage.add("said uuid", "same boolean DEFAULT false")
    stage.execute(f"UPDATE stage SET said = md5(jsonb_build_array({what})::text)::uuid WHERE NOT bad")
    stage.execute(
        """
        UPDATE stage SET same = true FROM exchange_sourcerow known
        WHERE NOT bad AND target IS NOT NULL AND known.dataset = %(dataset)s AND known.source = %(source)s
          AND known.external_id = stage.external_id AND known.said = stage.said
        """,
        dataset=dataset,
    )


def remember(stage, dataset):
    """What each row said, for the next time."""
    stage.execute(
        """
        INSERT INTO exchange_sourcerow (dataset, source, external_id, said)
        SELECT %(dataset)s, %(source)s, external_id, said FROM stage
        WHERE NOT bad AND repeats IS NULL AND NOT same ORDER BY external_id
        ON CONFLICT (dataset, source, external_id) DO UPDATE SET said = EXCLUDED.said
        """,
        dataset=dataset,
    )
