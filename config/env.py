"""Typed reads from the environment. A wrong value stops the start and names its variable."""

import os
import secrets
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
REQUIRED = object()


class WrongVariable(ImproperlyConfigured):
    """One variable of the environment is missing or cannot be read."""

    def __init__(self, name, reason):
        super().__init__(f"{name}: {reason}")
        self.name = name


def _read(name, default):
    """The stripped value, or None where the default applies. An empty value counts as not set."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is REQUIRED:
        raise WrongVariable(name, "is missing and has no default")
    return None


def text(name, default=REQUIRED):
    value = _read(name, default)
    return default if value is None else value


def flag(name, default=REQUIRED):
    value = _read(name, default)
    if value is None:
        return default
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise WrongVariable(name, f'"{value}" is neither yes (1, true, yes, on) nor no (0, false, no, off)')


def number(name, default=REQUIRED, *, least=None, most=None):
    value = _read(name, default)
    if value is None:
        return default
    try:
        found = int(value)
    except ValueError:
        raise WrongVariable(name, f'"{value}" is not a whole number') from None
    if least is not None and found < least:
        raise WrongVariable(name, f"{found} is below {least}")
    if most is not None and found > most:
        raise WrongVariable(name, f"{found} is above {most}")
    return found


def words(name, default=REQUIRED, *, among=None):
    """A list, separated by commas. `among` names what is allowed."""
    value = _read(name, default)
    if value is None:
        return default
    found = [word.strip() for word in value.split(",") if word.strip()]
    for word in found:
        if among is not None and word not in among:
            raise WrongVariable(name, f'"{word}" is not one of {", ".join(among)}')
    return found


def currency(name, default=REQUIRED):
    """An ISO 4217 code of three capital letters."""
    value = text(name, default)
    if len(value) != 3 or not value.isascii() or not value.isalpha() or not value.isupper():
        raise WrongVariable(name, f'"{value}" is not a currency code of three capital letters, such as USD')
    return value


def url(name, default=REQUIRED, *, schemes):
    """An address of one of these schemes, as (urlsplit result, {query name: value}); None where the default is."""
    value = _read(name, default)
    if value is None:
        if default is None:
            return None
        value = default
    return split_url(name, value, schemes)


def split_url(name, value, schemes):
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018  (reading it is the check: a port that is no number raises)
    except ValueError as fault:
        raise WrongVariable(name, f"is not an address ({fault})") from None
    if parts.scheme not in schemes:
        raise WrongVariable(name, f"must start with {' or '.join(f'{scheme}://' for scheme in schemes)}")
    return parts, dict(parse_qsl(parts.query))


def database(name, value):
    """Django's settings for one PostgreSQL address: postgresql://user:password@host:port/name?sslmode=require.

    A `host` in the query is the folder of a Unix socket.
    """
    parts, query = split_url(name, value, ["postgresql", "postgres"])
    title = unquote(parts.path.lstrip("/"))
    if not title:
        raise WrongVariable(name, "names no database: postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": title,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(query.pop("port", None) or parts.port or ""),
        "OPTIONS": query,
    }


def secret(name, keep_in):
    """A long random text. Where it is unset and `keep_in` is a path, it is made once and kept there."""
    value = text(name, None if keep_in else REQUIRED)
    if value is None:
        try:
            value = keep_in.read_text().strip()
        except FileNotFoundError:
            keep_in.parent.mkdir(parents=True, exist_ok=True)
            handle = None
            try:
                handle = os.open(keep_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                os.write(handle, secrets.token_urlsafe(48).encode())
            except FileExistsError:
                pass  # another process was quicker; its secret is ours
            finally:
                if handle is not None:
                    os.close(handle)
            value = keep_in.read_text().strip()
    if len(value) < 32:
        raise WrongVariable(name, "is shorter than 32 characters")
    return value


def mail(name, default):
    """Django's mail settings for smtp://user:password@host:port.

    smtps:// is TLS from the start, ?tls=1 is STARTTLS.
    """
    parts, query = url(name, default, schemes=["smtp", "smtps"])
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and query.get("tls", "").lower() in YES,
    }


def openid():
    """The one OpenID provider at which people sign in, from OIDC_*; None where none is set.

    Returns {"name", "issuer", "client_id", "secret"}. All but the name belong together; the issuer is https://, without
    a query; http:// only on this machine itself, where nobody listens in.
    """
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    given = {name: text(name, None) for name in names}
    if not any(given.values()):
        if text("OIDC_NAME", None):
            raise WrongVariable("OIDC_ISSUER", "is missing: OIDC_NAME alone leads nowhere")
        return None
    for name in names:
        if not given[name]:
            raise WrongVariable(name, f"is missing: {', '.join(names)} belong together")
    issuer = given["OIDC_ISSUER"].rstrip("/")
    parts, _ = split_url("OIDC_ISSUER", issuer, ["https", "http"])
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        raise WrongVariable("OIDC_ISSUER", "is not the address of a provider, as https://login.example.org/realm")
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise WrongVariable("OIDC_ISSUER", "must start with https://")
    title = text("OIDC_NAME", parts.hostname)
    return {
        "name": title, "issuer": issuer, "client_id": given["OIDC_CLIENT_ID"], "secret": given["OIDC_CLIENT_SECRET"],
    }  # fmt: skip


def mail_address(name, default=None):
    """One address as log@example.org, without a + of its own, in lower case."""
    value = _read(name, None)
    if value is None:
        return default
    local, at, domain = value.lower().partition("@")
    if not local or not at or not domain or "@" in domain or "+" in local or not value.isascii() or " " in value:
        raise WrongVariable(name, f'"{value}" is not an address as log@example.org, without a +')
    return value.lower()


def mailbox(name, default=None, done="Bounces"):
    """A folder of an IMAP server, imaps://user:password@host:port/INBOX; imap:// is plain, with ?tls=1 STARTTLS.

    Returns {"host", "port", "security" ("tls", "starttls" or ""), "user", "password", "folder", "done"}, or the default
    where it is unset. done: the folder to which what was read is moved, unless ?done= names another.
    """
    found = url(name, None, schemes=["imap", "imaps"])
    if found is None:
        return default
    parts, query = found
    if not parts.hostname or not parts.username:
        raise WrongVariable(name, "names no host or no user: imaps://user:password@host/INBOX")
    folder, done = unquote(parts.path.strip("/")) or "INBOX", query.get("done", done)
    if not (folder + done).isascii():
        raise WrongVariable(name, "names a folder with other letters than those of ASCII")
    starttls = query.get("tls", "").lower() in YES
    return {
        "host": parts.hostname,
        "port": parts.port or (993 if parts.scheme == "imaps" else 143),
        "security": "tls" if parts.scheme == "imaps" else "starttls" if starttls else "",
        "user": unquote(parts.username),
        "password": unquote(parts.password or ""),
        "folder": folder,
        "done": done,
    }
