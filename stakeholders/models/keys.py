"""What a person's memberships open, read once and kept on the user for the request (ARCHITECTURE 4).

Building every rule of permission out of nested subqueries cost 50 ms a query; the memberships of one person are a
handful of rows, so they are read once and stand in the query as plain ids. A user fetched anew reads them anew.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from stakeholders.access import GRANTS, Permission, Role
from stakeholders.models.any_of import Numbers
from stakeholders.models.memberships import Membership, StaffGrant
from stakeholders.models.opened import Opened, pair


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
        asked = (permission, confidential)
        if asked not in self._narrowed:
            held = tuple(
                key for key in self.held
                if permission in GRANTS[Role(key.role)] and (key.confidential or not confidential)
            )
            looking = permission == Permission.VIEW and not confidential
            self._narrowed[asked] = Keys(held, self.granted if looking else frozenset())
        return self._narrowed[asked]

    def without_grants(self):
        return Keys(self.held) if self.granted else self

    @cached_property
    def _narrowed(self):
        """{(permission, confidential): keys}, so that every rule of a page shares the numbers written down once."""
        return {}

    @cached_property
    def whole(self):
        """Organisations for which a key counts on every tie."""
        return Numbers({key.organisation for key in self.held if key.ties is None} | self.granted)

    @cached_property
    def pairs(self):
        """Each organisation with each of the ties its key is limited to."""
        return Numbers(pair(key.organisation, tie) for key in self.held for tie in key.ties or ())

    @cached_property
    def limited(self):
        """Organisations of which a key opens named ties alone."""
        return Numbers(key.organisation for key in self.held if key.ties)

    def opens(self, organisation, partnership):
        """Q: the organisation at this path is one of mine, on a tie (at that path) for which the key counts."""
        if not self.limited:
            return Q(**{f"{organisation}__any_of": self.whole})
        return Q(Opened(organisation, partnership, whole=self.whole, limited=self.limited, pairs=self.pairs))


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
