"""Mails to the log: who is believed, what a draft holds, what stays in the mailbox of a real IMAP server."""

import datetime as dt
import hashlib
import threading

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from activities.addresses import address_of
from activities.models import Activity, DraftFile, GuessedBy, IncomingDraft, IntakeRefusal
from activities.services import intake
from activities.services.activities import log_activity
from activities.services.drafts import (
    DraftIsGone,
    NotYourAddress,
    office_address,
    own_address,
    renew_address,
    save_draft,
    throw_away,
)
from activities.services.intake import KEYWORD, purge_drafts, read_intake, take
from partnerships.services.holds import OnHold, set_hold
from tests.activities.mails import HEIC, JPEG, RESULTS, TRUSTED, mail, two_photos
from tests.activities.scene import facts
from tests.factories import CityFactory, PartnershipFactory, SeatFactory
from tests.reminders.dovecot import dovecot

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
FORGED = "mx.evil.example; dkim=pass header.d=example.org"


@pytest.fixture(autouse=True)
def on(settings):
    settings.GEMEL_INTAKE_ADDRESS = "log@gemel.example"
    settings.GEMEL_INTAKE_TRUSTED = TRUSTED


@pytest.fixture
def own(scene):
    return own_address(scene.ana, by=scene.ana, at=NOW)


@pytest.fixture
def shared(scene):
    return office_address(scene.office, by=scene.ana, at=NOW)


def second_tie(scene, name="Osaka"):
    place = CityFactory(name=name)
    tie = PartnershipFactory(name=f"Chicago – {name}", slug=f"chicago-{name.lower()}", between=[scene.here, place])
    SeatFactory(partnership=tie, organisation=scene.office, role="lead")
    return tie


def why():
    return list(IntakeRefusal.objects.values_list("why", flat=True))


# --- Who is believed --------------------------------------------------------------------------------------------------


def test_a_mail_with_two_photos_to_ones_own_address_becomes_a_draft_and_no_activity(scene, own):
    made = take(two_photos(address_of(own)), NOW)

    draft = IncomingDraft.objects.get()
    assert made == (1, "")
    assert (draft.user, draft.partnership, draft.day) == (scene.ana, scene.tie, dt.date(2026, 11, 20))
    assert draft.subject == "Re: Hamburg port – second berth agreed"
    assert list(draft.files.values_list("name", "content_type")) == [
        ("IMG_2041.jpg", "image/jpeg"), ("IMG_2042.jpg", "image/jpeg"),
    ]  # fmt: skip
    assert draft.files.first().file.read(3) == b"\xff\xd8\xff"
    assert not Activity.objects.exists()


def test_ones_own_address_holds_whoever_the_mail_says_it_is_from(scene, own):
    assert take(mail(address_of(own), sender="ana@home.example"), NOW) == (1, "")


def test_in_a_blind_copy_ones_own_address_is_found_by_what_the_server_says(scene, own):
    assert take(mail("partner@hamburg.example", Delivered_To=address_of(own)), NOW) == (1, "")


def test_the_address_of_the_office_takes_what_our_server_vouches_for(scene, shared):
    assert take(mail(address_of(shared), results=[RESULTS]), NOW) == (1, "")
    assert IncomingDraft.objects.get().user == scene.ana


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "proof"),
        ({"results": [FORGED]}, "proof"),
        ({"results": [FORGED, RESULTS]}, "proof"),
        ({"results": [f"{TRUSTED}; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=x@evil.example"]}, "proof"),
        ({"results": [f"{TRUSTED}; spf=fail smtp.mailfrom=ana@example.org", RESULTS]}, "proof"),
        ({"results": [RESULTS], "sender": "stranger@example.org"}, "sender"),
        ({"results": [RESULTS], "sender": "eve@example.org"}, "sender"),
        ({"results": [RESULTS], "sender": "hanna@example.org"}, "sender"),
        ({"results": [RESULTS], "sender": "carl@example.org"}, "sender"),
        ({"results": [RESULTS], "sender": "ana@example.org, eve@example.org"}, "sender"),
        ({"results": [RESULTS], "Auto_Submitted": "auto-replied"}, "automatic"),
    ],
)
def test_a_forged_or_unknown_sender_makes_nothing_and_is_counted(scene, shared, changes, reason):
    raw = mail(address_of(shared), **changes)

    assert [take(raw, NOW), take(raw, NOW)] == [(0, reason), (0, reason)]
    assert not IncomingDraft.objects.exists()
    assert why() == [reason]


