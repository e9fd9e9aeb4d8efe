"""The archive of a sample: tables, files and a manifest in one ZIP, holding only what its reader may open."""

import csv
import hashlib
import io
import json
import tempfile
import zipfile

from django.apps import apps
from django.utils import timezone
from django.utils.text import get_valid_filename

from drawing.exports import plain, safe
from outcomes.models import Claim, ClaimFile, ClaimFirm, Confirmation, Counted
from outcomes.periods import mark_text
from outcomes.queries.audit import verified_on
from stakeholders.models import User

FORMAT = "gemel-audit-sample-1"
LARGEST = 10**9
IN_MEMORY = 10**7


class Archive:
    """A ZIP that is the same, byte for byte, while what goes in is the same: every entry bears one moment."""

    def __init__(self, at):
        self.file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
        self.zip = zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED)
        self.moment = timezone.localtime(at).timetuple()[:6]
        self.entries = []

    def add(self, name, data):
        self.zip.writestr(zipfile.ZipInfo(name, self.moment), data, zipfile.ZIP_DEFLATED)
        self.entries.append({"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})

    def add_file(self, name, file):
        """One piece after the other: evidence may be larger than memory should hold."""
        digest, size = hashlib.sha256(), 0
        with self.zip.open(zipfile.ZipInfo(name, self.moment), "w") as into, file.open("rb") as source:
            for piece in iter(lambda: source.read(2**20), b""):
                digest.update(piece)
                size += len(piece)
                into.write(piece)
        self.entries.append({"name": name, "size": size, "sha256": digest.hexdigest()})

    def add_table(self, name, columns, rows):
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows([safe(plain(value)) for value in row] for row in rows)
        self.add(name, text.getvalue().encode("utf-8-sig"))

    def close(self, manifest):
        """Last the manifest, with the checksum of everything else."""
        data = json.dumps({**manifest, "files": self.entries}, indent=1, sort_keys=True, ensure_ascii=False).encode()
        self.zip.writestr(zipfile.ZipInfo("manifest.json", self.moment), data, zipfile.ZIP_DEFLATED)
        self.zip.close()
        self.file.seek(0)
        return self.file


def files_of(user, sample):
    """The evidence files of the drawn outcomes that this person may open."""
    ids = [one["outcome"] for one in sample.drawn]
    return ClaimFile.objects.for_user(user).filter(claim__outcome__in=ids).order_by("claim", "pk")


def archive_of(user, sample):
    """A file object holding manifest.json, outcomes.csv, claims.csv, people.csv, history.csv and files/."""
    ids = [one["outcome"] for one in sample.drawn]
    rows = Counted.objects.for_user(user).filter(owner=sample.owner, outcome__in=ids, in_portfolio=True)
    rows = {row.outcome_id: row for row in rows.select_related("indicator", "partnership")}
    claims = list(
        Claim.objects.for_user(user)
        .filter(outcome__in=ids)
        .select_related("partnership", "organisation", "owner", "created_by")
        .order_by("outcome", "pk")
    )
    archive = Archive(sample.drawn_at)
    archive.add_table("outcomes.csv", OUTCOME_COLUMNS, outcome_rows(sample, rows, verified_on(list(rows))))
    archive.add_table("claims.csv", CLAIM_COLUMNS, claim_rows(claims))
    archive.add_table("people.csv", PEOPLE_COLUMNS, people_rows(user, claims))
    archive.add_table("history.csv", HISTORY_COLUMNS, history_rows(claims))
    missing = []
    for kept in files_of(user, sample):
        name = f"files/outcome-{kept.claim.outcome_id}/claim-{kept.claim_id}/{kept.pk}-{get_valid_filename(kept.name)}"
        try:
            archive.add_file(name, kept.file)
        except FileNotFoundError:
            missing.append(name)
    readable = {claim.outcome_id for claim in claims}
    return archive.close(
        {
            "format": FORMAT,
            "office": sample.owner.name,
            "seed": sample.seed,
            "method": sample.method,
            "stratified": sample.stratified,
            "chosen_by": sample.chosen_by,
            "first": sample.first.isoformat(),
            "last": sample.last.isoformat(),
            "indicator": sample.indicator.code if sample.indicator else None,
            "drawn": sample.n,
            "frame": sample.frame,
            "frame_sha256": sample.frame_sha256,
            "rule_version": sample.rule_version,
            "drawn_at": sample.drawn_at.isoformat(),
            "outcomes": sample.drawn,
            "closed_to_reader": sorted(set(ids) - readable),
            "files_missing": missing,
        }
    )


OUTCOME_COLUMNS = (
    "outcome", "indicator", "partnership", "drawn_value", "chance", "state_now", "value_now", "constant", "gap",
    "reason", "month_or_year", "happened_last", "verified_on", "rule_version",
)  # fmt: skip


def outcome_rows(sample, rows, verified):
    """One line an outcome: as it was drawn, and as it counts now."""
    for one in sample.drawn:
        row = rows.get(one["outcome"])
        yield (
            one["outcome"], one["indicator"], row and row.partnership.name, one["value"], one["chance"],
            row.state if row else "not counted", row and row.nominal, row and row.constant, row and row.gap,
            row and row.reason, row and mark_text(row.month, row.year),
            row and row.occurred_last, verified.get(one["outcome"]), row and row.rule_version,
        )  # fmt: skip


CLAIM_COLUMNS = (
    "outcome", "claim", "title", "partnership", "organisation", "side", "amount", "currency", "rate", "rate_source",
    "rate_on", "basis", "evidence", "occurred_first", "occurred_last", "learnt_on", "recorded_at", "acknowledged_at",
    "withdrawn_at", "withdrawn_reason", "superseded_by", "source", "external_id", "note",
)  # fmt: skip


def claim_rows(claims):
    """Every report, corrected and withdrawn ones included: dates, evidence and what took its place."""
    for claim in claims:
        yield (
            claim.outcome_id, claim.pk, claim.title, claim.partnership.name, claim.organisation.name, claim.side,
            claim.amount, claim.currency, claim.rate, claim.rate_source, claim.rate_on, claim.basis,
            f"E{claim.evidence}", claim.occurred_first, claim.occurred_last, claim.learnt_on, claim.created_at,
            claim.acknowledged_at, claim.withdrawn_at, claim.withdrawn_reason, claim.superseded_by_id, claim.source,
            claim.external_id, claim.note,
        )  # fmt: skip


PEOPLE_COLUMNS = ("outcome", "claim", "role", "name", "organisation", "on", "words")


def people_rows(user, claims):
    """Who recorded, who confirmed and how they know, and the firm where the reader may know it."""
    by_key = {claim.pk: claim for claim in claims}
    for claim in claims:
        yield (
            claim.outcome_id, claim.pk, "recorded", claim.created_by and str(claim.created_by), claim.owner.name,
            claim.created_at, "",
        )  # fmt: skip
    given = Confirmation.objects.for_user(user).filter(claim__in=by_key).select_related("ask__organisation", "by_user")
    for one in given.order_by("pk"):
        body = one.ask.organisation.name if one.ask.organisation else ""
        words = "; ".join(filter(None, ("right" if one.is_right else "different", one.how_known, one.tie_did)))
        role = f"confirmed ({one.ask.asked})"
        yield by_key[one.claim_id].outcome_id, one.claim_id, role, one.by_name, body, one.at, words
    for firm in ClaimFirm.objects.for_user(user).filter(claim__in=by_key).order_by("pk"):
        yield by_key[firm.claim_id].outcome_id, firm.claim_id, "firm", firm.name, firm.registration, "", ""


HISTORY_COLUMNS = (
    "at", "what", "verb", "by", "record", "id", "outcome", "amount", "currency", "evidence", "share", "superseded_by",
    "withdrawn_at",
)  # fmt: skip


def history_rows(claims):
    """Every insert, update and delete that the database noted of these reports and of the shares of their ties."""
    outcomes, ties = {claim.outcome_id for claim in claims}, {claim.partnership_id for claim in claims}
    events = [
        *events_of("ClaimEvent", pgh_obj_id__in=[claim.pk for claim in claims]),
        *events_of("ShareEvent", outcome__in=outcomes, partnership__in=ties),
    ]
    names = dict(User.objects.filter(pk__in={by_of(event) for event in events}).values_list("pk", "name"))
    for event in sorted(events, key=lambda event: (event.pgh_created_at, event.pgh_id)):
        verb = event.pgh_context.metadata.get("verb", "") if event.pgh_context else ""
        yield (
            event.pgh_created_at, event.pgh_label, verb, names.get(by_of(event), ""),
            event._meta.model_name.removesuffix("event"), event.pgh_obj_id, event.outcome_id,
            getattr(event, "amount", None), getattr(event, "currency", None), getattr(event, "evidence", None),
            getattr(event, "share", None), getattr(event, "superseded_by_id", None),
            getattr(event, "withdrawn_at", None),
        )  # fmt: skip


def events_of(model, **where):
    return apps.get_model("outcomes", model).objects.filter(**where).select_related("pgh_context").order_by("pgh_id")


def by_of(event):
    return event.pgh_context.metadata.get("by") if event.pgh_context else None
