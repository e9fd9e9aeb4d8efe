"""What the sample office shares: a network that it belongs to, records that enter its sums, a view for colleagues."""

import datetime as dt

from django.urls import reverse

from desk.sample.measures import MOST_LIVELY
from outcomes.models import Claim, NetworkMember, SavedView
from partnerships.models import Audience
from stakeholders.models import OrganisationKind

NETWORK = "Lakes and Prairies Network"  # invented, as every body of the sample
SHARED_CODES = ("OC2", "OC4", "OC9", "OC13", "IM3")
VIEW = "Ports against the period before"


def add_sharing(sample, organisation):
    """organisation: makes a body of the sample (load.organisation)."""
    network = organisation(NETWORK, OrganisationKind.ASSOCIATION_OF_SISTER_CITIES, sample.office.home)
    asked = sample.at(sample.days_ago(700))
    who = sample.users["coordinator"]
    NetworkMember.objects.create(
        network=network, office=sample.owner, asked_at=asked, asked_by=who, accepted_at=asked + dt.timedelta(days=11),
        accepted_by=who, sample=True,
    )  # fmt: skip
    lively = [partnership.pk for tie, partnership, _away in sample.ties if tie.lively == MOST_LIVELY]
    verified = Claim.objects.filter(owner=sample.owner, sample=True, evidence__gte=3, partnership__in=lively)
    # Never one behind which a firm stands: it has agreed to nothing.
    verified.filter(outcome__indicator__code__in=SHARED_CODES, firm=None).update(audience=Audience.SHARED)
    SavedView.objects.create(
        office=sample.owner, made_by=who, name=VIEW, path=reverse("outcomes:layer", args=["port"]),
        query="compare=period", shared=True, sample=True,
    )  # fmt: skip
