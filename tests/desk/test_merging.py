"""Merging two organisations or contacts, and taking a merge apart again (docs/doubles.md)."""

import datetime as dt

import pytest

from desk.doubles import refusals as no
from desk.doubles.links import plain, references
from desk.doubles.merging import follow_all, forget_person, merge_organisations, merge_people, purge_due
from desk.doubles.undoing import undo
from outcomes.models import Counted, Happening
from outcomes.services.counting import count_dirty
from partnerships.models import Seat
from partnerships.services.holds import OnHold, set_hold
from stakeholders.models import (
    Membership,
    Merge,
    OldSlug,
    Organisation,
    OrganisationIdentifier,
    Person,
    Post,
    PostHolding,
    RegisterEntry,
)
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
    PartyFactory,
    PersonFactory,
    RegisterEntryFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


class Scene:
    """An office with a coordinator and one chamber twice on its file, each with things that hang on it."""

    def __init__(self):
        self.office = OfficeFactory().organisation
        self.by = MembershipFactory(organisation=self.office).user
        self.city = CityFactory(name="Hamburg")
        self.kept = OrganisationFactory(name="Hamburg Chamber of Commerce", place=self.city, website="")
        self.gone = OrganisationFactory(
            name="Handelskammer Hamburg", place=self.city, website="https://hk24.example", aliases=["HK Hamburg"],
            source="crm", external_id="77",
        )  # fmt: skip
        for body in (self.kept, self.gone):
            RegisterEntryFactory(office=self.office, organisation=body)
        self.tie = PartnershipFactory(between=[self.office.place, self.city])
        SeatFactory(partnership=self.tie, organisation=self.office, role="lead")

    def merge(self, **given):
        given = {"by": self.by, "at": NOON, "office": self.office} | given
        return merge_organisations(self.kept, self.gone, **given)


@pytest.fixture
def scene():
    return Scene()


def everything(*bodies):
    """Each row that belongs to or points to one of these, as it stands."""
    pks = [body.pk for body in bodies]
    rows = [plain(row) for row in type(bodies[0])._base_manager.filter(pk__in=pks).order_by("pk")]
    for child, field in references(type(bodies[0])):
        rows += [plain(row) for row in child._base_manager.filter(**{f"{field.name}__in": pks}).order_by("pk")]
    slugs = [(old.kind, old.slug, old.object_id) for old in OldSlug.objects.order_by("pk")]
    return rows, slugs


def test_all_that_hangs_on_the_double_moves_to_the_one_that_stays(scene):
    person = PersonFactory(owner=scene.office, organisation=scene.gone)
    agreement = AgreementFactory(partnership=scene.tie, owner=scene.office)
    party = PartyFactory(agreement=agreement, organisation=scene.gone)
    owed = DeliverableFactory(agreement=agreement, owner=scene.office, owed_by=scene.gone)
    code = OrganisationIdentifier.objects.create(organisation=scene.gone, scheme="registration", value="HRB 1")

    scene.merge()

    moved = [person, party, owed, code]
    for row in moved:
        row.refresh_from_db()
    assert [person.organisation, party.organisation, owed.owed_by, code.organisation] == [scene.kept] * 4
    assert [
        (child._meta.label, field.name)
        for child, field in references(Organisation)
        if child._base_manager.filter(**{field.name: scene.gone.pk}).exists()
    ] == []


def test_what_the_kept_one_lacks_is_filled_and_the_other_name_becomes_an_alias(scene):
    scene.merge()

    scene.kept.refresh_from_db()
    assert scene.kept.website == "https://hk24.example"
    assert scene.kept.aliases == ["Handelskammer Hamburg", "HK Hamburg"]


def test_a_chosen_name_is_taken_over_and_the_former_one_becomes_an_alias(scene):
    scene.merge(chosen=["name"])

    scene.kept.refresh_from_db()
    assert scene.kept.name == "Handelskammer Hamburg"
    assert scene.kept.aliases == ["Hamburg Chamber of Commerce", "HK Hamburg"]


def test_two_seats_in_one_tie_become_one_with_the_weightier_role(scene):
    SeatFactory(partnership=scene.tie, organisation=scene.kept, role="partner")
    SeatFactory(partnership=scene.tie, organisation=scene.gone, role="lead")

    scene.merge()

    seats = Seat.objects.filter(partnership=scene.tie, side=scene.city)
    assert [(seat.organisation, seat.role) for seat in seats] == [(scene.kept, "lead")]


