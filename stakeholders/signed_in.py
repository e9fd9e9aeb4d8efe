"""Where a person is signed in: one row for each browser, ended by its person, by signing out, or by a new password."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from stakeholders.models import SignedIn

SEEN_EVERY = 600  # seconds: a day of work writes some dozens of rows, not one for each page
LONGEST_DEVICE = 300


def store_of(key=None):
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def _mark(key):
    return f"signed-in:{key}"


def note_signed_in(request, user):
    """Write down that this session belongs to this person, in this browser."""
    key, now = request.session.session_key, timezone.now()
    if not key:
        return
    device = request.META.get("HTTP_USER_AGENT", "")[:LONGEST_DEVICE].replace("\0", "")
    given = {"user": user, "device": device, "started_at": now, "seen_at": now}
    SignedIn.objects.update_or_create(session_key=key, defaults=given)
    cache.set(_mark(key), 1, SEEN_EVERY)


def note_seen(request):
    """Remember, every ten minutes at most, that the session was used; it is written down where it was not yet."""
    key = request.session.session_key
    if not key or not cache.add(_mark(key), 1, SEEN_EVERY):
        return
    if not SignedIn.objects.filter(session_key=key, user=request.user).update(seen_at=timezone.now()):
        note_signed_in(request, request.user)


def signed_in_of(user, current_key=""):
    """This person's living sessions, the one that asks first, then the latest; rows of dead ones go."""
    living, dead, hashed = [], [], user.get_session_auth_hash()
    for row in SignedIn.objects.for_user(user):
        held = store_of(row.session_key).load()
        same = constant_time_compare(held.get(HASH_SESSION_KEY, ""), hashed)
        if held.get(SESSION_KEY) == str(user.pk) and same:
            row.is_this = row.session_key == current_key
            row.words = device_words(row.device)
            living.append(row)
        else:
            dead.append(row.pk)
    if dead:
        SignedIn.objects.filter(pk__in=dead).delete()
    return sorted(living, key=lambda row: not row.is_this)


def end_sessions(user, *, but="", only=None):
    """Sign this person out everywhere except in the session `but`; or, with `only`, in that one row. Returns how many.

    A session that nothing lists ends with the next password; those begun before the list was kept are listed as
    soon as they are used.
    """
    rows = SignedIn.objects.for_user(user).exclude(session_key=but)
    if only is not None:
        rows = rows.filter(pk=only)
    keys = list(rows.values_list("session_key", flat=True))
    for key in keys:
        store_of(key).delete(key)
    SignedIn.objects.filter(session_key__in=keys).delete()
    return len(keys)


BROWSERS = [
    ("Edg", "Edge"), ("EdgA", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
]  # fmt: skip
SYSTEMS = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
]  # fmt: skip


def device_words(text):
    """What a browser says of itself in two words, as "Firefox on Windows"; they are a hint, for it may say anything."""
    browser = next((name for word, name in BROWSERS if f"{word}/" in text), "")
    system = next((name for word, name in SYSTEMS if word in text), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")


def on_signed_in(sender, request, user, **given):
    if getattr(request, "session", None) is not None:
        note_signed_in(request, user)


def on_signed_out(sender, request, user, **given):
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        SignedIn.objects.filter(session_key=key).delete()


def on_new_password(sender, request, user, **given):
    """Whoever knew the old one is out: all other browsers, and all of them where it was set by a mailed link."""
    here = request.session.session_key if request.user.is_authenticated and request.user.pk == user.pk else None
    end_sessions(user, but=here or "")
