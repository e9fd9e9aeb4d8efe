"""Workers killed with -9 in the middle of roll-ups, 20 times at random: afterwards stored = counted anew."""

from bench.killed import kill_workers
from bench.scratch import scratch_database
from outcomes.models import Claim, Indicator, Outcome
from outcomes.services import rollup
from partnerships.models import Partnership, PartnershipPlace
from stakeholders.models import Level, Office, Organisation, Place

KILLS = 20
CLAIMS = 3000


def measure(size):
    with scratch_database() as connection, connection.cursor() as cursor:
        fill()

        def change(number):
            cursor.execute(
                "UPDATE outcomes_claim SET amount = amount + 1, occurred_first = occurred_first + 31,"
                " occurred_last = occurred_last + 31 WHERE id %% 3 = %s",
                [number % 3],
            )

        killed = kill_workers(KILLS, change, seed=1)
        assert killed == KILLS, f"only {killed} of {KILLS} died of signal 9"
        rollup.settle()
        found = rollup.check()
        rollup.rebuild()
        anew = rollup.check()
        lost = found["rows"] - anew["rows"]
        yield {
            "name": "kill: differences after 20 kills",
            "ours": found["differences"],
            "yardstick": anew["differences"],
            "ratio": None,
            "want": 0,
            "ok": found["differences"] == 0 == lost,
            "unit": "rows",
            "n": found["rows"],
            "note": f"two workers, {KILLS} times kill -9 within 300 ms of a change; yardstick: after a full rebuild",
        }


def fill():
    """One office, ten ties, claims of three years."""
    country = Place.objects.create(level=Level.COUNTRY, name="Bench", iso_code="BE", country_code="BE")
    city = Place.objects.create(level=Level.CITY, name="Bench", parent=country, country=country, country_code="BE")
    office = Organisation.objects.create(name="Office", slug="office", kind="city government", place=city)
    Office.objects.create(organisation=office, home=city)
    ties = Partnership.objects.bulk_create(Partnership(name=f"Tie {n}", slug=f"tie-{n}") for n in range(10))
    PartnershipPlace.objects.bulk_create(PartnershipPlace(partnership=tie, place=city) for tie in ties)
    indicators = list(Indicator.objects.filter(code__in=["OC1", "OC2"]))
    outcomes = Outcome.objects.bulk_create(
        Outcome(flow_key=f"flow-{n}", indicator=indicators[n % 2]) for n in range(CLAIMS)
    )
    Claim.objects.bulk_create(
        Claim(
            outcome=outcome,
            partnership=ties[n % 10],
            organisation=office,
            owner=office,
            audience="parties",
            side="seller",
            title="Contract",
            amount=n,
            currency="USD",
            evidence=3,
            occurred_first=f"{2021 + n % 3}-0{1 + n % 9}-05",
            occurred_last=f"{2021 + n % 3}-0{1 + n % 9}-05",
            learnt_on="2025-01-01",
        )
        for n, outcome in enumerate(outcomes)
    )
    rollup.settle()
