"""The temporary table `stage` that holds a file as text, and the faults found in it."""

from django.utils import timezone

from exchange import staging


def quoted(text):
    """The text as an SQL literal, for words that stand in the code (never for what a file holds)."""
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


class Stage:
    """One import: rows as text with their number, `target` (the record they are), `change` and `bad`.

    source: where the rows come from. by: the user, None for staff on the server. columns: those of the dataset.
    commits: whether the rows will be written, so that what they change must be locked before it is compared.
    """

    def __init__(self, cursor, columns, *, source, by, commits=False):
        self.cursor = cursor
        self.columns = columns
        self.source = source
        self.by = by
        self.commits = commits
        self.today = timezone.localdate()

    @property
    def is_staff(self):
        return self.by is None or self.by.is_staff

    def fill(self, rows):
        """rows: lists of text in the order of the columns. Returns how many."""
        own = ["row integer", "repeats integer", "change text", "bad boolean DEFAULT false"]
        if "target" not in self.columns:  # targets have a column of that name
            own.append("target bigint")
        staging.create(self.cursor, "stage", [*own, *self.columns], fill=50)
        staging.create(self.cursor, "fault", ["row integer", "field", "code", "message", "value"])
        numbered = ([str(number), *row] for number, row in enumerate(rows, 1))
        count = staging.copy(self.cursor, "stage", ["row", *self.columns], numbered)
        self.execute("ALTER TABLE stage ADD PRIMARY KEY (row)")
        staging.analyze(self.cursor, "stage")
        return count

    def execute(self, statement, **values):
        """Run one statement; it knows %(source)s, %(by)s and %(today)s. Returns the number of rows it touched."""
        known = {"source": self.source, "by": getattr(self.by, "pk", None), "today": self.today}
        self.cursor.execute(statement, {**known, **values})
        return self.cursor.rowcount

    def fetch(self, statement, **values):
        self.execute(statement, **values)
        return self.cursor.fetchall()

    def analyze(self):
        """After columns were filled: the planner takes what it knows nothing of for a handful of rows."""
        staging.analyze(self.cursor, "stage")

    def add(self, *columns):
        """Further columns of the stage, as "name type"."""
        self.execute("ALTER TABLE stage " + ", ".join(f"ADD COLUMN {column}" for column in columns))

    def fault(self, field, code, message, where, *, value=None, detail=None, **values):
        """Note a fault for the rows that meet the condition; a column has one fault a row, the first found.

        value: SQL of what is shown, the cell when not given. detail: SQL of text behind the message.
        """
        shown = value or (f'stage."{field}"' if field in self.columns else "NULL")
        more = f" || ' ' || {detail}" if detail else ""
        self.execute(
            f"""
            INSERT INTO fault (row, field, code, message, value)
            SELECT stage.row, {quoted(field)}, {quoted(code)}, {quoted(message)}{more}, left({shown}, 200)
            FROM stage
            WHERE ({where})
              AND NOT EXISTS (SELECT FROM fault known WHERE known.row = stage.row AND known.field = {quoted(field)})
            """,
            **values,
        )

    def mark_bad(self):
        """Rows with a fault take no further part. Returns how many are new."""
        return self.execute("UPDATE stage SET bad = true FROM fault WHERE fault.row = stage.row AND NOT bad")

    def mark_repeats(self):
        """A row twice with equal content counts once; the later one is unchanged."""
        content = ", ".join(f'"{column}"' for column in self.columns)
        self.execute(
            f"""
            UPDATE stage SET repeats = first.row, change = 'unchanged'
            FROM (SELECT row AS again, min(row) OVER (PARTITION BY {content}) AS row FROM stage) first
            WHERE first.again = stage.row AND first.row < stage.row
            """
        )

    def refuse_twice(self, *keys, code="twice", field=None, what=None):
        """The same key in rows of different content: all of them are refused. field: the column named, else the first
        of the keys. what: what the sentence calls that which the keys make up, else the field."""
        field = field or keys[0]
        key = ", ".join(keys)
        present = " AND ".join(f"{name} IS NOT NULL" for name in keys)
        self.fault(
            field,
            code,
            f"The same {what or field} stands in another row with different content:",
            f"""stage.repeats IS NULL AND stage.row IN (
                SELECT row FROM (
                    SELECT row, count(*) OVER (PARTITION BY {key}) AS times FROM stage
                    WHERE repeats IS NULL AND {present}
                ) counted WHERE times > 1)""",
            detail=f"""(SELECT 'row ' || string_agg(other.row::text, ', ' ORDER BY other.row) FROM stage other
                WHERE ({", ".join(f"other.{name}" for name in keys)}) = ({", ".join(f"stage.{name}" for name in keys)})
                  AND other.repeats IS NULL AND other.row <> stage.row)""",
        )

    def counts(self):
        """{created, changed, unchanged, rejected} of the rows as they would be committed."""
        found = dict(self.fetch("SELECT CASE WHEN bad THEN 'rejected' ELSE change END, count(*) FROM stage GROUP BY 1"))
        return {name: found.get(name, 0) for name in ("created", "changed", "unchanged", "rejected")}

    def faults(self, limit):
        """The first faults by row, as the report names them."""
        names = ("row", "column", "code", "message", "value")
        found = self.fetch(
            "SELECT row, field, code, message, value FROM fault ORDER BY row, field LIMIT %(limit)s", limit=limit
        )
        return [dict(zip(names, fault, strict=True)) for fault in found]

    def classify_by(self, table, differs):
        """What becomes of each sound row: changed where its target, a row `known` of the table, differs from it."""
        self.execute(
            f"""
            UPDATE stage SET change = CASE WHEN target IS NULL THEN 'created'
                WHEN EXISTS (SELECT FROM {table} known WHERE known.id = stage.target AND {differs}) THEN 'changed'
                ELSE 'unchanged' END
            WHERE NOT bad AND repeats IS NULL
            """
        )
