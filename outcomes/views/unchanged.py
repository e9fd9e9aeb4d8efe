"""Conditional GET of dashboards: each page carries a tag, and who has the page as it stands is told so.

The tag is answered by `outcomes.middleware.UnchangedMiddleware`, from the session and one question on the office's
version: neither the person nor any figure is read.
"""

import functools

from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from outcomes.page_tags import VARIES, may_be_kept, note_reader, tag_for
from outcomes.queries.remembered import version_for
from partnerships.models.keys import keys_of


def with_tag(view):
    """The view's page with the tag of what it shows. The version is asked for before the page is built: what changes
    in between makes the page newer than its tag, never older."""

    @functools.wraps(view)
    def answer(request, *args, **kwargs):
        version = version_for(request.user) if request.user.is_authenticated and may_be_kept(request) else None
        response = view(request, *args, **kwargs)
        if version is None or response.status_code != 200 or response.streaming:
            return response
        if note_reader(request, keys_of(request.user)):
            response["ETag"] = tag_for(request, version, timezone.now())
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, VARIES)
        return response

    return answer