def test_the_forged_mail_with_two_photos_makes_nothing(scene, shared):
    forged = {"Authentication-Results: mx.gemel.example;": "Authentication-Results: mx.evil.example;"}

    made = take(two_photos(address_of(shared), texts=forged), NOW)

    assert (made, IncomingDraft.objects.count(), DraftFile.objects.count()) == ((0, "proof"), 0, 0)


def test_a_mail_that_went_elsewhere_and_is_sent_again_to_the_office_makes_nothing(scene, shared):
    raw = mail("partner@hamburg.example", results=[RESULTS], Delivered_To=address_of(shared))

    assert take(raw, NOW) == (0, "address")


@pytest.mark.parametrize(
    "address",
    ["log@gemel.example", "log+@gemel.example", "log+aaaaaaaaaaaaaaaa1@gemel.example", "x@gemel.example", "log+1@x.eu"],
)
def test_an_address_that_only_looks_like_ours_makes_nothing(scene, own, address):
    assert take(mail(address, results=[RESULTS]), NOW) == (0, "address")


def test_a_new_address_ends_the_one_before_it(scene, own):
    before = address_of(own)

    after = address_of(renew_address(own, by=scene.ana, at=NOW))

    assert take(mail(before), NOW) == (0, "address")
    assert take(mail(after), NOW) == (1, "")


def test_only_the_person_or_a_coordinator_changes_an_address(scene, own, shared):
    for address, by in ((own, scene.ben), (shared, scene.ben), (shared, scene.hanna)):
        with pytest.raises(NotYourAddress):
            renew_address(address, by=by, at=NOW)
    with pytest.raises(NotYourAddress):
        own_address(scene.ana, by=scene.ben, at=NOW)
    with pytest.raises(NotYourAddress):
        office_address(scene.office, by=scene.hanna, at=NOW)


def test_who_may_no_longer_log_is_refused_at_their_own_address(scene, own):
    raw = mail(address_of(own))
    scene.ana.memberships.all().delete()

    assert take(raw, NOW) == (0, "sender")


def test_nobody_is_answered(scene, own, shared, mailoutbox):
    from stakeholders.models import OutgoingMail

    take(mail(address_of(shared), results=[FORGED]), NOW)
    take(mail(address_of(own)), NOW)

    assert (mailoutbox, OutgoingMail.objects.count()) == ([], 0)


def test_a_refusal_keeps_no_word_of_the_mail(scene, shared):
    raw = mail(address_of(shared), results=[FORGED], sender="Eve <eve@evil.example>", subject="secret words")

    take(raw, NOW)

    row = IntakeRefusal.objects.values().get()
    assert row["mail_key"] == hashlib.sha256(raw).hexdigest()
    assert set(row) == {"id", "mail_key", "at", "why"}


# --- What a draft holds -----------------------------------------------------------------------------------------------


def test_the_same_mail_twice_is_one_draft_saved_or_thrown_away_too(scene, own):
    raw = mail(address_of(own))
    take(raw, NOW)
    throw_away(IncomingDraft.objects.get(), by=scene.ana, at=NOW)

    assert take(raw, NOW) == (0, "")
    assert IncomingDraft.objects.waiting().count() == 0


