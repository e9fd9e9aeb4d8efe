"""Names compared without accents, case and stray blanks; the function stands in the database (0001_normalise)."""

from django.db.models import F, Func, GeneratedField, TextField


class Normalise(Func):
    """gemel_normalise(text): NFKD, combining marks dropped, lower case, one blank between words."""

    function = "gemel_normalise"
    output_field = TextField()


def normalised(field="name"):
    """A stored column that follows the named one, whatever statement writes it."""
    return GeneratedField(expression=Normalise(F(field)), output_field=TextField(), db_persist=True)
