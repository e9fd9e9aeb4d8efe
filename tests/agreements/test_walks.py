"""Random walks through the lives of an agreement and its deliverables keep what must hold."""

import datetime as dt

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from agreements import rules
from agreements.models import AgreementStatus, Deliverable, DeliverableStatus, Signature
from agreements.services.agreements import add_deliverable
from agreements.services.deliverables import (
    accept_deliverable,
    cancel_deliverable,
    move_deliverable,
    return_deliverable,
    update_deliverable,
)
from agreements.services.moves import move_agreement
from agreements.services.signing import add_party, add_signature, over_on
from agreements.services.terms import change_agreement, term_of
from stakeholders.dates import PartialDate
from stakeholders.verbs import Refusal
from tests.agreements.scene import NOW

TODAY = NOW.date()
STATES = st.sampled_from(AgreementStatus.values)
near = st.integers(-40, 40).map(lambda n: TODAY + dt.timedelta(days=n))
STEPS = st.one_of(
    st.tuples(st.just("move"), STATES, near),
    st.tuples(st.just("move"), STATES, st.just(TODAY)),
    st.tuples(st.just("sign"), st.integers(0, 1), st.none() | near),
    st.tuples(st.just("term"), near, st.booleans()),
    st.tuples(st.just("owe"), near, st.booleans()),
    st.tuples(st.just("due"), st.integers(0, 2), near),
    st.tuples(st.just("item"), st.integers(0, 2), st.sampled_from(["done", "stuck", "accept", "return", "cancel"])),
)
LIFE = ("negotiation", "approved", "signed", "in force")  # so that walks also come to the later states


class Walk:
    """One agreement with two parties; `seen` is what each deliverable went through."""

    def __init__(self, scene):
        self.scene, self.by, self.agreement = scene, scene.ana, scene.agreement
        type(self.agreement).objects.filter(pk=self.agreement.pk).update(status="draft")
        self.parties = [add_party(self.agreement, body, by=scene.ana, at=NOW) for body in (scene.office, scene.far)]
        self.handed_in = set()

    def move(self, to, on):
        move_agreement(self.agreement, to=to, on=on, reason="because", by=self.by, at=NOW)

    def sign(self, which, day):
        signed = day and PartialDate.day(day)
        add_signature(self.parties[which], person_name="M. Ayor", signed=signed, by=self.by, at=NOW)

    def term(self, expires_on, outside):
        change_agreement(self.agreement, expires_on=expires_on, outside_term=outside, by=self.by, at=NOW)

    def owe(self, due_on, outside):
        self.agreement.refresh_from_db()
        add_deliverable(
            self.agreement, title="Report", owed_by=self.scene.port, due_on=due_on, outside_term=outside, by=self.by,
            at=NOW,
        )  # fmt: skip

    def nth(self, which):
        items = list(self.agreement.deliverables.order_by("pk"))
        return items[which % len(items)]

    def due(self, which, day):
        move_deliverable(self.nth(which), due_on=day, by=self.by, at=NOW)

    def item(self, which, what):
        item = self.nth(which)
        if what == "accept":
            accept_deliverable(item, by=self.by, at=NOW)
            assert item.pk in self.handed_in
        elif what == "return":
            return_deliverable(item, reason="Too short", by=self.by, at=NOW)
            self.handed_in.discard(item.pk)
        elif what == "cancel":
            cancel_deliverable(item, by=self.by, at=NOW)
        else:
            update_deliverable(item, answer=what, by=self.scene.pia, at=NOW)
            (self.handed_in.add if what == "done" else self.handed_in.discard)(item.pk)

    def holds(self):
        self.agreement.refresh_from_db()
        if self.agreement.status in rules.OVER:
            end = over_on(self.agreement)
            late = Signature.objects.filter(party__agreement=self.agreement, signed_last__gt=end) if end else []
            assert not list(late)
        for item in Deliverable.objects.exclude(status=DeliverableStatus.CANCELLED).select_related("agreement"):
            assert item.outside_term or rules.inside(item.due_on, *term_of(item.agreement))
        if self.agreement.status in ("signed", "in force", "suspended"):
            assert all(party.signatures.exists() for party in self.parties)


def walk(scene, steps):
    one = Walk(scene)
    for name, *given_ in steps:
        try:
            getattr(one, name)(*given_)
        except Refusal:
            continue
        one.holds()


@settings(
    max_examples=12, deadline=None, phases=[Phase.generate],  # shrinking walks the database for minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(early=st.lists(STEPS, max_size=4), later=st.lists(STEPS, max_size=14))
def test_whatever_is_tried_no_signature_comes_after_the_end_and_nothing_is_accepted_unsubmitted(
    scene, early, later
):
    whole_life = [("sign", 0, TODAY), ("sign", 1, TODAY)]
    led = [("move", LIFE[0], TODAY), ("move", LIFE[1], TODAY), *whole_life, ("move", LIFE[2], TODAY),
           ("move", LIFE[3], TODAY)]  # fmt: skip
    with transaction.atomic():
        walk(scene, [*early, *led, *later])
        transaction.set_rollback(True)
