"""Asking for a confirmation, and the page on which somebody without an account gives it."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from activities.forms import refuse
from outcomes import bands
from outcomes.forms import AnswerForm, AskForm
from outcomes.models import Claim, Confirmation, ConfirmationAsk, Outcome
from outcomes.services import refusals
from outcomes.services.confirmations import (
    OPEN_FOR,
    amount_text,
    answer_by_link,
    ask_confirmation,
    check_ask,
    frozen_fields,
    who_is_asked,
    write_mail,
)
from outcomes.services.settlements import settle_by_asking
from outcomes.services.standing import latest
from stakeholders.access import Permission, get_allowed
from stakeholders.private import private
from stakeholders.verbs import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])
ANSWERS_AN_HOUR = 20


@form_page
@login_required
def ask(request, pk):
    """Write the ask, see the mail exactly as it will go out, press send. Nothing is sent before that."""
    outcome = get_allowed(Outcome.objects, request.user, Permission.ASK, pk=pk)
    claims = Claim.objects.for_user(request.user, Permission.ASK).standing().exclude(source="confirmation")
    claims = claims.filter(outcome=outcome).order_by("-evidence", "-pk")
    number = request.POST.get("claim") or request.GET.get("claim") or ""
    claim = (claims.filter(pk=int(number)) if number.isdecimal() else claims).first()
    if claim is None:
        raise Http404
    asked = ConfirmationAsk.Asked.OTHER_SIDE if request.GET.get("cause") else ConfirmationAsk.Asked.FIRM
    form = AskForm(request.POST or None, claim=claim, initial={"asked": asked})
    settling = {name: request.POST.get(name) or request.GET.get(name, "") for name in ("cause", "reason")}
    context = {"form": form, "outcome": outcome, "claim": claim, "settling": settling if settling["cause"] else None}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if "send" in request.POST:
                now = {"by": request.user, "at": timezone.now()}
                if context["settling"]:
                    settle_by_asking(claim, **settling, **given, **now)
                else:
                    ask_confirmation(claim, **given, **now)
                messages.success(request, _("Sent to %(email)s.") % {"email": given["email"]})
                return redirect("outcomes:outcome", outcome.pk)
            context["preview"] = preview(claim, given, request.user)
        except Refusal as refusal:
            refuse(form, refusal)
    return render(request, "outcomes/ask.html", context, status=422 if form.errors else 200)


def preview(claim, given, by):
    """{mail, fields, asked}: what would go out, after the same checks as the sending."""
    check_ask(claim, asked=given["asked"], email=given["email"], organisation=given["organisation"], by=by)
    fields = frozen_fields(claim, given["chosen"])
    mail = write_mail(
        fields, name=given["name"], message=given["message"], sender=str(by), office=claim.owner.name,
        link=_("(their own link stands here)"), ends_at=timezone.now() + OPEN_FOR,
    )  # fmt: skip
    asked = who_is_asked(given["asked"], given["organisation"])
    return {"mail": mail, "asked": asked, "nod": asked == ConfirmationAsk.Asked.CITY_OFFICE}


@csrf_exempt  # under no-referrer browsers send "Origin: null", and no cookie grants anything here
@form_page
def confirm(request, token):
    """GET changes nothing and uses nothing up: mail scanners open links. POST takes the answer, once."""
    ask = ConfirmationAsk.objects.with_token(token)
    if ask is None:
        raise Http404
    given = Confirmation.objects.filter(ask=ask).first()
    if given is None and request.method == "POST":
        return private(answered(request, ask))
    if given is not None:
        band = bands.words(given.band, given.currency, ask.fields.get("unit", ""))
        return private(render(request, "outcomes/confirm_done.html", {"ask": ask, "given": given, "band": band}))
    if not ask.is_open() or latest(ask.claim).withdrawn_at:
        return private(ended(request))
    return private(question(request, ask, AnswerForm(ask=ask, initial={"name": ask.name})))


def answered(request, ask):
    if too_many(ask):
        context = {"title": _("Too many tries"), "text": _("Wait an hour, then try again.")}
        return render(request, "429.html", context, status=429)
    form = AnswerForm(request.POST, ask=ask)
    if not form.is_valid():
        return question(request, ask, form, status=422)
    try:
        answer_by_link(ask, form.answer(), at=timezone.now())
    except refusals.LinkEnded:
        return ended(request)
    except Refusal as refusal:
        refuse(form, refusal)
        return question(request, ask, form, status=422)
    return redirect(request.path)


def question(request, ask, form, status=200):
    context = {"ask": ask, "form": form, "amount": amount_text(ask.fields), "sender": ask.created_by}
    return render(request, "outcomes/confirm.html", context, status=status)


def ended(request):
    context = {
        "title": _("This link has ended"),
        "text": _("Nothing more is asked of you. If you think that it is needed, answer the mail that brought it."),
    }
    return render(request, "410.html", context, status=410)


def too_many(ask):
    """More than twenty posts an hour on one link."""
    key = f"confirm-{ask.pk}"
    cache.add(key, 0, timeout=int(timedelta(hours=1).total_seconds()))
    return cache.incr(key) > ANSWERS_AN_HOUR
