"""Who reads which record: every kind x audience x person, and each filter taken out in turn (ARCHITECTURE 4)."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from activities.models import Activity, ActivityAccount, Fund
from agreements.models import Agreement, Clause, Deliverable
from outcomes.models import Claim
from outcomes.models.counted import OfficeFigureQuerySet
from outcomes.queries.programme import staged
from partnerships.models import Audience, MembershipTie, Partnership, RecordQuerySet, StageResult
from stakeholders.access import Permission, Role
from stakeholders.models import Organisation, Person, keys
from stakeholders.models.any_of import Numbers
from stakeholders.models.opened import pair
from tests.access.world_delegations import DELEGATION_KINDS
from tests.factories import MembershipFactory, UserFactory

OFFICE = {"coordinator", "colleague", "executive", "granted staff"}
PARTIES = {"chamber", "named"}
LEADS = {"far coordinator"}
EVERYBODY = {
    "coordinator", "colleague", "executive", "volunteer", "former", "chamber", "port", "friends", "far coordinator",
    "far port", "far chamber", "third coordinator", "named", "nobody", "staff", "granted staff",
}
READERS = {
    Audience.NAMED: {"coordinator", "named"},
    Audience.OFFICE: OFFICE,
    Audience.PARTIES: OFFICE | PARTIES,
    Audience.SHARED: OFFICE | PARTIES | LEADS,
    Audience.PUBLIC: EVERYBODY,
}
# never leave the office, whoever reads the activity or the agreement
INSIDE = {
    "office note", "next step", "activity post", "gift", "cost line", "settlement", "milestone", "series",
    "internal note", "agreement move", "head count",
}  # fmt: skip
OF_ITS_SIDE = {"clock task", "clock file"}  # read by the body that files and its office, whoever reads the agreement
FIGURES = {"counted", "roll-up"}  # the office's view of its own portfolio
NOT_PUBLISHED = {"account"}  # given by one side to the other: what everybody reads does not hold it
NOT_NAMED_ON = {"lead", "lead move", "firm"}  # no organisation is named on it, so "parties" adds nobody


def expected(kind, audience):
    if kind == "due diligence":  # named, whoever reads the agreement
        return READERS[Audience.NAMED]
    if kind in INSIDE | DELEGATION_KINDS:
        return {"coordinator"} if audience == Audience.NAMED else OFFICE
    if kind in OF_ITS_SIDE:
        return READERS[audience] & (OFFICE | PARTIES)
    if kind in NOT_PUBLISHED and audience == Audience.PUBLIC:
        return READERS[Audience.SHARED]
    if kind in FIGURES:
        return {"coordinator"} if audience == Audience.NAMED else OFFICE
    if kind in NOT_NAMED_ON:
        readers = READERS[audience] - PARTIES if audience != Audience.PUBLIC else EVERYBODY
        return readers | {"named"} if audience == Audience.NAMED else readers
    return READERS[audience]


def wrong_cells(world, first=""):
    """Cells (kind, audience, person) in which for_user differs from the table; one query a kind and person.

    first: the kind that is asked first.
    """
    kinds = {}
    for (kind, audience), record in world.records.items():
        if audience is not None:
            kinds.setdefault(kind, {})[record.pk] = audience
    for kind, audiences in sorted(kinds.items(), key=lambda item: item[0] != first):
        model = type(world.records[kind, Audience.OFFICE])
        for name, person in world.people.items():
            reads = set(model.objects.for_user(person).values_list("pk", flat=True))
            for pk, audience in audiences.items():
                if (pk in reads) != (name in expected(kind, audience)):
                    yield kind, str(audience), name, pk in reads


def test_every_record_is_read_by_those_of_its_audience_and_nobody_else(world):
    assert list(wrong_cells(world)) == []


def test_nobody_reads_anything_without_signing_in(world):
    for record in world.records.values():
        assert not type(record).objects.for_user(AnonymousUser()).exists()


def test_a_stage_is_read_by_the_office_that_was_graded_and_never_across_the_line(world):
    readers = {name for name, person in world.people.items() if StageResult.objects.for_user(person).exists()}

    assert readers == OFFICE


def test_contacts_stay_with_the_office_that_recorded_them(world):
    readers = {name for name, person in world.people.items() if Person.objects.for_user(person).exists()}

    assert readers == {"coordinator", "colleague", "executive"}


def test_a_tie_is_seen_by_its_seats_observers_too_and_by_nobody_else(world):
    readers = {
        name for name, person in world.people.items()
        if Partnership.objects.for_user(person).filter(pk=world.tie.pk).exists()
    }

    assert readers == OFFICE | {"chamber", "named", "port", "friends", "far coordinator", "far port", "far chamber"}


def test_a_limited_membership_counts_only_on_the_ties_it_names(world):
    volunteer = world.people["volunteer"]

    assert list(Partnership.objects.for_user(volunteer)) == [world.other_tie]
    assert not Activity.objects.for_user(volunteer).filter(partnership=world.tie).exclude(audience="public").exists()


def limited_to(world, *held):
    """Somebody new with a limited membership for each (organisation, ties)."""
    user = UserFactory()
    for key, ties in held:
        membership = MembershipFactory(
            user=user, organisation=world.organisations[key], role=Role.CONTRIBUTOR, limited=True
        )
        MembershipTie.objects.bulk_create(MembershipTie(membership=membership, partnership=tie) for tie in ties)
    return user


def read_crosswise(world):
    """What of the first tie is read by the port's member there who is the chamber's member on the other tie.

    Of the activities there the chamber is part, and the port of none.
    """
    volunteer = limited_to(world, ("port", [world.tie]), ("chamber", [world.other_tie]))
    shared = Activity.objects.filter(partnership=world.tie, audience__in=[Audience.PARTIES, Audience.SHARED])
    assert list(Partnership.objects.for_user(volunteer)) == [world.tie]
    return shared.for_user(volunteer)


def test_two_limited_memberships_are_not_added_crosswise(world):
    assert not read_crosswise(world).exists()


def test_the_pairs_of_limited_memberships_taken_out_are_noticed(world, monkeypatch):
    def crosswise(held):
        ties = frozenset().union(*(key.ties for key in held.held))
        return Numbers(pair(organisation, tie) for organisation in held.limited for tie in ties)

    monkeypatch.setattr(keys.Keys, "pairs", property(crosswise))

    assert read_crosswise(world).exists()


def test_what_limited_memberships_open_turned_round_is_all_the_rest(world):
    """Rows without a tie, too: three-valued logic loses none of them, on whichever side they fall."""
    office, port = world.organisations["office"], world.organisations["port"]
    for owner in (office, port):
        for tie in (None, world.tie, world.other_tie):
            Fund.objects.create(owner=owner, partnership=tie, name="fund", source="source")
    held = keys.keys_of(limited_to(world, ("port", [world.tie]), ("office", [world.other_tie])))
    mine = held.opens("owner", "partnership")

    opened, closed = Fund.objects.filter(mine), Fund.objects.exclude(mine)

    assert {(fund.owner, fund.partnership) for fund in opened} == {(port, world.tie), (office, world.other_tie)}
    assert {fund.pk for fund in closed} == {fund.pk for fund in Fund.objects.all()} - {fund.pk for fund in opened}
    assert set(Fund.objects.filter(~mine)) == set(closed)


def test_limited_memberships_are_counted_on_the_board_of_their_own_ties_only(world):
    """The board joins the stages on the condition itself, not on a list of what it opens."""
    user = limited_to(world, ("port", [world.tie]), ("office", [world.other_tie]))

    assert set(staged(user, world.offices["here"]).values_list("now", flat=True)) == {None}
    assert None not in staged(world.people["executive"], world.offices["here"]).filter(
        partnership=world.tie).values_list("now", flat=True)


def test_a_second_seated_city_with_its_port_and_chamber_reads_no_word_of_the_first_ones_own_records(world):
    closed = [Audience.NAMED, Audience.OFFICE, Audience.PARTIES]
    for name in ("far coordinator", "far port", "far chamber"):
        person = world.people[name]
        for (kind, audience), record in world.records.items():
            if audience in closed:
                assert not type(record).objects.for_user(person).filter(pk=record.pk).exists(), (name, kind, audience)


def changers(world, permission):
    """{kind: names of those who may} on shared records."""
    return {
        kind: {
            name for name, person in world.people.items()
            if type(record).objects.for_user(person, permission).filter(pk=record.pk).exists()
        }
        for (kind, audience), record in world.records.items()
        if audience == Audience.SHARED and kind in CHANGED
    }


CHANGED = ("agreement", "deliverable", "activity", "claim", "lead")


def test_only_coordinators_of_the_owning_office_change_a_record(world):
    for permission in (Permission.EDIT, Permission.ASK, Permission.SHARE, Permission.ACCEPT_DELIVERABLE):
        assert changers(world, permission) == dict.fromkeys(CHANGED, {"coordinator"}), permission


def test_a_public_record_is_read_by_all_and_changed_by_its_owner_only(world):
    record = world.records["activity", Audience.PUBLIC]

    may = {
        n for n, p in world.people.items()
        if Activity.objects.for_user(p, Permission.EDIT).filter(pk=record.pk).exists()
    }

    assert may == {"coordinator"}


def test_the_organisation_that_owes_a_deliverable_may_update_it_where_it_may_read_it(world):
    may = {
        (str(audience), name)
        for audience in Audience
        for name, person in world.people.items()
        if Deliverable.objects.for_user(person, Permission.UPDATE_DELIVERABLE)
        .filter(pk=world.records["deliverable", audience].pk).exists()
    }

    office = {(a.value, n) for a in Audience for n in ("coordinator", "colleague")} - {("named", "colleague")}
    assert may == office | {("parties", "chamber"), ("shared", "chamber")}


def test_an_organisation_is_opened_by_its_members_its_registers_and_the_leads_it_meets(world):
    def opens(person, organisation):
        return Organisation.objects.for_user(world.people[person]).filter(pk=organisation.pk).exists()

    office, far_port = world.organisations["office"], world.organisations["far port"]
    assert opens("executive", office)
    assert opens("far coordinator", office)
    assert not opens("coordinator", far_port)
    assert not opens("third coordinator", world.organisations["far office"])
    assert not opens("nobody", office)


FILTERS = {  # and of which kind a record is opened then
    "the seat admits": (RecordQuerySet, "seat_admits", "activity"),
    "the audience admits": (RecordQuerySet, "audience_admits", "activity"),
    "the owner admits": (RecordQuerySet, "owner_admits", "activity"),
    "confidants": (RecordQuerySet, "confidants_admit", "activity"),
    "named people": (RecordQuerySet, "named_admits", "activity"),
    "agreement parties": (type(Agreement.objects.all()), "party_admits", "agreement"),
    "clause parties": (type(Clause.objects.all()), "party_admits", "clause"),
    "deliverable parties": (type(Deliverable.objects.all()), "party_admits", "deliverable"),
    "activity parties": (type(Activity.objects.all()), "party_admits", "activity"),
    "account parties": (type(ActivityAccount.objects.all()), "party_admits", "account"),
    "accounts unpublished": (type(ActivityAccount.objects.all()), "audience_admits", "account"),
    "claim parties": (type(Claim.objects.all()), "party_admits", "claim"),
    "figures of the office": (OfficeFigureQuerySet, "for_user", "counted"),
}


def test_each_filter_of_a_record_taken_out_is_noticed(world, monkeypatch):
    for name, (owner, method, kind) in FILTERS.items():
        with monkeypatch.context() as patch:
            patch.setattr(owner, method, (lambda self, *asked: self) if method == "for_user" else lambda *asked: Q())

            assert next(wrong_cells(world, first=kind), None) is not None, name


def test_the_filter_of_changes_taken_out_is_noticed(world, monkeypatch):
    monkeypatch.setattr(RecordQuerySet, "may_change", lambda self, user, permission: Q())

    assert changers(world, Permission.EDIT) != dict.fromkeys(CHANGED, {"coordinator"})


def test_the_filters_of_grades_contacts_ties_and_organisations_taken_out_are_noticed(world, monkeypatch):
    for model in (StageResult, Person, Partnership, Organisation):
        stranger, queryset = world.people["nobody"], type(model.objects.all())
        before = set(model.objects.for_user(stranger))
        with monkeypatch.context() as patch:
            patch.setattr(queryset, "for_user", lambda self, user, permission="view": self)

            assert set(model.objects.for_user(stranger)) != before == set(), model
