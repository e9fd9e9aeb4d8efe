"""Signatures of posts by the Standard Webhooks specification (standardwebhooks.com), version 1: HMAC-SHA256."""

import base64
import binascii
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
SECRET_BYTES = 32  # the specification asks for 24 to 64


def new_secret():
    """whsec_ and random bytes in Base64; the receiver keeps it to check what comes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def id_of(key):
    """The id of a post: the same on each try, so that a receiver that had it already knows it again."""
    return "msg_" + hashlib.sha256(f"gemel:{key}".encode()).hexdigest()[:40]


def sign(secret, post_id, sent_at, body):
    """The headers of a post. sent_at: seconds since 1970, a whole number; body: the bytes as they are sent."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.digest(key, b"%s.%d.%s" % (post_id.encode(), sent_at, body), "sha256")
    return {
        "webhook-id": post_id,
        "webhook-timestamp": str(sent_at),
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }


def is_genuine(secret, headers, body, *, now, tolerance=300):
    """Whether a receiver may believe a post: one of its signatures fits, and it was sent within `tolerance` seconds.

    headers: a mapping of names in lower case. This is what docs/webhooks.md tells receivers to do.
    """
    try:
        post_id, sent_at = headers["webhook-id"], int(headers["webhook-timestamp"])
        given = headers["webhook-signature"].split(" ")
        wanted = sign(secret, post_id, sent_at, body)["webhook-signature"]
    except (KeyError, ValueError, binascii.Error):
        return False
    return abs(now - sent_at) <= tolerance and any(hmac.compare_digest(one, wanted) for one in given)