def test_what_hangs_on_a_row_that_stood_twice_moves_to_the_row_that_stays(scene):
    """Both have the post of a president: one post is left, with both holders."""
    posts = [Post.objects.create(organisation=body, title="President") for body in (scene.kept, scene.gone)]
    people = [PersonFactory(owner=scene.office, organisation=body) for body in (scene.kept, scene.gone)]
    for post, person in zip(posts, people, strict=True):
        PostHolding.objects.create(post=post, person=person, since=dt.date(2025, 1, 1))

    scene.merge()

    assert list(Post.objects.filter(title="President")) == [posts[0]]
    assert set(PostHolding.objects.filter(post=posts[0]).values_list("person", flat=True)) == {p.pk for p in people}


def test_an_activity_with_both_counts_the_body_once_and_its_copy_follows(scene):
    activity = ActivityFactory(partnership=scene.tie, owner=scene.office)
    for body, people in ((scene.kept, None), (scene.gone, 4)):
        ParticipantFactory(activity=activity, organisation=body, people=people)

    scene.merge()

    assert [(one.organisation, one.people) for one in activity.participants.all()] == [(scene.kept, 4)]
    assert Happening.objects.get(activity=activity).bodies == [scene.kept.pk]


def test_the_ledger_counts_the_same_before_and_after(scene):
    claim = ClaimFactory(owner=scene.office, organisation=scene.gone, partnership=scene.tie)
    count_dirty()
    before = list(Counted.objects.values_list("outcome", "state", "nominal"))

    scene.merge()
    count_dirty()

    claim.refresh_from_db()
    assert claim.organisation == scene.kept
    assert before
    assert list(Counted.objects.values_list("outcome", "state", "nominal")) == before


def test_undoing_restores_every_row_exactly(scene):
    SeatFactory(partnership=scene.tie, organisation=scene.kept, role="partner")
    SeatFactory(partnership=scene.tie, organisation=scene.gone, role="lead")
    for body in (scene.kept, scene.gone):
        post = Post.objects.create(organisation=body, title="President")
        PostHolding.objects.create(post=post, person=PersonFactory(owner=scene.office, organisation=body))
    activity = ActivityFactory(partnership=scene.tie, owner=scene.office)
    ParticipantFactory(activity=activity, organisation=scene.gone, people=4)
    OldSlug.objects.create(kind="organisation", slug="hk", object_id=scene.gone.pk)
    before = everything(scene.kept, scene.gone)
    seats = list(Seat.objects.order_by("pk").values())

    merged = scene.merge(chosen=["name"])
    undo(merged, by=scene.by, at=NOON + 29 * DAY)

    assert everything(scene.kept, scene.gone) == before
    assert list(Seat.objects.order_by("pk").values()) == seats
    with pytest.raises(no.UndoneAlready):
        undo(merged, by=scene.by, at=NOON + DAY)


def test_a_merge_of_31_days_ago_is_final(scene):
    merged = scene.merge()

    with pytest.raises(no.TooLate):
        undo(merged, by=scene.by, at=NOON + 31 * DAY)

    assert purge_due(NOON + 31 * DAY) == 1
    merged.refresh_from_db()
    assert (merged.steps, merged.before, merged.after) == ([], {}, {})
    assert Organisation._base_manager.get(pk=scene.gone.pk).merged_into == scene.kept


def test_undoing_refuses_what_was_changed_or_removed_since(scene):
    person = PersonFactory(owner=scene.office, organisation=scene.gone)
    merged = scene.merge()
    Organisation.objects.filter(pk=scene.kept.pk).update(website="https://new.example")

    with pytest.raises(no.ChangedSince, match="website"):
        undo(merged, by=scene.by, at=NOON)

    Organisation.objects.filter(pk=scene.kept.pk).update(website="https://hk24.example")
    person.delete()
    with pytest.raises(no.ChangedSince, match="removed or moved on"):
        undo(merged, by=scene.by, at=NOON)


def test_undoing_a_merge_whose_result_was_merged_on_asks_for_the_later_one_first(scene):
    third = OrganisationFactory(name="Chamber Hamburg", place=scene.city)
    first = scene.merge()
    second = merge_organisations(third, scene.kept, by=scene.by, at=NOON, office=scene.office)

    with pytest.raises(no.ChangedSince, match="later merge first"):
        undo(first, by=scene.by, at=NOON)
    undo(second, by=scene.by, at=NOON)
    undo(first, by=scene.by, at=NOON)

    assert set(Organisation.objects.filter(place=scene.city)) == {scene.kept, scene.gone, third}


