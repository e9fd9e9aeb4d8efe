"""Conditional GET of dashboards: who has the page as it stands is told so, and no figure is read."""

import functools
import hashlib
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language

from outcomes.queries.page_version import page_version
from outcomes.services.staging import today_of
from partnerships.models.keys import keys_of

BUILT_FROM = ("templates", "drawing", "outcomes", "desk", "locale", "static")


def unless_unchanged(view):
    """The view is asked only where what it would show may have changed since the browser's copy.

    The tag is worked out before the page: what changes in between makes the page newer than its tag, never older.
    """

    @functools.wraps(view)
    def answer(request, *args, **kwargs):
        tag = tag_of(request) if request.method in ("GET", "HEAD") else None
        if tag is None:
            return view(request, *args, **kwargs)
        response = get_conditional_response(request, etag=tag)
        if response is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming:
                return response
            response["ETag"] = tag
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ("Cookie", "Accept-Language", "HX-Request"))
        return response

    return answer


def tag_of(request):
    """The tag of what this person would see at this address now, or None where nobody can say.

    It holds whatever the page depends on: the records' version, the person and what their memberships open, the day,
    language, theme and address, the session (its tokens stand in the page) and the release.
    """
    if not request.office or request.GET.get("format") or has_message(request):
        return None
    if "looked_since" not in request.session:
        return None
    keys = keys_of(request.user)
    version = page_version({key.organisation for key in keys.held} | keys.granted | {request.office.organisation_id})
    if version is None:
        return None
    user = request.user
    parts = (
        version, release(), user.pk, str(user), user.email, user.is_staff, repr(keys), request.office.role,
        today_of(request.office, timezone.now()), timezone.localdate(), timezone.get_current_timezone_name(),
        get_language(), request.COOKIES.get("theme", ""), request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""),
        request.session.session_key, request.session["looked_since"], request.get_full_path(),
        request.headers.get("HX-Request", ""),
    )  # fmt: skip
    return quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])


def has_message(request):
    """A message waits to be shown once: this page must not be answered from a copy."""
    return "messages" in request.COOKIES or "_messages" in request.session


@functools.cache
def release():
    """A new release makes other pages of the same records: the newest change among what pages are built from."""
    folders = (Path(settings.BASE_DIR) / name for name in BUILT_FROM)
    files = (path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".html", ".css", ".mo"))
    return hashlib.sha256(repr(sorted((str(path), path.stat().st_mtime_ns) for path in files)).encode()).hexdigest()
