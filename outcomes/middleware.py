"""Pages that have not changed are answered before anybody is looked up."""

from django.http import HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from outcomes.page_tags import READER, VARIES, may_be_kept, tag_for
from outcomes.queries.page_version import page_version


class UnchangedMiddleware:
    """304 where the browser's tag is the one that the page would carry now; two queries: the session, the version.

    A tag holds session and address, so none is found that this session was not given for this page. Whatever takes a
    right away (a membership, a password, an account) leaves a mark of its own and so changes the version.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        known = request.headers.get("If-None-Match")
        if known and may_be_kept(request) and READER in request.session and "_auth_user_id" in request.session:
            version = page_version(request.session[READER]["bodies"])
            if version is not None:
                tag = tag_for(request, version, timezone.now())
                if tag in parse_etags(known):
                    return not_modified(tag)
        return self.get_response(request)


def not_modified(tag):
    response = HttpResponseNotModified(headers={"ETag": tag})
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, VARIES)
    return response
