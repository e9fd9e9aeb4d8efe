"""What a person's memberships open, read once and kept on the user for the request (ARCHITECTURE 4).

Building every rule of permission out of nested subqueries cost 50 ms a query; the memberships of one person are a
handful of rows, so they are read once and stand in the query as plain ids. A user fetched anew reads them anew.
"""

from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BigIntegerField, ExpressionWrapper, F, Q

from stakeholders.access import GRANTS, Permission, Role
from stakeholders.models.any_of import AnyOf
from stakeholders.models.memberships import Membership, StaffGrant

PAIR = 2**31  # the first of two numbers times this, plus the second


@dataclass(frozen=True)
class Key:
    """One membership of today. ties: None for all, else the partnerships it is limited to."""

    organisation: int
    role: str
    confidential: bool
    ties: frozenset | None


@dataclass(frozen=True)
class Keys:
    held: tuple = ()
    granted: frozenset = field(default_factory=frozenset)

    def with_permission(self, permission, *, confidential=False):
        """These keys without those whose role does not grant it; staff grants are for looking only."""
        held = tuple(
            key for key in self.held
            if permission in GRANTS[Role(key.role)] and (key.confidential or not confidential)
        )
        looking = permission == Permission.VIEW and not confidential
        return Keys(held, self.granted if looking else frozenset())

    def without_grants(self):
        return Keys(self.held)

    @property
    def whole(self):
        """Organisations for which a key counts on every tie."""
        return {key.organisation for key in self.held if key.ties is None} | self.granted

    def opens(self, organisation, partnership):
        """Q: the organisation at this path is one of mine, on a tie (at that path) for which the key counts."""
        everywhere = Q(**{f"{organisation}__any_of": self.whole})
        limited = [key for key in self.held if key.ties]
        return everywhere | _on_its_ties(limited, organisation, partnership) if limited else everywhere


def _on_its_ties(keys, organisation, partnership):
    """Q: the organisation is of one of these keys, and the tie is one of those that very key is limited to.

    Where each key names the same ties, two lists say it; else the pairs are told. A row without a tie fails the first
    two conditions, so that its pair, which is null, is no answer where this is turned round.
    """
    organisations, ties = {key.organisation for key in keys}, frozenset().union(*(key.ties for key in keys))
    of_these = Q(**{f"{organisation}__any_of": organisations})
    if all(key.ties == ties for key in keys):
        return of_these & Q(**{f"{partnership}__any_of": ties})
    pairs = {key.organisation * PAIR + tie for key in keys for tie in key.ties}
    return of_these & Q(**{f"{partnership}__isnull": False}) & Q(AnyOf(_pair(organisation, partnership), pairs))


def _pair(one, other):
    """The numbers at both paths as one number."""
    return ExpressionWrapper(F(one) * PAIR + F(other), output_field=BigIntegerField())


def keys_of(user):
    """The keys of a person: at most two queries, the first time they are asked for."""
    if not user.is_authenticated:
        return Keys()
    if not hasattr(user, "_keys"):
        held = (
            Membership.objects.current()
            .filter(user=user)
            .annotate(named=ArrayAgg("ties__partnership", filter=Q(ties__isnull=False), default=[]))
            .values_list("organisation_id", "role", "confidential", "limited", "named")
        )
        granted = StaffGrant.objects.current().filter(user=user) if user.is_staff else StaffGrant.objects.none()
        user._keys = Keys(
            tuple(
                Key(organisation, role, confidential, frozenset(named) if limited else None)
                for organisation, role, confidential, limited, named in held
            ),
            frozenset(granted.values_list("office_id", flat=True)),
        )
    return user._keys
