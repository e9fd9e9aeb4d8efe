"""On the way to the city's own sign-in page, and what is closed here."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2LoginView
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from stakeholders.sso import SignedTokens


@require_http_methods(["GET", "HEAD", "POST"])
def start(request, provider_id):
    """The press of a button leads to the provider.

    By a page that leads on, not by a redirect: the policy lets forms go to this house alone, and browsers hold the
    redirect after a form to it. What a GET would start could be started by another house's link, so it starts nothing.
    """
    if request.method != "POST":
        return redirect("account_login")
    try:
        answer = OAuth2LoginView.adapter_view(SignedTokens(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    there = answer.get("Location", "")
    if not there.startswith(("https://", "http://")):
        return answer
    return render(request, "socialaccount/login_redirect.html", {"redirect_to": there})


def nothing_here(request):
    raise Http404
