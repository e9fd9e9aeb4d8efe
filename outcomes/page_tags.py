"""The tag of a page: all that it depends on, in one short word."""

import functools
import hashlib
from pathlib import Path

from django.conf import settings
from django.utils.http import quote_etag
from django.utils.translation import get_language

from outcomes.services.staging import day_in

BUILT_FROM = ("templates", "drawing", "outcomes", "desk", "locale", "static")
VARIES = ("Cookie", "Accept-Language", "HX-Request")
READER = "page_reader"  # in the session: who reads pages there, as the last page found them


def may_be_kept(request):
    """Whether a browser may show its copy: no file, and no message that waits to be shown once."""
    waits = "messages" in request.COOKIES or "_messages" in request.session
    return request.method in ("GET", "HEAD") and not request.GET.get("format") and not waits


def note_reader(request, keys):
    """Write down in the session what of the reader a page depends on; False where nobody can say (a grant that ends
    within the day, a first visit). A change of any of it leaves a mark in the database, so the note cannot grow old
    unnoticed."""
    user, session = request.user, request.session
    if keys.granted or not request.office or "looked_since" not in session:
        return False
    who = repr((user.pk, str(user), user.email, user.is_staff, keys, request.office.pk, session["looked_since"]))
    note = {
        "who": hashlib.sha256(who.encode()).hexdigest()[:32],
        "bodies": sorted({key.organisation for key in keys.held}),
        "zones": [request.office.time_zone, user.time_zone],
    }
    if session.get(READER) != note:
        session[READER] = note
    return True


def tag_for(request, version, now):
    """The tag of what the session's reader sees here at this version: also of the days in their zones, the language,
    theme, address, the session (its tokens stand in the page) and the release."""
    note = request.session[READER]
    parts = (
        version, release(), note["who"], [day_in(zone, now) for zone in note["zones"]], note["zones"],
        get_language(), request.COOKIES.get("theme", ""), request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""),
        request.session.session_key, request.get_full_path(), request.headers.get("HX-Request", ""),
    )  # fmt: skip
    return quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])


@functools.cache
def release():
    """A new release makes other pages of the same records: the newest change among what pages are built from."""
    folders = (Path(settings.BASE_DIR) / name for name in BUILT_FROM)
    files = (path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".html", ".css", ".mo"))
    return hashlib.sha256(repr(sorted((str(path), path.stat().st_mtime_ns) for path in files)).encode()).hexdigest()
