"""Agreements on file elsewhere: what two cities signed, when, for how long, and which one it hangs on."""

from agreements.models import Agreement, AgreementKind, AgreementStatus, Renewal
from exchange.columns import Column
from exchange.parents import find_parents
from exchange.parties import resolve_organisations, resolve_partnerships
from exchange.promises import check_rights, find_keepers
from exchange.seating import find_seats, give_seats
from exchange.source_rows import add_new, change_known, compare, find_known, find_made, find_same, remember
from partnerships.models import Audience, Partnership

NAME = "agreements"
TABLES = ("agreements_agreement", "partnerships_seat", "exchange_sourcerow")
COLUMNS = (
    Column("external_id", required=True, longest=120),
    Column("partnership", required=True),
    Column("kind", required=True, kind="word", choices=tuple(AgreementKind.values)),
    Column("title", required=True, longest=300),
    Column("status", kind="word", choices=tuple(AgreementStatus.values)),
    Column("signed_on", kind="date", longest=10),
    Column("in_force_on", kind="date", longest=10),
    Column("expires_on", kind="date", longest=10),
    Column("renewal", kind="word", choices=tuple(Renewal.values)),
    Column("notice_days", kind="whole", low=0, high=3650),
    Column("parent", longest=120),
    Column("owner"),
)
KIND = "CASE {cell} " + " ".join(f"WHEN '{value.lower()}' THEN '{value}'" for value in AgreementKind.values) + " END"
STATUS = """CASE WHEN in_force_on_first IS NOT NULL THEN 'in force' WHEN signed_on_first IS NOT NULL THEN 'signed'
    ELSE 'draft' END"""


def check(stage):
    check_days(stage)
    stage.refuse_twice("external_id")
    stage.mark_bad()
    stage.add("partnership_id bigint", "organisation_id bigint")
    resolve_partnerships(stage)
    resolve_organisations(stage, "owner", "organisation_id")
    stage.mark_bad()
    stage.analyze()
    find_known(stage, Agreement)
    check_rights(stage, Agreement)
    find_seats(stage, "owner")
    stage.execute("UPDATE stage SET owner_id = organisation_id WHERE NOT bad")
    stage.mark_bad()
    find_keepers(stage, Agreement)
    stage.mark_bad()
    find_same(stage, NAME, SAID)
    find_parents(stage)


def check_days(stage):
    message = "The agreement ends before it begins."
    begins = "coalesce(in_force_on_first, signed_on_first)"
    stage.fault("expires_on", "out_of_order", message, f"expires_on_last < {begins}")
    message = "It is in force before it was signed."
    stage.fault("in_force_on", "out_of_order", message, "in_force_on_last < signed_on_first")


SAID = """partnership_id, kind, title, status, signed_on_first, signed_on_last, in_force_on_first, in_force_on_last,
    expires_on_last, renewal, notice_days, parent, organisation_id"""
PARENT = "coalesce((SELECT above.target FROM stage above WHERE above.row = stage.parent_row), stage.parent_id)"
# What a row gives, by column of the table; a blank cell erases nothing.
FRESH = {
    "partnership_id": "stage.partnership_id",
    "kind": KIND.format(cell="stage.kind"),
    "title": "stage.title",
    "status": "coalesce(stage.status, known.status)",
    "signed_first": "coalesce(signed_on_first, known.signed_first)",
    "signed_last": "coalesce(signed_on_last, known.signed_last)",
    "in_force_first": "coalesce(in_force_on_first, known.in_force_first)",
    "in_force_last": "coalesce(in_force_on_last, known.in_force_last)",
    "expires_on": "coalesce(expires_on_last, known.expires_on)",
    "renewal": "coalesce(stage.renewal, known.renewal)",
    "notice_days": "coalesce(stage.notice_days::integer, known.notice_days)",
    "parent_id": f"coalesce({PARENT}, known.parent_id)",
}
RELATION = """CASE WHEN known.parent_relation = '' AND stage.parent IS NOT NULL THEN 'implements'
    ELSE known.parent_relation END"""


def classify(stage):
    compare(stage, Agreement, FRESH, "coalesce(stage.above < 0, false)")  # a parent that is on file no sooner than now


def write(stage):
    give_seats(stage)
    add_agreements(stage)
    find_made(stage, Agreement)
    hung = "stage.change = 'created' AND stage.parent IS NOT NULL"  # on what may have been written after it
    change_known(stage, Agreement, FRESH | {"parent_relation": RELATION}, f"(stage.change = 'changed' OR {hung})")
    remember(stage, NAME)


def add_agreements(stage):
    status = f"coalesce(stage.status, {STATUS})"
    given = {
        "kind": KIND.format(cell="stage.kind"),
        "title": "stage.title",
        "status": status,
        "signed_first": "signed_on_first",
        "signed_last": "signed_on_last",
        "in_force_first": "in_force_on_first",
        "in_force_last": "in_force_on_last",
        "expires_on": "expires_on_last",
        "renewal": f"coalesce(stage.renewal, '{Renewal.NONE}')",
        "notice_days": "stage.notice_days::integer",
        "audience": f"CASE {status} WHEN 'in force' THEN '{Audience.SHARED}' ELSE '{Audience.OFFICE}' END",
    }
    add_new(stage, Agreement, given, Partnership, "partnership_id")
