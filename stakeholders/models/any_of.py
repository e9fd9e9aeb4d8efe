"""`field__any_of=[…]`: one of these numbers, sent as one array.

`__in` writes a placeholder for each number wherever it stands. The numbers of a person's memberships stand in every
rule of permission, dozens of times a page, so that writing and reading the statement took longer than answering it.
"""

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignKey, Lookup


@ForeignKey.register_lookup  # it does not take over what fields in general have
@Field.register_lookup
class AnyOf(Lookup):
    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        if not self.rhs:
            raise EmptyResultSet
        lhs, params = self.process_lhs(compiler, connection)
        numbers = ",".join(map(str, map(int, sorted(self.rhs))))  # as one word: a list is written number by number
        return f"{lhs} = ANY(%s::bigint[])", [*params, f"{{{numbers}}}"]
