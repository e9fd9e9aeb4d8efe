"""What is owed under agreements on file: by whom, by when, and how far it is."""

from agreements.models import Agreement, Deliverable, DeliverableStatus
from agreements.services.terms import mark_outside
from exchange import staging
from exchange.columns import Column
from exchange.parties import resolve_organisations
from exchange.promises import check_rights, resolve_agreements
from exchange.seating import find_seats, give_seats
from exchange.source_rows import add_new, change_known, compare, find_known, find_same, remember
from partnerships.models import Audience
from stakeholders.access import Permission
from stakeholders.models import Organisation

NAME = "deliverables"
TABLES = ("agreements_deliverable", "partnerships_seat", "exchange_sourcerow")
COLUMNS = (
    Column("external_id", required=True, longest=120),
    Column("agreement", required=True, longest=120),
    Column("title", required=True),
    Column("owed_by", required=True),
    Column("due_on", required=True, kind="day", longest=10),
    Column("status", kind="word", choices=tuple(DeliverableStatus.values)),
    Column("progress", kind="whole", low=0, high=100),
    Column("submitted_on", kind="day", longest=10),
    Column("accepted_on", kind="day", longest=10),
)
HANDED_IN = "('submitted', 'accepted')"


def check(stage):
    check_days(stage)
    stage.refuse_twice("external_id")
    stage.mark_bad()
    stage.add("agreement_id bigint", "partnership_id bigint", "organisation_id bigint")
    resolve_agreements(stage, "agreement", "agreement_id", Permission.EDIT)
    resolve_organisations(stage, "owed_by", "organisation_id", also=seated_beside(stage))
    stage.mark_bad()
    stage.analyze()
    stage.execute(
        """
        UPDATE stage SET partnership_id = told.partnership_id
        FROM agreements_agreement told WHERE told.id = stage.agreement_id AND NOT bad
        """
    )
    find_known(stage, Deliverable)
    check_rights(stage, Deliverable)
    find_seats(stage, "owed_by")
    find_owners(stage)
    stage.mark_bad()
    find_same(stage, NAME, SAID)


def seated_beside(stage):
    """For people who are no staff: organisations that sit in the ties of the agreements that they may change."""
    if stage.is_staff:
        return ()
    ties = "SELECT told.partnership_id FROM stage JOIN agreements_agreement told ON told.id = stage.agreement_id"
    rows = stage.fetch(f"SELECT organisation_id FROM partnerships_seat WHERE partnership_id IN ({ties})")
    return list(Organisation.objects.filter(pk__in=[body for (body,) in rows]).values_list("pk", flat=True))


def find_owners(stage):
    """`owner_id`: the office of the agreement, or whoever has the deliverable already where it stays under the same
    one; `zone`: where that office keeps its clock."""
    stage.add("zone text")
    stage.execute(
        """
        UPDATE stage SET owner_id = coalesce((SELECT known.owner_id FROM agreements_deliverable known
            WHERE known.id = stage.target AND known.agreement_id = stage.agreement_id), told.owner_id)
        FROM agreements_agreement told WHERE told.id = stage.agreement_id
        """
    )
    stage.execute(
        """
        UPDATE stage SET zone = office.time_zone FROM stakeholders_office office
        WHERE office.organisation_id = stage.owner_id
        """
    )


def check_days(stage):
    for column, states in (("submitted_on", HANDED_IN), ("accepted_on", "('accepted')")):
        stage.fault(column, "not_yet", f"{column} lies ahead.", f"{column}_first > %(today)s")
        message = f"{column} is the day of something that was {'handed in' if 'sub' in column else 'accepted'}."
        outside = f"{column} IS NOT NULL AND coalesce(stage.status, 'planned') NOT IN {states}"
        stage.fault(column, "conflict", message, outside)
    message = "It is accepted before it was handed in."
    stage.fault("accepted_on", "out_of_order", message, "accepted_on_first < submitted_on_first")


SAID = """agreement_id, title, organisation_id, due_on_first, stage.status, progress, submitted_on_first,
    accepted_on_first"""
NOON = "({day} + time '12:00') AT TIME ZONE coalesce(stage.zone, 'UTC')"
ACCEPTED = f"CASE WHEN accepted_on IS NULL THEN now() ELSE {NOON.format(day='accepted_on_first')} END"
SUBMITTED = f"""CASE WHEN submitted_on IS NOT NULL THEN {NOON.format(day="submitted_on_first")}
    WHEN stage.status = 'accepted' THEN {ACCEPTED} ELSE now() END"""
# What a row gives, by column of the table; a blank cell erases nothing.
FRESH = {
    "agreement_id": "stage.agreement_id",
    "owner_id": "stage.owner_id",
    "title": "stage.title",
    "owed_by_id": "stage.organisation_id",
    "due_on": "stage.due_on_first",
    "outside_term": """known.outside_term AND (known.agreement_id, known.due_on) = (stage.agreement_id,
        stage.due_on_first)""",
    "status": "coalesce(stage.status, known.status)",
    "progress": f"""coalesce(stage.progress::integer, CASE WHEN stage.status IN {HANDED_IN} THEN 100 END,
        known.progress)""",
    "submitted_at": f"""CASE WHEN coalesce(stage.status, known.status) NOT IN {HANDED_IN} THEN NULL
        WHEN submitted_on IS NULL AND known.submitted_at IS NOT NULL THEN known.submitted_at
        WHEN stage.status IS NULL THEN known.submitted_at ELSE {SUBMITTED} END""",
    "accepted_at": f"""CASE WHEN coalesce(stage.status, known.status) <> 'accepted' THEN NULL
        WHEN accepted_on IS NULL AND known.accepted_at IS NOT NULL THEN known.accepted_at
        ELSE {ACCEPTED} END""",
    "accepted_by_id": """CASE WHEN coalesce(stage.status, known.status) <> 'accepted' THEN NULL
        WHEN known.accepted_at IS NOT NULL THEN known.accepted_by_id ELSE %(by)s::bigint END""",
    "clause_id": "CASE WHEN known.agreement_id = stage.agreement_id THEN known.clause_id END",
}


def classify(stage):
    compare(stage, Deliverable, FRESH)


def write(stage):
    give_seats(stage)
    change_known(stage, Deliverable, FRESH)
    status = f"coalesce(stage.status, '{DeliverableStatus.PLANNED}')"
    given = {
        "owed_by_id": "stage.organisation_id",
        "title": "stage.title",
        "due_on": "stage.due_on_first",
        "status": status,
        "progress": f"coalesce(stage.progress::integer, CASE WHEN stage.status IN {HANDED_IN} THEN 100 END)",
        "submitted_at": f"CASE WHEN stage.status IN {HANDED_IN} THEN {SUBMITTED} END",
        "accepted_at": f"CASE WHEN stage.status = 'accepted' THEN {ACCEPTED} END",
        "accepted_by_id": "CASE WHEN stage.status = 'accepted' THEN %(by)s::bigint END",
        "audience": f"'{Audience.PARTIES}'",
    }
    add_new(stage, Deliverable, given, Agreement, "agreement_id")
    staging.forget_plans(stage.cursor)  # the update above may have touched a handful, the next one thousands
    mark_outside(*Agreement.objects.filter(pk__in=touched(stage)))
    remember(stage, NAME)


def touched(stage):
    """Ids of the agreements under which a row wrote something."""
    written = stage.fetch("SELECT DISTINCT agreement_id FROM stage WHERE change <> 'unchanged' AND NOT bad")
    return [agreement for (agreement,) in written]