def test_files_that_may_not_come_in_are_named_and_the_others_kept(scene, own):
    files = [
        ("IMG_1.HEIC", "image/heic", HEIC), ("plan.exe", "application/octet-stream", b"MZ"),
        ("photo.jpg", "image/jpeg", b"no picture"), ("winmail.dat", "application/ms-tnef", b"x"),
        ("again.HEIC", "image/heic", HEIC), ("empty.pdf", "application/pdf", b""),
    ]  # fmt: skip

    assert take(mail(address_of(own), *files), NOW) == (1, "")

    draft = IncomingDraft.objects.get()
    left = {row["name"]: row["why"] for row in draft.left_out}
    assert [(file.name, file.content_type) for file in draft.files.all()] == [("IMG_1.HEIC", "image/heic")]
    assert set(left) == {"plan.exe", "photo.jpg", "winmail.dat", "empty.pdf"}
    assert "Outlook" in left["winmail.dat"]
    assert "not taken" in left["plan.exe"]


def test_more_files_than_a_form_takes_are_left_out(scene, own, monkeypatch):
    monkeypatch.setattr(intake, "MOST_FILES", 2)
    files = [(f"{n}.jpg", "image/jpeg", JPEG + bytes([n])) for n in range(4)]

    take(mail(address_of(own), *files), NOW)

    draft = IncomingDraft.objects.get()
    assert (draft.files.count(), [row["name"] for row in draft.left_out]) == (2, ["2.jpg", "3.jpg"])


def test_of_a_mail_that_is_too_large_the_words_are_kept(scene, own):
    raw = two_photos(address_of(own))

    made = take(raw[:4000], NOW, whole=False)

    draft = IncomingDraft.objects.get()
    assert (made, draft.files.count(), len(draft.left_out)) == ((1, ""), 0, 1)
    assert draft.text.startswith("Walked the quay")


def test_a_tag_in_the_address_names_the_partnership(scene, own):
    osaka = second_tie(scene)

    for tag in ("chicago-osaka", "Chicago-O"):
        take(mail(address_of(own, tag), subject=f"Hamburg {tag}"), NOW)

    assert {(d.partnership, d.guessed_by) for d in IncomingDraft.objects.all()} == {(osaka, GuessedBy.TAG)}


@pytest.mark.parametrize(
    ("subject", "text", "found"),
    [
        ("Osaka: visit", "", ("Osaka", GuessedBy.NAMES)),
        ("Visit", "met the people of Ōsaka and Chicago", ("Osaka", GuessedBy.NAMES)),
        ("Visit", "dinner with the Hamburg chamber", ("Hamburg", GuessedBy.NAMES)),
        ("Hamburg and Osaka", "", ("Hamburg", GuessedBy.LAST)),
        ("Chicago", "Osakaya", ("Hamburg", GuessedBy.LAST)),
    ],
)
def test_names_in_the_mail_name_it_or_else_it_is_the_last_one(scene, own, subject, text, found):
    second_tie(scene)
    log_activity(scene.tie, facts(), by=scene.ana, at=NOW)

    take(mail(address_of(own), subject=subject, text=text or "."), NOW)

    draft = IncomingDraft.objects.get()
    assert (draft.partnership.name.split(" – ")[1], draft.guessed_by) == found


@pytest.mark.parametrize(
    ("subject", "date", "zone", "day"),
    [
        ("Visit", "Fri, 20 Nov 2026 23:30:00 -0600", "UTC", (2026, 11, 20)),
        ("Visit", "Sat, 21 Nov 2026 05:30:00 -0000", "America/Chicago", (2026, 11, 20)),
        ("Visit on 2026-10-03", "Fri, 20 Nov 2026 23:30:00 -0600", "UTC", (2026, 10, 3)),
        ("Visit 3.10.2026", "Fri, 20 Nov 2026 23:30:00 -0600", "UTC", (2026, 10, 3)),
        ("Visit 2026-13-40", "Fri, 20 Nov 2026 12:00:00 -0600", "UTC", (2026, 11, 20)),
        ("Visit", "Fri, 20 Nov 2036 12:00:00 -0600", "Asia/Tokyo", (2026, 11, 21)),
        ("Visit", "no date", "Nowhere/There", (2026, 11, 21)),
    ],
)
def test_the_day_is_that_of_the_writer_unless_the_subject_names_another(scene, own, subject, date, zone, day):
    scene.ana.time_zone = zone
    scene.ana.save(update_fields=["time_zone"])
    raw = mail(address_of(own), subject=subject).replace(b"Fri, 20 Nov 2026 15:13:58 -0600", date.encode())

    take(raw, NOW)

    assert IncomingDraft.objects.get().day == dt.date(*day)


