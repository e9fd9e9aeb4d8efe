"""Flows to count: claims of both sides in four currencies, with shares and rates, and how fast they are counted."""

import time

from django.db import connection

from outcomes.models import Counted, Indicator
from outcomes.services.counting import BATCH, count_dirty
from partnerships.models import Partnership, PartnershipPlace, Seat, SeatRole
from stakeholders.models import Level, Office, Organisation, Place

TIES = 50
YEARS = 10
FACTS = """
INSERT INTO outcomes_outcome (flow_key, indicator_id, sample, created_at)
SELECT 'bench-flow-' || n, (%(indicators)s::bigint[])[1 + n %% cardinality(%(indicators)s::bigint[])], false, now()
FROM generate_series(1, %(flows)s) n;
INSERT INTO outcomes_share (outcome_id, partnership_id, share, reason)
SELECT id, (%(ties)s::bigint[])[1 + id %% cardinality(%(ties)s::bigint[])],
  CASE WHEN id %% 3 > 0 THEN 0.25 END, ''
FROM outcomes_outcome WHERE flow_key LIKE 'bench-flow-%%';
INSERT INTO outcomes_claim (outcome_id, partnership_id, organisation_id, owner_id, side, title, note, amount, currency,
  basis, occurred_first, occurred_last, learnt_on, evidence, withdrawn_reason, audience, source, sample, created_at,
  sector)
SELECT o.id, (%(ties)s::bigint[])[1 + o.id %% cardinality(%(ties)s::bigint[])], office, office, side, 'Bench', '',
  1000 + o.id %% 900 + CASE side WHEN 'buyer' THEN o.id %% 300 ELSE 0 END,
  (ARRAY['USD', 'EUR', 'GBP', 'JPY'])[1 + o.id %% 4], CASE side WHEN 'buyer' THEN 'CIF' ELSE 'FOB' END,
  day, day, day + 30, 1 + o.id %% 4, '', 'shared', 'bench', false, now(), ''
FROM outcomes_outcome o,
  (VALUES ('seller', (%(offices)s::bigint[])[1]), ('buyer', (%(offices)s::bigint[])[2])) AS party (side, office),
  LATERAL (SELECT date '2015-01-01' + (o.id %% (365 * %(years)s))::int) AS dated (day)
WHERE o.flow_key LIKE 'bench-flow-%%';
INSERT INTO outcomes_exchangerate (currency, first, last, kind, rate, source)
SELECT currency, month::date, (month + interval '1 month - 1 day')::date, 'average', rate, 'bench'
FROM (VALUES ('EUR', 1.1), ('GBP', 1.3), ('JPY', 0.009)) AS money (currency, rate),
  generate_series(date '2015-01-01', date '2024-12-01', interval '1 month') AS month
ON CONFLICT DO NOTHING;
"""


def fill_flows(flows):
    """Write so many outcomes with two claims and one share each, on 50 ties between two offices; all are dirty then."""
    country = Place.objects.create(level=Level.COUNTRY, name="Flowland", iso_code="QF", country_code="QF")
    offices = []
    for name in ("Flow East", "Flow West"):
        slug = name.lower().replace(" ", "-")
        city = Place.objects.create(level=Level.CITY, name=name, country=country, parent=country, country_code="QF")
        organisation = Organisation.objects.create(name=name, slug=slug, kind="city government", place=city)
        Office.objects.create(organisation=organisation, home=city)
        offices.append(organisation)
    ties = [Partnership.objects.create(name=f"Flow {n}", slug=f"flow-tie-{n}") for n in range(TIES)]
    for tie in ties:
        for office in offices:
            PartnershipPlace.objects.create(partnership=tie, place=office.place)
            Seat.objects.create(partnership=tie, organisation=office, side=office.place, role=SeatRole.LEAD)
    indicators = Indicator.objects.filter(code__in=["OC1", "OC2", "OC4", "OC6"], office=None)
    with connection.cursor() as cursor:
        parameters = {
            "flows": flows,
            "years": YEARS,
            "indicators": list(indicators.values_list("pk", flat=True)),
            "ties": [tie.pk for tie in ties],
            "offices": [office.pk for office in offices],
        }
        for statement in filter(str.strip, FACTS.split(";\n")):
            cursor.execute(statement, parameters)
        cursor.execute("ANALYZE outcomes_outcome, outcomes_claim, outcomes_share, outcomes_exchangerate")


def count_all_dirty(batch=BATCH):
    """Count until nothing waits: (flows counted, rows of Counted there are then, seconds)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT outcome_id) FROM outcomes_dirty_flow")
        (flows,) = cursor.fetchone()
    start = time.perf_counter()
    while count_dirty(batch):
        pass
    return flows, Counted.objects.count(), time.perf_counter() - start
