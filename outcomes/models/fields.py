"""Columns that are small and fast in the database and plain in Python: words kept as numbers, money as hundredths."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import models

HUNDREDTH = Decimal("0.01")


class WordField(models.CharField):
    """A word from a closed list, kept as its place in the list (from 1) in a smallint.

    words: the list, in an order that never changes; a new word goes to its end. An unknown word raises ValueError.
    In raw SQL use `number_of`.
    """

    def __init__(self, *args, words=(), **options):
        self.words = tuple(str(word) for word in words)
        self.numbers = {word: number for number, word in enumerate(self.words, 1)}
        options.setdefault("max_length", max(map(len, self.words), default=1))
        super().__init__(*args, **options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "words": self.words}

    def get_internal_type(self):
        return "WordField"

    def db_type(self, connection):
        return "smallint"

    def number_of(self, word):
        try:
            return self.numbers[str(word)]
        except KeyError:
            raise ValueError(f"{self.name} has no word {word!r}; it has {', '.join(self.words)}") from None

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return None if value is None else self.number_of(value)

    def from_db_value(self, value, expression, connection):
        return None if value is None else self.words[value - 1]


class HundredthsField(models.DecimalField):
    """A Decimal of two places, kept as a bigint of hundredths: sums of integers are exact and several times faster.

    Beyond 92 thousand million million the database refuses it (DataError). In raw SQL one stands for a hundredth.
    """

    db_column_type = "bigint"

    def __init__(self, *args, max_digits=20, decimal_places=2, **options):
        super().__init__(*args, max_digits=max_digits, decimal_places=decimal_places, **options)

    def get_internal_type(self):
        # Not DecimalField: averages and products of it would come back as hundredths unnoticed.
        return "HundredthsField"

    def db_type(self, connection):
        return self.db_column_type

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None or hasattr(value, "as_sql"):
            return value
        return int((self.to_python(value) / HUNDREDTH).to_integral_value(ROUND_HALF_UP))

    def from_db_value(self, value, expression, connection):
        return None if value is None else Decimal(value).scaleb(-2)


class HundredthsSumField(HundredthsField):
    """A sum of hundredths. Numeric, for a sum of what fits a bigint need not fit one."""

    db_column_type = "numeric"

    def __init__(self, *args, max_digits=36, **options):
        super().__init__(*args, max_digits=max_digits, **options)
