"""10,000 organisations, 2,000 ties, 20,000 activities; an administrator of all of it and a guest of 50 bodies."""

import datetime as dt

from activities.models import Activity, Participant
from agreements.models import Agreement, Deliverable
from partnerships.models import MembershipTie, Partnership, PartnershipPlace, Seat
from stakeholders.models import Level, Membership, Office, Organisation, Place, RegisterEntry, User

BODIES, TIES, MEMBERSHIPS = 10_000, 2_000, 50
OFFICES, LIMITED = 20, 10  # of the guest's bodies: the first keep a register, the last let him into named ties only
REGISTERED = 450  # bodies on the register of each of these offices
AN_ACTIVITY = 10  # a tie
AUDIENCES = ("office", "parties", "shared", "public")
TABLES = ("stakeholders_organisation", "stakeholders_registerentry", "stakeholders_membership", "stakeholders_place",
          "partnerships_seat", "partnerships_partnership", "partnerships_partnershipplace",
          "partnerships_membershiptie", "activities_activity", "activities_participant", "agreements_agreement",
          "agreements_deliverable")  # fmt: skip
KEEP = {"batch_size": 5000}


class Scene:
    """Made at once; what the guest reads is said here in Python, apart from any query."""

    def __init__(self, today):
        country = Place.objects.create(level=Level.COUNTRY, name="Land", country_code="XL", iso_code="XL")
        city = {"level": Level.CITY, "parent": country, "country": country, "country_code": "XL", "lat": 41, "lon": -87}
        self.places = Place.objects.bulk_create([Place(name=f"City {n}", **city) for n in range(TIES + 1)])
        self.bodies = Organisation.objects.bulk_create(
            [
                Organisation(name=f"Body {n}", slug=f"body-{n}", kind="chamber of commerce",
                             place=self.places[n % TIES])
                for n in range(BODIES)
            ], **KEEP
        )  # fmt: skip
        self.keeper, self.own = self.bodies[0], self.bodies[1 : MEMBERSHIPS + 1]
        self.leads = self.bodies[1000 : 1000 + TIES]
        self.people(today)
        self.ties_and_seats()
        self.records(today)

    def people(self, today):
        for n, body in enumerate([self.keeper, *self.own[:OFFICES]]):
            Office.objects.create(organisation=body, home=self.places[n], aims=["economy"], records_complete_from=today)
        self.administrator = User.objects.create(email="all@example.org", name="Administrator")
        self.guest = User.objects.create(email="guest@example.org", name="Guest")
        Membership.objects.create(user=self.administrator, organisation=self.keeper, role="coordinator")
        self.memberships = Membership.objects.bulk_create(
            Membership(user=self.guest, organisation=body, role="viewer", limited=n >= MEMBERSHIPS - LIMITED)
            for n, body in enumerate(self.own)
        )
        RegisterEntry.objects.bulk_create(
            [RegisterEntry(office=self.keeper, organisation=body) for body in self.bodies], **KEEP
        )
        self.on_register = [
            (office, body)
            for n, office in enumerate(self.own[:OFFICES])
            for body in self.bodies[n * REGISTERED : (n + 1) * REGISTERED]
        ]
        RegisterEntry.objects.bulk_create(
            [RegisterEntry(office=office, organisation=body) for office, body in self.on_register], **KEEP
        )

    def ties_and_seats(self):
        """Each tie has the keeper's lead seat, a lead of its own on the other side, and one of the guest's bodies."""
        self.ties = Partnership.objects.bulk_create(
            [Partnership(name=f"Tie {n}", slug=f"tie-{n}") for n in range(TIES)], **KEEP
        )
        home = self.places[0]
        PartnershipPlace.objects.bulk_create(
            [
                PartnershipPlace(partnership=tie, place=place, position=position)
                for n, tie in enumerate(self.ties)
                for position, place in enumerate((home, self.places[n + 1]))
            ], **KEEP
        )  # fmt: skip
        Seat.objects.bulk_create(
            [
                Seat(partnership=tie, organisation=body, side=side, role=role)
                for n, tie in enumerate(self.ties)
                for body, side, role in (
                    (self.keeper, home, "lead"),
                    (self.leads[n], self.places[n + 1], "lead"),
                    (self.guests_body(n), home, "partner"),
                )
            ], **KEEP
        )  # fmt: skip
        MembershipTie.objects.bulk_create(
            MembershipTie(membership=self.memberships[n % MEMBERSHIPS], partnership=tie)
            for n, tie in enumerate(self.ties)
            if n % MEMBERSHIPS >= MEMBERSHIPS - LIMITED
        )

    def guests_body(self, n):
        return self.own[n % MEMBERSHIPS]

    def records(self, today):
        """The keeper's records of each tie at the four audiences; on every other one the guest's body is named."""
        own = {"owner": self.keeper, "published_by": self.administrator, "published_at": dt.datetime.now(dt.UTC)}

        def at(k):
            public = AUDIENCES[k % 4] == "public"
            return {"audience": AUDIENCES[k % 4], **(own if public else {"owner": self.keeper})}

        made = [(n, k) for n in range(TIES) for k in range(AN_ACTIVITY)]
        activities = Activity.objects.bulk_create(
            [
                Activity(partnership=self.ties[n], kind="business meeting", title=f"Meeting {n} {k}",
                         starts_first=today - dt.timedelta(days=(n + k * 90) % 3000),
                         starts_last=today - dt.timedelta(days=(n + k * 90) % 3000), **at(k))
                for n, k in made
            ], **KEEP
        )  # fmt: skip
        Participant.objects.bulk_create(
            [
                Participant(activity=activity, organisation=self.guests_body(n))
                for activity, (n, k) in zip(activities, made, strict=True)
                if (k // 4) % 2
            ], **KEEP
        )  # fmt: skip
        pacts = Agreement.objects.bulk_create(
            [Agreement(partnership=tie, kind="MoU", title=f"Pact {n}", status="in force", **at(n))
             for n, tie in enumerate(self.ties)], **KEEP
        )  # fmt: skip
        Deliverable.objects.bulk_create(
            [
                Deliverable(agreement=pact, title=f"Report {n} {k}",
                            owed_by=self.guests_body(n) if k % 2 else self.keeper,
                            due_on=today + dt.timedelta(days=(n + k) % 900 - 400), **at(n + k))
                for n, pact in enumerate(pacts)
                for k in range(4)
            ], **KEEP
        )  # fmt: skip

    def guest_reads(self):
        """{list of the API: how many rows}. A lead he meets, a register he sees, a body of his: each counted once."""
        full = {n for n in range(TIES) if n % MEMBERSHIPS < MEMBERSHIPS - LIMITED}
        bodies = {body.pk for body in self.own} | {body.pk for _office, body in self.on_register}
        bodies |= {self.leads[n].pk for n in full} | {self.keeper.pk}
        named = {k for k in range(AN_ACTIVITY) if AUDIENCES[k % 4] in ("parties", "shared") and (k // 4) % 2}
        public = {k for k in range(AN_ACTIVITY) if AUDIENCES[k % 4] == "public"}
        owed = sum(
            AUDIENCES[(n + k) % 4] == "public" or (AUDIENCES[(n + k) % 4] in ("parties", "shared") and k % 2 == 1)
            for n in range(TIES)
            for k in range(4)
        )
        return {
            "organisations": len(bodies), "partnerships": TIES, "activities": TIES * len(named | public),
            "deliverables": owed,
        }  # fmt: skip
