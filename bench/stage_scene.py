"""The ties that stages are measured on: one office, each tie with three bodies, ten years of activities, promises.

Spread by arithmetic on their number, so every run has the same rows.
"""

from activities.models import Activity, CostLine, Participant
from agreements.models import Agreement, Deliverable, Party
from partnerships.models import Partnership, PartnershipPlace, Seat
from stakeholders.models import Level, Office, Organisation, Place

CITIES = 2000
YEARS = 10
KEEP = {"batch_size": 5000}


def fill(cursor, ties, activities, today, years=YEARS):
    """Write so many ties and activities; returns the office. Triggers and history are left out, all else is real."""
    country = Place.objects.create(level=Level.COUNTRY, name="Stageland", iso_code="QS", country_code="QS")
    cities = Place.objects.bulk_create(
        Place(level=Level.CITY, name=f"City {n}", parent=country, country=country, country_code="QS")
        for n in range(CITIES + 1)
    )
    home, others = cities[0], cities[1:]
    kinds = ["city government", "university", "chamber of commerce"]
    bodies = Organisation.objects.bulk_create(
        [
            Organisation(name=f"Body {n} {kind}", slug=f"stage-{n}-{kind[:4]}", kind=kind, place=place)
            for n, place in enumerate(cities) for kind in kinds
        ], **KEEP
    )  # fmt: skip
    office = Office.objects.create(organisation=bodies[0], home=home, records_complete_from=today.replace(year=2010))
    cursor.execute("SET session_replication_role = replica")
    made = Partnership.objects.bulk_create(
        [Partnership(name=f"Tie {n}", slug=f"stage-tie-{n}") for n in range(ties)], **KEEP
    )
    away = [1 + n % len(others) for n in range(ties)]
    PartnershipPlace.objects.bulk_create(
        [
            PartnershipPlace(partnership=tie, place=place, position=position)
            for n, tie in enumerate(made) for position, place in enumerate((home, cities[away[n]]))
        ], **KEEP
    )  # fmt: skip
    Seat.objects.bulk_create(
        [
            Seat(partnership=tie, organisation=body, side_id=body.place_id, role=role)
            for n, tie in enumerate(made)
            for body, role in ((bodies[0], "lead"), (bodies[3 * away[n]], "lead"), (bodies[3 * away[n] + 1], "partner"))
        ], **KEEP
    )  # fmt: skip
    agreements = Agreement.objects.bulk_create(
        [
            Agreement(partnership=tie, owner=bodies[0], kind="sister city", title="Agreement", audience="office",
                      status="ended" if n % 50 == 0 else "in force")
            for n, tie in enumerate(made)
        ], **KEEP
    )  # fmt: skip
    Party.objects.bulk_create(
        [
            Party(agreement=agreement, organisation=body, side_id=body.place_id)
            for n, agreement in enumerate(agreements) for body in (bodies[0], bodies[3 * away[n]])
        ], **KEEP
    )  # fmt: skip
    Deliverable.objects.bulk_create(
        [
            Deliverable(agreement=agreement, owner=bodies[0], owed_by=body, title="Promise", due_on=today,
                        audience="office", status="planned")
            for n, agreement in enumerate(agreements) if n % 3
            for body in (bodies[0], bodies[3 * away[n] + n % 2])
        ], **KEEP
    )  # fmt: skip
    CostLine.objects.bulk_create(
        [
            CostLine(owner=bodies[0], partnership=tie, amount=100, currency="USD", on_first=today, on_last=today,
                     borne_by="both", by_home=True, by_away=n % 10 == 0)
            for n, tie in enumerate(made) if n % 5 == 0
        ], **KEEP
    )  # fmt: skip
    add_activities(cursor, made, office, activities, today, years)
    cursor.execute("SET session_replication_role = origin")
    for model in (Activity, Participant, CostLine, Agreement, Party, Deliverable, Seat, PartnershipPlace, Organisation):
        cursor.execute(f"VACUUM (ANALYZE) {model._meta.db_table}")
    cursor.execute("SELECT outcomes_happenings_fold(ARRAY(SELECT id FROM activities_activity))")
    cursor.execute("VACUUM (ANALYZE) outcomes_happening")
    return office


def like(cursor, model, template, columns, source):
    """Rows like a template, with these columns (as SQL) in place of its own; source: what follows FROM."""
    names = [field.column for field in model._meta.concrete_fields]
    chosen = ", ".join(columns.get(name, f"t.{name}") for name in names)
    table = model._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {chosen} FROM {source}, {table} t WHERE t.id = {template.pk}"
    )


def add_activities(cursor, made, office, activities, today, years):
    """Activity n: on tie n, in a round of days over the years; three bodies take part in every third one. On every
    fortieth tie all were called off."""
    body, first_tie = office.organisation, made[0].pk
    one = Activity.objects.create(
        partnership=made[0], owner=body, kind="other", title="Activity", starts_first=today, starts_last=today,
        place_text="town hall", audience="office",
    )  # fmt: skip
    guest = Participant.objects.create(activity=one, organisation=body)
    day = f"date '{today}' - (n::bigint * 7919 % {365 * years})::int"
    kinds = "ARRAY['official visit', 'student exchange', 'trade mission', 'training', 'business meeting', 'sport']"
    columns = {
        "id": f"{one.pk} + n", "partnership_id": f"{first_tie} + n % {len(made)}", "starts_first": day,
        "status": f"CASE WHEN n % {len(made)} % 40 = 7 THEN 'cancelled' ELSE 'happened' END",
        "starts_last": day, "kind": f"({kinds})[1 + n / 3 % 6]", "direction": "(ARRAY['out', 'in', ''])[1 + n / 5 % 3]",
        "place_text": "CASE WHEN n % 11 = 0 THEN '' ELSE t.place_text END",
        "confirmed_at": f"CASE WHEN n % 4 = 0 THEN {day} + interval '9 days' END",
        "confirmed_by_id": f"CASE WHEN n % 4 = 0 THEN {body.pk} + 3 END",
    }  # fmt: skip
    like(cursor, Activity, one, columns, f"generate_series(1, {activities}) n")
    # The office comes first, then a body of the other side, then in every third a university or chamber there.
    other = f"{body.pk} + 3 * (1 + n % {len(made)} % {CITIES})"
    for number, (which, where) in enumerate(
        ((f"{body.pk}", "true"), (other, "n % 13 > 0"), (f"{other} + 1 + n / 2 % 2", "n % 3 = 0"))
    ):
        columns = {
            "id": f"{guest.pk} + {number}::bigint * {activities} + n", "activity_id": f"{one.pk} + n",
            "organisation_id": which,
        }  # fmt: skip
        like(cursor, Participant, guest, columns, f"(SELECT * FROM generate_series(1, {activities}) n WHERE {where}) n")
    one.delete()
