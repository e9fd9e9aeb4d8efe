"""Freezing a board report, and the links under which somebody without an account may read it."""

import hashlib
import json
from datetime import timedelta

from django.utils import timezone

from outcomes import rules
from outcomes.models import ReportLink, Snapshot
from outcomes.queries.report import waits
from outcomes.queries.scopes import TIE
from outcomes.services import report_refusals as refusals
from partnerships.models import Audience
from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.models import Office
from stakeholders.verbs import verb

LONGEST = 365


def coordinates(user, organisation):
    """Whether the person is a coordinator of this office without a limit to single ties."""
    held = keys_of(user).with_permission(Permission.SHARE).held
    return any(key.organisation == organisation.pk and key.ties is None for key in held)


def check_coordinator(by, organisation):
    if not coordinates(by, organisation):
        raise refusals.NotCoordinator(organisation)


def canonical(content):
    """The one way to write a report's content down: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def checksum(data):
    return hashlib.sha256(data).hexdigest()


def check_freezing(frame, content, *, title, by):
    """Raise what stands against freezing this."""
    check_coordinator(by, frame.owner)
    if not title.strip():
        raise refusals.NameOfReportMissing(field="title")
    if not content["outcomes"] and not content["tiles"]:
        raise refusals.NothingToFreeze()
    if waits(frame.owner, frame.as_of):
        raise refusals.StillCounting()


@verb("report.frozen")
def freeze_report(frame, *, title, content, page, language, known_on, by, at):
    """Keep a report as it is: its content as canonical JSON and its page, byte for byte.

    frame: queries.report.Frame. content: plain data (queries.report.content_of). page: the HTML page as text.
    Raises NotCoordinator, NameOfReportMissing, NothingToFreeze, StillCounting.
    """
    check_freezing(frame, content, title=title, by=by)
    return write_report(
        frame, title=title, content=content, page=page, language=language, known_on=known_on, by=by, at=at
    )


def write_report(frame, *, title, content, page, language, known_on, by, at):
    """The row of a frozen report, without asking who may: `freeze_report` asks."""
    data, html = canonical(content), page.encode()
    return Snapshot.objects.create(
        owner=frame.owner,
        partnership_id=frame.scope.member if frame.scope.kind == TIE else None,
        title=title.strip(),
        scope=frame.scope_key,
        scope_name=frame.scope.name,
        audience=Audience.NAMED if frame.named else Audience.OFFICE,
        first=frame.span.first,
        last=frame.span.last,
        as_of=frame.as_of,
        known_on=known_on,
        rule_version=rules.RULE_VERSION,
        language=language,
        content=data,
        sha256=checksum(data),
        page=html,
        page_sha256=checksum(html),
        frozen_at=at,
        frozen_by=by,
        sample=Office.objects.filter(organisation=frame.owner, sample=True).exists(),
    )


def is_intact(snapshot):
    """Whether the stored bytes are still those of the checksums."""
    stored = checksum(bytes(snapshot.content)), checksum(bytes(snapshot.page))
    return stored == (snapshot.sha256, snapshot.page_sha256)


def check_sharing(snapshot, *, name, days, by):
    check_coordinator(by, snapshot.owner)
    if snapshot.audience == Audience.NAMED:
        raise refusals.ConfidentialReport(snapshot)
    if not name.strip():
        raise refusals.ForWhomMissing(snapshot, field="name")
    if days is None or not 1 <= days <= LONGEST:
        raise refusals.EndOutOfRange(snapshot, field="days")


@verb("report.shared")
def share_report(snapshot, *, name, days, with_records, by, at):
    """(link, token): the token is told once and kept nowhere, only its hash is.

    days: how long the link lasts. Raises NotCoordinator, ConfidentialReport, ForWhomMissing, EndOutOfRange.
    """
    check_sharing(snapshot, name=name, days=days, by=by)
    token, token_hash = ReportLink.new_token()
    link = ReportLink.objects.create(
        snapshot=snapshot,
        token_hash=token_hash,
        name=name.strip(),
        with_records=with_records,
        created_by=by,
        ends_at=at + timedelta(days=days),
    )
    return link, token


@verb("report.link_ended")
def end_link(link, *, by, at):
    """Close a link at once. Ending it again changes nothing."""
    link = ReportLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    check_coordinator(by, link.snapshot.owner)
    if link.revoked_at is None:
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
    return link


def open_links(snapshot, at=None):
    return snapshot.links.filter(revoked_at=None, ends_at__gt=at or timezone.now())
