"""The record that a source keeps under an id, and what it last said of it: the same again changes nothing, whatever
people did to the record since."""

from exchange.rows import insert


def find_known(stage, model):
    """`target`: the record under this id of the source, locked where rows will be written."""
    table = model._meta.db_table
    if stage.commits:
        stage.execute(
            f"""
            SELECT FROM {table} known WHERE known.source = %(source)s
                AND known.external_id IN (SELECT external_id FROM stage WHERE NOT bad)
            ORDER BY known.id FOR NO KEY UPDATE
            """
        )
    find_made(stage, model, "NOT bad")


def find_made(stage, model, which="NOT bad AND change = 'created'"):
    """`target` of rows by their id; those just written, when not told otherwise."""
    stage.execute(
        f"""
        UPDATE stage SET target = known.id FROM {model._meta.db_table} known
        WHERE {which} AND known.source = %(source)s AND known.external_id = stage.external_id
        """
    )


def targets(stage, model):
    """The records that the rows are."""
    found = stage.fetch("SELECT target FROM stage WHERE NOT bad AND target IS NOT NULL")
    return model.objects.filter(pk__in=[pk for (pk,) in found])


def refuse_others(stage, noun, editable):
    """Refuse the rows of records that are not among these ids."""
    stage.fault(
        "external_id",
        "not_allowed",
        f"This id belongs to a {noun} that you may not change; name your own --source.",
        "NOT bad AND target IS NOT NULL AND NOT target = ANY (%(editable)s)",
        editable=list(editable),
    )


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


def compare(stage, model, fresh, more="false"):
    """What becomes of each sound row. fresh: {column: SQL} of what a row gives, beside the record `known`; more: SQL of
    another difference."""
    differs = f"({', '.join(f'known.{name}' for name in fresh)}) IS DISTINCT FROM ({', '.join(fresh.values())})"
    stage.classify_by(model._meta.db_table, f"NOT stage.same AND ({differs} OR {more})")


def change_known(stage, model, fresh, which="stage.change = 'changed'"):
    """Write what the rows give to the records that they are. which: SQL of the rows."""
    stage.execute(
        f"""
        UPDATE {model._meta.db_table} known SET {", ".join(f"{name} = {value}" for name, value in fresh.items())}
        FROM stage WHERE known.id = stage.target AND NOT stage.bad AND {which}
        """
    )


def add_new(stage, model, given, above, key):
    """Insert the records that are new, under `owner_id`, as the source's own. given: {column: SQL}; above, key: the
    model under whose records they stand and the column that says under which; they are of the sample where it is."""
    own = {
        key: f"stage.{key}",
        "owner_id": "stage.owner_id",
        "source": "%(source)s",
        "external_id": "stage.external_id",
        "created_by_id": "%(by)s::bigint",
        "sample": "above.sample",
    }
    rows = f"""stage JOIN {above._meta.db_table} above ON above.id = stage.{key}
        WHERE stage.change = 'created' AND NOT stage.bad ORDER BY stage.external_id"""
    insert(stage, model, given | own, rows)
