"""Answers that took long are kept until something they may rest on changes: the version of the office's pages.

A small office never keeps any: its answers take less time than it would take to look twice. Nothing is kept while
something waits to be counted, for then figures change without a mark.
"""

import hashlib
import time

from django.core.cache import cache

from outcomes.queries.page_version import page_version
from partnerships.models.keys import keys_of

SLOW = 0.03  # seconds
A_DAY = 60 * 60 * 24


def version_for(user):
    """The version of what pages show to this person; asked once a request, kept on the user."""
    if not hasattr(user, "_page_version"):
        keys = keys_of(user)
        user._page_version = page_version({key.organisation for key in keys.held} | keys.granted)
    return user._page_version


def remember(user, organisation, question, answer):
    """The answer to a question on an office's records as this person reads them; worked out unless it is kept.

    question: a tuple of all that the answer depends on besides records and reader (period, day, scope). answer: a
    function without arguments whose result can be pickled and is not None.
    """
    version = version_for(user)
    if version is None:
        return answer()
    parts = repr((question, organisation.pk, user.pk, keys_of(user), version))
    key = "kept:" + hashlib.sha256(parts.encode()).hexdigest()
    found = cache.get(key)
    if found is None:
        start = time.perf_counter()
        found = answer()
        if time.perf_counter() - start > SLOW:
            cache.set(key, found, A_DAY)
    return found
