"""Your account: who one is, how one signs in, and where one is signed in."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import EmailView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stakeholders.accounts import hold_address
from stakeholders.forms_account import YouForm
from stakeholders.models import ApiToken, SignedIn, User
from stakeholders.second_step import second_step_coming, second_step_missing
from stakeholders.services_account import change_you
from stakeholders.signed_in import end_sessions, signed_in_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def you(request):
    """All of it on one page. POST saves name, language and zone."""
    form = YouForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        change_you(request.user, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("stakeholders:you")
    user, today = request.user, timezone.localdate()
    means = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    codes = next((one.wrap() for one in means if one.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "form": form,
        "passkeys": [one.wrap() for one in means if one.type == Authenticator.Type.WEBAUTHN],
        "app": next((one for one in means if one.type == Authenticator.Type.TOTP), None),
        "codes_left": len(codes.get_unused_codes()) if codes else None,
        "sessions": signed_in_of(user, request.session.session_key),
        "tokens": ApiToken.objects.for_user(user).open(today).count(),
        "coming": second_step_coming(user, today),
        "provider": (settings.GEMEL_OPENID or {}).get("name"),
        "tied": SocialAccount.objects.filter(user=user).first(),
    }
    return render(request, "stakeholders/you.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def end_one(request, pk):
    """Sign out one browser; the one that asks is signed out by the button for that."""
    row = get_object_or_404(SignedIn.objects.for_user(request.user), pk=pk)
    if row.session_key == request.session.session_key:
        return redirect("account_logout")
    end_sessions(request.user, only=row.pk)
    messages.success(request, _("That browser is signed out."))
    return redirect("stakeholders:you")


@require_POST
@login_required
def end_others(request):
    count = end_sessions(request.user, but=request.session.session_key)
    text = ngettext("%(n)s other browser is signed out.", "%(n)s other browsers are signed out.", count) % {"n": count}
    messages.success(request, text)
    return redirect("stakeholders:you")


@require_safe
@never_cache
@login_required
def second_step_due(request):
    """Where somebody is led whose organisation asks for a second step that they have not set up."""
    rule = second_step_missing(request.user, timezone.localdate())
    if rule is None:
        return redirect("/")
    return render(request, "stakeholders/second_step_due.html", {"rule": rule})


@login_required
@reauthentication_required(allow_get=True)
def email(request):
    """allauth's page; before it the address in use is held to be the person's own, which it is."""
    hold_address(request.user)
    return EmailView.as_view()(request)
