"""A person's own tokens of the API: made, shown once, ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stakeholders.access import get_allowed
from stakeholders.forms_tokens import TokenForm
from stakeholders.models import ApiToken
from stakeholders.private import private
from stakeholders.tokens import end_token, make_token
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tokens(request):
    """One's tokens, and a form that makes one; what is made is shown on the answer and never again."""
    now = timezone.now()
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            token, key = make_token(request.user, **form.made_of(now.date()), by=request.user, at=now)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return private(render(request, "stakeholders/token_once.html", {"token": token, "key": key}))
    own, today = ApiToken.objects.for_user(request.user), timezone.localdate()
    context = {"form": form, "tokens": own.open(today), "ended": own.exclude(pk__in=own.open(today))[:20]}
    return render(request, "stakeholders/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def end(request, pk):
    token = get_allowed(ApiToken.objects, request.user, pk=pk)
    end_token(token, by=request.user, at=timezone.now())
    messages.success(request, _("Token ended. It lets nobody in any more."))
    return redirect("stakeholders:tokens")
