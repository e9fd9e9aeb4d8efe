"""Opening a record to more readers."""

import datetime as dt

import pytest
from django.utils import timezone

from outcomes.models import Claim, ClaimFirm
from partnerships.models import Audience, SeatRole
from partnerships.services.audience import NotThatWide, NotWider, PublishedByNobody, share_record, who_will_read
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    CityFactory,
    ClaimFactory,
    DeliverableFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    ParticipantFactory,
    PartnershipFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def tie():
    """A tie with a lead on each side, a seated chamber and an observer, one person in each."""
    here, there = CityFactory(), CityFactory()
    partnership = PartnershipFactory(between=[here, there])
    office, other = OfficeFactory(home=here).organisation, OfficeFactory(home=there).organisation
    chamber, observer = OrganisationFactory(place=there), OrganisationFactory(place=there)
    SeatFactory(partnership=partnership, organisation=office, role=SeatRole.LEAD)
    SeatFactory(partnership=partnership, organisation=other, role=SeatRole.LEAD)
    SeatFactory(partnership=partnership, organisation=chamber)
    SeatFactory(partnership=partnership, organisation=observer, role=SeatRole.OBSERVER)
    for organisation in (office, other, chamber, observer):
        MembershipFactory(organisation=organisation)
    partnership.office, partnership.other, partnership.chamber, partnership.observer = office, other, chamber, observer
    return partnership


@pytest.fixture
def activity(tie):
    found = ActivityFactory(partnership=tie, owner=tie.office)
    for organisation in (tie.office, tie.chamber, tie.observer):
        ParticipantFactory(activity=found, organisation=organisation)
    return found


def readers(record, audience):
    found = who_will_read(record, audience)
    return found.people, {organisation.pk for organisation in found.organisations}


def test_the_preview_counts_exactly_those_whom_the_audience_admits(activity, tie):
    office, other, chamber = tie.office.pk, tie.other.pk, tie.chamber.pk

    assert readers(activity, Audience.OFFICE) == (1, {office})
    assert readers(activity, Audience.PARTIES) == (2, {office, chamber})
    assert readers(activity, Audience.SHARED) == (3, {office, chamber, other})
    assert readers(activity, Audience.PUBLIC)[0] is None


def test_the_preview_agrees_with_for_user(activity, tie):
    everyone = {
        organisation.pk: organisation.memberships.get().user
        for organisation in (tie.office, tie.other, tie.chamber, tie.observer)
    }
    for audience in (Audience.OFFICE, Audience.PARTIES, Audience.SHARED):
        said = readers(activity, audience)[1]
        type(activity).objects.filter(pk=activity.pk).update(audience=audience)

        read = {pk for pk, user in everyone.items() if type(activity).objects.for_user(user).exists()}

        assert read == said


def test_who_owes_a_deliverable_reads_it_as_a_party(tie):
    agreement = AgreementFactory(partnership=tie, owner=tie.office)
    deliverable = DeliverableFactory(agreement=agreement, owed_by=tie.chamber, audience=Audience.OFFICE)

    assert readers(deliverable, Audience.PARTIES) == (2, {tie.office.pk, tie.chamber.pk})


def test_sharing_twice_changes_nothing_the_second_time(activity):
    anna = UserFactory()

    share_record(activity, audience=Audience.PUBLIC, by=anna, at=NOON)
    found = share_record(activity, audience=Audience.PUBLIC, by=UserFactory(), at=timezone.now())

    assert (found.audience, found.published_by, found.published_at) == (Audience.PUBLIC, anna, NOON)


def test_a_record_is_not_narrowed_by_sharing(activity):
    share_record(activity, audience=Audience.SHARED, by=UserFactory(), at=NOON)

    with pytest.raises(NotWider):
        share_record(activity, audience=Audience.PARTIES, by=UserFactory(), at=NOON)


def test_nobody_cannot_publish(activity):
    with pytest.raises(PublishedByNobody):
        share_record(activity, audience=Audience.PUBLIC, by=None, at=NOON)


def test_a_deliverable_is_never_public(tie):
    deliverable = DeliverableFactory(agreement=AgreementFactory(partnership=tie, owner=tie.office))

    with pytest.raises(NotThatWide):
        share_record(deliverable, audience=Audience.PUBLIC, by=UserFactory(), at=NOON)


def test_a_draft_agreement_goes_to_its_parties_at_most(tie):
    draft = AgreementFactory(partnership=tie, owner=tie.office, status="draft", audience=Audience.OFFICE)

    with pytest.raises(NotThatWide):
        share_record(draft, audience=Audience.SHARED, by=UserFactory(), at=NOON)


def test_a_claim_goes_beyond_its_parties_only_when_the_firm_consents(tie):
    claim = ClaimFactory(partnership=tie, owner=tie.office)
    firm = ClaimFirm.objects.create(claim=claim, name="Firm")

    with pytest.raises(NotThatWide):
        share_record(claim, audience=Audience.SHARED, by=UserFactory(), at=NOON)
    firm.consents_to_amount = True
    firm.save()
    share_record(Claim.objects.get(pk=claim.pk), audience=Audience.SHARED, by=UserFactory(), at=NOON)

    assert Claim.objects.get(pk=claim.pk).audience == Audience.SHARED
