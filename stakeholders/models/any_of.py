"""`field__any_of=[…]`: one of these numbers, sent as one array.

`__in` writes a placeholder for each number wherever it stands. The numbers of a person's memberships stand in every
rule of permission, dozens of times a page, so that writing and reading the statement took longer than answering it.
"""

from functools import cached_property

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignKey, Lookup


class Numbers(frozenset):
    """Whole numbers that are written down once, however often they stand in a query."""

    @cached_property
    def as_array(self):
        return f"{{{','.join(map(str, map(int, sorted(self))))}}}"


@ForeignKey.register_lookup  # it does not take over what fields in general have
@Field.register_lookup
class AnyOf(Lookup):
    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        if not self.rhs:
            raise EmptyResultSet
        lhs, params = self.process_lhs(compiler, connection)
        numbers = self.rhs if isinstance(self.rhs, Numbers) else Numbers(self.rhs)
        return f"{lhs} = ANY(%s::bigint[])", [*params, numbers.as_array]
