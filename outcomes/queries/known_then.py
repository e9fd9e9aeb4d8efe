"""An office's counted rows as they were known on an earlier day, in a scope, for one reader (METHODS 1)."""

from outcomes.models import Claim
from outcomes.queries.ledger import counted_as_of
from outcomes.queries.scopes import LAYER, ORGANISATION, PLACE, kinds_of
from partnerships.models import Audience, Partnership
from partnerships.models.keys import keys_of
from stakeholders.access import Permission


def rows_as_of(user, organisation, day, scope):
    """Counted rows of a scope as they were known on a day, each outcome once; what the person may not read is out.

    Cached on the user for the request: a page asks several times.
    """
    key = (organisation.pk, day, scope.key, scope.filter)
    cache = user.__dict__.setdefault("_rows_as_of", {})
    if key not in cache:
        rows = in_scope(everything_as_of(user, organisation, day), scope)
        # An outcome stands with the first of its ties, whoever looks; a filter chooses among what the person reads.
        cache[key] = once(readable(user, rows)) if scope.only is not None else readable(user, once(rows))
    return cache[key]


def everything_as_of(user, organisation, day):
    """All counted rows of an office as known on a day, whoever may read them; kept on the user for the request."""
    cache = user.__dict__.setdefault("_rows_as_of", {})
    if (organisation.pk, day) not in cache:
        cache[organisation.pk, day] = counted_as_of(organisation, day)
    return cache[organisation.pk, day]


def readable(user, rows):
    """As `Counted.objects.for_user` has it, for rows that are not stored."""
    keys = keys_of(user)
    everybody, confidants = opened(keys.with_permission(Permission.VIEW)), opened(
        keys.with_permission(Permission.VIEW, confidential=True)
    )
    return [row for row in rows if (confidants if row.audience == Audience.NAMED else everybody)(row)]


def opened(keys):
    everywhere = {key.organisation for key in keys.held if key.ties is None} | keys.granted
    limited = [(key.organisation, key.ties) for key in keys.held if key.ties is not None]

    def is_open(row):
        if row.owner_id in everywhere:
            return True
        return any(row.owner_id == owner and row.partnership_id in ties for owner, ties in limited)

    return is_open


def in_scope(rows, scope):
    if scope.only is not None:
        left = set(scope.only.values_list("pk", flat=True))
        rows = [row for row in rows if row.partnership_id in left]
    if scope.kind in (LAYER, ORGANISATION):
        ids = {used["claim"] for row in rows for used in row.claims}
        claims = Claim.objects.filter(pk__in=ids)
        if scope.kind == ORGANISATION:
            wanted = set(claims.filter(organisation=scope.member).values_list("pk", flat=True))
        else:
            wanted = set(claims.filter(organisation__kind__in=kinds_of(scope.member)).values_list("pk", flat=True))
        return [row for row in rows if any(used["claim"] in wanted for used in row.claims)]
    if scope.is_programme:
        return rows
    if scope.kind == PLACE:
        ties = set(Partnership.objects.filter(scope.ties("pk")).values_list("pk", flat=True))
        return [row for row in rows if row.partnership_id in ties]
    return [row for row in rows if row.partnership_id == scope.member]


def once(rows):
    """Each outcome on the first of its ties."""
    found = {}
    for row in sorted(rows, key=lambda row: (row.outcome_id, row.partnership_id)):
        found.setdefault(row.outcome_id, row)
    return list(found.values())
