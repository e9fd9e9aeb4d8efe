"""Names compared without accents, case and stray blanks; the functions stand in the database.

Two measures. `gemel_normalise` (0001) tells whether two names are one: what it makes equal cannot be recorded twice.
`gemel_fold` (0005) goes further and only serves to find and to sort: letters that people type for one another are one.
"""

from django.db.models import F, Func, GeneratedField, TextField


class Normalise(Func):
    """gemel_normalise(text): NFKD, combining marks dropped, lower case, one blank between words."""

    function = "gemel_normalise"
    output_field = TextField()


class Fold(Func):
    """gemel_fold(text): normalised, and Arabic alef, ya, ta marbuta, tatweel and vowel marks, Hebrew points, katakana
    and hiragana, digits of other scripts, hyphens and apostrophes made one of each."""

    function = "gemel_fold"
    output_field = TextField()


def normalised(field="name"):
    """A stored column that follows the named one, whatever statement writes it."""
    return GeneratedField(expression=Normalise(F(field)), output_field=TextField(), db_persist=True)


def folded_names():
    """A stored column of the folded name and, each behind a sign that nobody types, the folded aliases."""
    expression = Func(F("name"), F("aliases"), function="gemel_folded_names", output_field=TextField())
    return GeneratedField(expression=expression, output_field=TextField(), db_persist=True)