def test_whoever_has_the_secret_cannot_fill_the_disk(scene, own, monkeypatch):
    monkeypatch.setattr(intake, "MOST_WAITING", 2)

    made = [take(mail(address_of(own), subject=f"Mail {n}"), NOW) for n in range(3)]

    assert made == [(1, ""), (1, ""), (0, "many")]


# --- What becomes of it -----------------------------------------------------------------------------------------------


def kept_draft(own):
    take(two_photos(address_of(own)), NOW)
    return IncomingDraft.objects.get()


def test_a_draft_is_saved_once_with_the_photos_that_stay(scene, own, django_capture_on_commit_callbacks):
    draft = kept_draft(own)
    first, second = draft.files.order_by("pk")
    paths = [first.file.name, second.file.name]

    with django_capture_on_commit_callbacks(execute=True):
        saved = [save_draft(draft, scene.tie, facts(), by=scene.ana, at=NOW, keep={first.pk}) for _ in range(2)]

    draft.refresh_from_db()
    assert saved[0] == saved[1] == Activity.objects.get()
    assert (saved[0].owner, saved[0].created_by, saved[0].audience) == (scene.office, scene.ana, "office")
    assert [file.name for file in saved[0].files.all()] == ["IMG_2041.jpg"]
    assert saved[0].files.get().file.read(3) == b"\xff\xd8\xff"
    assert (draft.activity, draft.closed_at, draft.text, draft.files.count()) == (saved[0], NOW, "", 0)
    assert [default_storage.exists(path) for path in paths] == [False, False]


def test_nobody_else_saves_or_throws_away_a_draft(scene, own):
    draft = kept_draft(own)

    with pytest.raises(DraftIsGone):
        save_draft(draft, scene.tie, facts(), by=scene.ben, at=NOW)
    with pytest.raises(DraftIsGone):
        throw_away(draft, by=scene.ben, at=NOW)
    assert not IncomingDraft.objects.for_user(scene.ben).exists()


def test_what_was_thrown_away_is_gone_and_cannot_be_saved(scene, own):
    draft = throw_away(kept_draft(own), by=scene.ana, at=NOW)

    assert (draft.subject, draft.text, draft.files.count()) == ("", "", 0)
    with pytest.raises(DraftIsGone):
        save_draft(draft, scene.tie, facts(), by=scene.ana, at=NOW)


def test_a_draft_under_a_legal_hold_is_not_thrown_away(scene, own):
    draft = kept_draft(own)
    office = scene.ana.memberships.get().organisation
    set_hold(office, name="Court case", reason="asked", since=NOW.date(), by=scene.ana, at=NOW)

    with pytest.raises(OnHold):
        throw_away(draft, by=scene.ana, at=NOW)

    draft.refresh_from_db()
    assert (draft.closed_at, draft.files.count() > 0) == (None, True)


def test_after_thirty_days_drafts_files_and_counts_are_gone(scene, own, shared, django_capture_on_commit_callbacks):
    draft = kept_draft(own)
    path = draft.files.first().file.name
    take(mail(address_of(shared)), NOW)

    with django_capture_on_commit_callbacks(execute=True):
        counts = [purge_drafts(NOW + 30 * DAY), purge_drafts(NOW + 31 * DAY)]

    assert counts == [0, 1]
    assert not default_storage.exists(path)
    assert (IncomingDraft.objects.count(), IntakeRefusal.objects.count()) == (0, 0)


# --- The mailbox ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def imap():
    with dovecot() as found:
        yield found


@pytest.fixture
def now():
    return dt.datetime.now(dt.UTC)


