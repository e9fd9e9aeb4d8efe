"""Reads that span the models of this room: whose desk is this, which places match what was typed."""

from django.db.models import F, OuterRef, Subquery

from stakeholders.models import Membership, Office


def office_of(user):
    """The office in which this person works: of their first full membership in one, else of a limited one; or None.

    The office carries `organisation` and `home`, and in `role` the word of that membership. One query.
    """
    if not user.is_authenticated:
        return None
    held = (
        Membership.objects.current()
        .filter(user=user, organisation=OuterRef("organisation"))
        .order_by("limited", "pk")
        .values("pk", "role", "limited")
    )
    return (
        Office.objects.select_related("organisation", "home")
        .annotate(
            membership_id=Subquery(held.values("pk")[:1]),
            role=Subquery(held.values("role")[:1]),
            limited=Subquery(held.values("limited")[:1]),
        )
        .filter(membership_id__isnull=False)
        .order_by("limited", F("membership_id"))
        .first()
    )
