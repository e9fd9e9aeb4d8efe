"""Whether our own mail server found that a mail comes from the domain it names as its sender (RFC 8601).

Only the topmost Authentication-Results is read, and only where it carries the name of the server that we trust: each
server writes above what was there, so whatever a sender wrote stands below. The server must remove foreign ones with
its name, as RFC 8601 section 5 asks.
"""

import re

TOKEN = re.compile(r"""([\w.-]+)\s*(?:/\s*\d+\s*)?=\s*("(?:[^"\\]|\\.)*"|[^\s";]+)""")
PIECE = re.compile(r"""(?:[^;"]|"(?:[^"\\]|\\.)*"?)+""")


def is_proven(results, domain, trusted):
    """Whether the topmost of these header values is by the trusted server and vouches for the domain of the sender.

    results: the values of Authentication-Results from the top. domain: of the From address. It vouches by dkim=pass or
    spf=pass of that domain or one above it, or by dmarc=pass of that domain.
    """
    if not results or not trusted or "." not in domain:
        return False
    first, *found = PIECE.findall(_without_comments(results[0])) or [""]
    named = first.split()
    if not named or named[0].strip('"').lower() != trusted.lower():
        return False
    return any(_vouches(piece, _ascii(domain)) for piece in found)


def _vouches(piece, domain):
    tokens = [(name.lower(), value.strip('"').lower()) for name, value in TOKEN.findall(piece)]
    if not tokens or tokens[0][1] != "pass":
        return False
    method, properties = tokens[0][0], dict(reversed(tokens[1:]))
    if method == "dkim":
        return _covers(properties.get("header.d") or _domain(properties.get("header.i", "")), domain)
    if method == "spf":
        return _covers(_domain(properties.get("smtp.mailfrom", "")), domain)
    return method == "dmarc" and _ascii(_domain(properties.get("header.from", ""))) == domain


def _covers(given, domain):
    given = _ascii(given or "")
    return "." in given and (domain == given or domain.endswith(f".{given}"))


def _domain(address):
    return address.strip("<>").rpartition("@")[2]


def _ascii(domain):
    """As servers write it: müller.example is xn--mller-kva.example."""
    try:
        return domain.strip(".").encode("idna").decode().lower()
    except UnicodeError:
        return domain.strip(".").lower()


def _without_comments(text):
    """The value without (comments), which may nest; brackets in quotes are none."""
    kept, depth, quoted, escaped = [], 0, False, False
    for char in text:
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == '"' and not depth:
            quoted = not quoted
        elif char == "(" and not quoted:
            depth += 1
            continue
        elif char == ")" and depth:
            depth -= 1
            kept.append(" ")
            continue
        if not depth:
            kept.append(char)
    return "".join(kept)