@pytest.fixture
def box(imap, settings):
    """The server with an empty INBOX, and the folder for what was taken."""
    settings.GEMEL_INTAKE = imap.given(done="Logged")
    with imap.looked_into() as person:
        for folder in ("INBOX", "Logged"):
            said, count = person.select(folder)
            if said == "OK" and count != [b"0"]:
                person.store("1:*", "+FLAGS", r"(\Deleted)")
                person.expunge()
        person.create("Logged")
    return imap


@pytest.mark.imap
def test_the_real_mail_becomes_a_draft_and_the_forged_one_stays_flagged_in_the_mailbox(box, scene, own, shared, now):
    forged = {"Authentication-Results: mx.gemel.example;": "Authentication-Results: mx.evil.example;",
              "Subject: Re: ": "Subject: forged ", "2F0B8C11": "3F0B8C11"}  # fmt: skip
    box.put(
        two_photos(address_of(own)),
        two_photos(address_of(shared), texts=forged),
        mail(address_of(shared), subject="By the office", results=[RESULTS]),
        b"\xff\xfe no mail at all",
        mail("log@gemel.example", subject="Spam", sender="x@spam.example"),
    )

    counts = [read_intake(now), read_intake(now)]

    assert counts == [2, 0]
    drafts = {draft.subject: draft.files.count() for draft in IncomingDraft.objects.all()}
    assert drafts == {"Re: Hamburg port – second berth agreed": 2, "By the office": 0}
    assert sorted(why()) == ["address", "address", "proof"]
    flags = [sorted([r"\Flagged", KEYWORD])] * 3
    assert [flag for _subject, flag in box.holds()] == flags
    assert sorted(flag for _subject, flag in box.holds("Logged")) == [sorted([r"\Seen", KEYWORD])] * 2


@pytest.mark.imap
def test_a_mail_that_fails_here_is_tried_again_and_does_not_keep_others_from_coming(
    box, scene, own, now, settings, caplog
):
    photo = ("1.jpg", "image/jpeg", JPEG)
    box.put(mail(address_of(own), subject="first"), mail(address_of(own), photo, subject="with a photo"),
            mail(address_of(own), subject="last"))  # fmt: skip

    settings.CLAMAV_SOCKET = "/nowhere/clamd"
    away = read_intake(now)
    settings.CLAMAV_SOCKET = ""

    assert (away, read_intake(now), read_intake(now)) == (2, 1, 0)
    assert "tried again" in caplog.text
    assert IncomingDraft.objects.get(subject="with a photo").files.count() == 1


@pytest.mark.imap
def test_a_reader_that_died_before_it_put_the_mail_away_makes_no_second_draft(box, scene, own, now):
    raw = mail(address_of(own))
    box.put(raw)
    take(raw, now)

    assert read_intake(now) == 0
    assert IncomingDraft.objects.count() == 1
    assert len(box.holds("Logged")) == 1


@pytest.mark.imap
@pytest.mark.django_db(transaction=True)
def test_two_readers_at_once_make_one_draft_of_each_mail(box, scene, own, now):
    box.put(*(mail(address_of(own), subject=f"Mail {n}") for n in range(6)))
    counts, gate = [], threading.Barrier(2)

    def run():
        gate.wait()
        try:
            counts.append(read_intake(now))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counts) == 6
    assert IncomingDraft.objects.count() == 6
    assert box.holds() == []


@pytest.mark.imap
def test_a_mail_larger_than_is_fetched_comes_without_its_files(box, scene, own, now, monkeypatch):
    monkeypatch.setattr(intake, "MOST_BYTES", 4000)
    box.put(two_photos(address_of(own)))

    assert read_intake(now) == 1
    assert len(IncomingDraft.objects.get().left_out) == 1


@pytest.mark.imap
def test_a_mailbox_that_cannot_be_read_is_said(box, now, settings, caplog):
    settings.GEMEL_INTAKE = box.given(password="wrong")

    assert read_intake(now) == 0
    assert "GEMEL_INTAKE_URL could not be read" in caplog.text


def test_without_a_mailbox_nothing_is_read(now, settings):
    settings.GEMEL_INTAKE = None

    assert read_intake(now) == 0
