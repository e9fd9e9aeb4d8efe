"""Signed in, and as one's organisation asks: the second step on each request, and when a browser was last used."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stakeholders.second_step import second_step_missing
from stakeholders.signed_in import note_seen

# What somebody needs to set a second step up, or to leave; everything else waits.
OPEN = ("/accounts/2fa/", "/accounts/reauthenticate/", "/accounts/logout/", "/accounts/login/", "/i18n/", "/static/")


class SignedInMiddleware:
    """Whoever must have a second step and has none is led to the page that sets one up, at each request, until then.

    A session of the API is refused with 403; a token is refused where it is read (stakeholders.authentication).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            note_seen(request)
            if _must_pass(request) and getattr(request.user, "lacks_second_step", True):  # read along
                rule = second_step_missing(request.user, timezone.localdate())
                if rule is not None:
                    return _refused(request, rule)
        return self.get_response(request)


def _must_pass(request):
    return not request.path_info.startswith(OPEN) and request.path_info != reverse("stakeholders:second-step-due")


def words_of(rule):
    """What a program is told whose person lacks the second step."""
    return _("%(organisation)s asks for a second step at sign-in. Set one up under your account.") % {
        "organisation": rule.organisation
    }


def _refused(request, rule):
    if request.path_info.startswith("/api/"):
        status = HTTPStatus.FORBIDDEN
        body = {"type": "about:blank", "title": status.phrase, "status": status, "detail": words_of(rule)}
        return JsonResponse(body, status=status, content_type="application/problem+json")
    url = reverse("stakeholders:second-step-due")
    if request.headers.get("HX-Request"):  # the whole page goes there, not the fragment that asked
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
