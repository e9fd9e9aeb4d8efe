"""Rows that hang on an agreement: who reads the agreement reads them, or fewer."""

from django.db.models import Q

from agreements.models.clauses import OfAgreementQuerySet
from partnerships.models import Audience, RecordQuerySet
from stakeholders.access import Permission


class SentAcrossQuerySet(OfAgreementQuerySet):
    """Rows of which the owning office reads all, and the other readers of the agreement those that left the office."""

    left_the_office = Q()

    def published(self):
        """What everybody reads, without signing in."""
        return self.filter(self.left_the_office, **{self.audience_path: Audience.PUBLIC})

    def for_user(self, user, permission=Permission.VIEW):
        found = super().for_user(user, permission)
        if permission != Permission.VIEW or not user.is_authenticated:
            return found
        return found.filter(self.owner_admits(user) | self.left_the_office)


class InsideQuerySet(RecordQuerySet):
    """Rows of an agreement that one office reads alone, whoever reads the agreement (ARCHITECTURE 4).

    Where the agreement is named, only its named readers and those who read confidential records do.
    """

    partnership_path = "agreement__partnership"
    owner_path = "agreement__owner"
    audience_path = "agreement__audience"
    named_path = "agreement__named"

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        if permission != Permission.VIEW:
            return self.filter(self.seat_admits(user) & self.may_change(user, permission))
        trusted = ~Q(**{self.audience_path: Audience.NAMED}) | self.confidants_admit(user)
        return self.filter(self.seat_admits(user) & self.owner_admits(user) & trusted)


class OwnOfficeQuerySet(InsideQuerySet):
    """The same for rows that carry the office which wrote them: either side may keep its own."""

    owner_path = "owner"
