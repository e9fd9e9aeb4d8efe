"""Merging while colleagues work on the same two: nothing they save is lost. Each test has its control."""

import datetime as dt
import threading

import pytest
from django.db import connections, transaction

from desk.doubles import merging
from desk.doubles.merging import follow_all, merge_organisations
from stakeholders.models import Merge, Organisation, Person
from stakeholders.services import add_person, change_organisation
from tests.factories import CityFactory, MembershipFactory, OfficeFactory, OrganisationFactory, RegisterEntryFactory

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


class Scene:
    def __init__(self):
        self.settings = OfficeFactory()
        self.office = self.settings.organisation
        self.by = MembershipFactory(organisation=self.office).user
        city = CityFactory()
        self.kept = OrganisationFactory(name="Port of Osaka", place=city)
        self.gone = OrganisationFactory(name="Osaka Port", place=city, website="https://old.example")
        for body in (self.kept, self.gone):
            RegisterEntryFactory(office=self.office, organisation=body)

    def merge(self):
        return merge_organisations(self.kept, self.gone, by=self.by, at=NOON, office=self.office)


@pytest.fixture
def scene():
    return Scene()


def beside(job):
    """The job in a thread with a connection of its own, started."""

    def run():
        try:
            job()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def merge_while(scene, monkeypatch, job):
    """Merge; when the two rows have been read, a colleague's job starts, and gets half a second before we go on."""
    threads = []
    put_into = merging._put_into

    def pausing(*args):
        threads.append(beside(job))
        threads[0].join(0.5)
        return put_into(*args)

    monkeypatch.setattr(merging, "_put_into", pausing)
    scene.merge()
    threads[0].join(10)


def colleague_sets_website(scene):
    return lambda: change_organisation(scene.kept, by=scene.by, at=NOON, website="https://new.example")


def test_what_a_colleague_changes_on_the_kept_one_during_a_merge_stays(scene, monkeypatch):
    merge_while(scene, monkeypatch, colleague_sets_website(scene))

    assert Organisation.objects.get(pk=scene.kept.pk).website == "https://new.example"


def test_control_without_the_lock_the_merge_writes_over_the_colleague(scene, monkeypatch):
    def read(model, one, other):
        rows = model._base_manager.in_bulk([one, other])
        return rows[one], rows[other]

    monkeypatch.setattr(merging, "lock_two", read)

    merge_while(scene, monkeypatch, colleague_sets_website(scene))

    assert Organisation.objects.get(pk=scene.kept.pk).website == "https://old.example"


def contact_beside(scene):
    """A colleague writes a contact of the double down and commits only after the merge; (let go, thread)."""
    written, go = threading.Event(), threading.Event()

    def job():
        with transaction.atomic():
            add_person(
                office=scene.settings, organisation=scene.gone, name="Late Comer", by=scene.by, at=NOON,
                email="late@example.org",
            )  # fmt: skip
            written.set()
            go.wait(10)

    thread = beside(job)
    assert written.wait(10)
    return go, thread


def test_a_contact_written_down_during_a_merge_is_found_on_the_one_that_stays(scene):
    go, thread = contact_beside(scene)
    scene.merge()
    go.set()
    thread.join(10)

    follow_all(NOON)

    assert Person.objects.get(name="Late Comer").organisation == scene.kept


def test_control_without_following_it_would_hang_on_the_signpost_where_nobody_looks(scene):
    go, thread = contact_beside(scene)
    scene.merge()
    go.set()
    thread.join(10)

    person = Person.objects.get(name="Late Comer")
    assert person.organisation_id == scene.gone.pk
    assert not Organisation.objects.filter(pk=scene.gone.pk).exists()


def test_two_merges_of_one_pair_in_opposite_directions_leave_one_of_them(scene):
    done = []

    def merging_into(kept, gone):
        def job():
            try:
                done.append(merge_organisations(kept, gone, by=scene.by, at=NOON, office=scene.office))
            except merging.no.MergeRefused as refusal:
                done.append(refusal)

        return job

    threads = [
        beside(merging_into(scene.kept, scene.gone)),
        beside(merging_into(scene.gone, scene.kept)),
    ]
    for thread in threads:
        thread.join(20)

    assert len(done) == 2
    assert Merge.objects.count() == 1
    assert Organisation.objects.filter(pk__in=[scene.kept.pk, scene.gone.pk]).count() == 1
