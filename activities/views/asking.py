"""Asking the other side by mail: choose who sees what, see the mail, press. Nothing goes out before it was seen."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.accounts import CHOOSABLE
from activities.forms import refuse
from activities.forms_asking import AskForm
from activities.models import Activity, ActivityAsk
from activities.services import asking as services
from agreements.views.asking import mark_of
from stakeholders.access import Permission, get_allowed
from stakeholders.private import private
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request, pk):
    """First the form, then the mail as it will go ("see"), then the sending ("send"); or a link to copy ("copy")."""
    whole = Activity.objects.select_related("partnership", "owner", "place")
    activity = get_allowed(whole, request.user, Permission.ASK, pk=pk)
    people, posts = services.addressees(request.user, activity)
    given = request.POST if request.method == "POST" else None
    form = AskForm(given, people=people, posts=posts, initial={"chosen": list(CHOOSABLE)})
    context = {"activity": activity, "ask_form": form, "found": form.found, "facts": facts_of(activity, CHOOSABLE)}
    if given is None:
        return render(request, "activities/ask.html", context)
    if not form.is_valid():
        return render(request, "activities/ask.html", {**context, "form": form}, status=422)
    whom, now = form.addressee(), timezone.now()
    wanted = {"chosen": form.cleaned_data["chosen"], "message": form.cleaned_data["message"]}
    try:
        services.check_ask(activity, whom)
        mail = mail_for(activity, whom, by=request.user, now=now, **wanted)
        if "copy" in given:
            link, address = services.make_link(activity, whom, **wanted, by=request.user, at=now)
            made = {"activity": activity, "link": link, "address": address}
            return private(render(request, "activities/ask_link.html", made))
        if "send" in given and given.get("seen") == mark_of(mail):
            sent = services.ask_by_mail(activity, whom, **wanted, by=request.user, at=now)
            messages.success(request, _("Mail to %(name)s is on its way") % {"name": sent.name})
            return redirect("activities:activity", activity.pk)
    except Refusal as refusal:
        if refusal.field:
            refuse(form, refusal)
        else:
            context["refusal"] = refusal.message
        return render(request, "activities/ask.html", {**context, "form": form}, status=409)
    context |= {"mail": mail, "seen": mark_of(mail), "facts": facts_of(activity, wanted["chosen"])}
    context["mail_text"] = mail.text.replace("{link}", f"{settings.GEMEL_URL}/a/…/")
    return render(request, "activities/ask.html", context)


def mail_for(activity, whom, *, chosen, message, by, now):
    return services.write_mail(
        services.frozen(activity, chosen), whom, sender=str(by), office=activity.owner, message=message,
        ends_at=now + services.OPEN_FOR,
    )  # fmt: skip


def facts_of(activity, chosen):
    """The facts as they will go out: [(label, text)]."""
    return services.lines_of(services.frozen(activity, chosen))


@require_POST
@login_required
def revoke(request, pk):
    """The link opens nothing any longer."""
    asked = ActivityAsk.objects.filter(pk=pk).values("activity")
    activity = get_allowed(Activity.objects, request.user, Permission.ASK, pk__in=asked)
    services.revoke_ask(ActivityAsk.objects.get(pk=pk), by=request.user, at=timezone.now())
    messages.success(request, _("Link ended"))
    return redirect("activities:activity", activity.pk)