def test_a_body_with_members_or_records_of_another_office_is_for_the_staff(scene):
    other = OfficeFactory().organisation
    RegisterEntryFactory(office=other, organisation=scene.gone)

    with pytest.raises(no.OthersHang):
        scene.merge()
    RegisterEntry.objects.filter(office=other).delete()
    member = MembershipFactory(organisation=scene.gone)
    with pytest.raises(no.HasMembers):
        scene.merge()

    scene.by.is_staff = True
    scene.by.save()
    scene.merge()
    assert Membership.objects.get(pk=member.pk).organisation == scene.kept


def test_a_body_that_others_work_with_keeps_its_own_data(scene):
    RegisterEntryFactory(office=OfficeFactory().organisation, organisation=scene.kept)
    before = plain(scene.kept)

    scene.merge(chosen=["name"])

    assert plain(Organisation.objects.get(pk=scene.kept.pk)) == before


@pytest.mark.parametrize("role", ["viewer", "contributor"])
def test_only_a_coordinator_merges_and_undoes(scene, role):
    reader = MembershipFactory(organisation=scene.office, role=role).user

    with pytest.raises(no.MayNotMerge):
        scene.merge(by=reader)
    merged = scene.merge()
    with pytest.raises(no.MayNotMerge):
        undo(merged, by=reader, at=NOON)


def test_an_office_is_not_merged_away_and_nothing_into_itself(scene):
    with pytest.raises(no.IsAnOffice):
        merge_organisations(scene.kept, scene.office, by=scene.by, at=NOON, office=scene.office)
    with pytest.raises(no.TheSame):
        merge_organisations(scene.kept, scene.kept, by=scene.by, at=NOON, office=scene.office)


def test_a_double_merged_by_somebody_else_a_moment_ago_is_gone(scene):
    scene.merge()

    with pytest.raises(no.IsGone):
        scene.merge()


def test_a_legal_hold_refuses_and_is_named(scene):
    set_hold(
        scene.office, organisation=scene.gone, name="Case 12", reason="Court", since=dt.date(2026, 1, 1),
        by=scene.by, at=NOON,
    )  # fmt: skip

    with pytest.raises(OnHold, match="Case 12"):
        scene.merge()

    assert not Merge.objects.exists()


def test_a_name_that_a_third_one_has_is_refused_and_nothing_is_merged(scene):
    elsewhere = CityFactory()
    Organisation.objects.filter(pk=scene.gone.pk).update(place=elsewhere)
    OrganisationFactory(name=scene.gone.name, place=scene.city, slug="the-third")
    before = everything(scene.kept, scene.gone)

    with pytest.raises(no.NameInUse):
        scene.merge(chosen=["name"])

    assert everything(scene.kept, scene.gone) == before


def test_what_comes_late_to_the_double_is_moved_and_undone_with_the_rest(scene):
    merged = scene.merge()
    late = PersonFactory(owner=scene.office, organisation=scene.gone)

    assert follow_all(NOON + dt.timedelta(minutes=1)) == 1

    late.refresh_from_db()
    assert late.organisation == scene.kept
    undo(merged, by=scene.by, at=NOON + DAY)
    late.refresh_from_db()
    assert late.organisation == scene.gone


def test_contacts_of_one_office_merge_with_what_hangs_on_them(scene):
    kept = PersonFactory(owner=scene.office, organisation=scene.kept, name="Anna Berg", email="")
    gone = PersonFactory(owner=scene.office, organisation=scene.kept, name="A. Berg", never_mail=True)
    post = Post.objects.create(organisation=scene.kept, title="Head")
    PostHolding.objects.create(post=post, person=gone)
    before = everything(kept, gone)

    merged = merge_people(kept, gone, by=scene.by, at=NOON, office=scene.office)

    kept = Person.objects.get(owner=scene.office)
    assert (kept.name, kept.email, kept.never_mail) == ("Anna Berg", gone.email, True)
    assert post.holdings.get().person == kept
    assert (merged.kept_name, merged.gone_name) == ("", "")
    undo(merged, by=scene.by, at=NOON)
    assert everything(kept, gone) == before


def test_a_contact_of_another_office_is_not_merged(scene):
    mine, theirs = PersonFactory(owner=scene.office), PersonFactory(owner=OfficeFactory().organisation)

    with pytest.raises(no.OtherOwner):
        merge_people(mine, theirs, by=scene.by, at=NOON, office=scene.office)


def test_forgetting_a_contact_empties_the_merges_that_name_them(scene):
    kept, gone = (PersonFactory(owner=scene.office, organisation=scene.kept) for _ in range(2))
    merged = merge_people(kept, gone, by=scene.by, at=NOON, office=scene.office)

    forget_person(kept, at=NOON)

    merged.refresh_from_db()
    assert (merged.before, merged.after, merged.steps) == ({}, {}, [])
    assert list(Person._base_manager.filter(owner=scene.office)) == [kept]
