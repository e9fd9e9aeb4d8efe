"""Asking a partner: choose who and what, see the mail, press. Nothing goes out before it was seen."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements import queries
from agreements.forms import AskForm
from agreements.models import Deliverable, UpdateLink
from agreements.services import links as services
from stakeholders.access import Permission, get_allowed
from stakeholders.private import private
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request, pk):
    """First the form, then the mail as it will go ("see"), then the sending ("send"); or a link to copy ("copy")."""
    whole = Deliverable.objects.select_related("agreement__partnership", "owed_by", "owner", "contact")
    item = get_allowed(whole, request.user, Permission.ASK, pk=pk)
    people = queries.contacts_for(request.user, item)
    others = (
        queries.listed(request.user).for_user(request.user, Permission.ASK).open()
        .filter(owed_by=item.owed_by, owner=item.owner).exclude(pk=item.pk).order_by("due_on")
    )
    context = {"item": item, "people": people, "others": others}
    more = {row.pk: row for row in others}
    asked = request.POST if request.method == "POST" else request.GET
    wanted = [more[int(one)] for one in asked.getlist("items") if one.isdigit() and int(one) in more]
    context["chosen"] = [item, *wanted]
    if request.method != "POST":
        form = AskForm(people=people, initial={"person": item.contact or people.first()})
        return render(request, "agreements/ask.html", {**context, "ask_form": form})
    form = AskForm(request.POST, people=people)
    if not form.is_valid():
        return render(request, "agreements/ask.html", {**context, "ask_form": form, "form": form}, status=422)
    person, message, now = form.cleaned_data["person"], form.cleaned_data["message"], timezone.now()
    try:
        services.check_contact(person, item.owed_by)
        items = services.check_items(context["chosen"], item.owner)
        mail = services.mail_of(
            items, person, by=request.user, message=message, ends_at=services.ends_for(items, now)
        )
        if "copy" in request.POST:
            link, address = services.make_link(
                context["chosen"], person=person, message=message, by=request.user, at=now
            )
            made = {"item": item, "link": link, "address": address}
            return private(render(request, "agreements/link_made.html", made))
        if "send" in request.POST and request.POST.get("seen") == mark_of(mail):
            link = services.ask_for_update(
                context["chosen"], person=person, message=message, by=request.user, at=now
            )
            messages.success(request, _("Mail to %(name)s is on its way") % {"name": link.name})
            return redirect("agreements:deliverable", item.pk)
    except Refusal as refusal:
        context["refusal"] = refusal.message
        return render(request, "agreements/ask.html", {**context, "ask_form": form}, status=409)
    context["mail_text"] = mail.text.replace("{link}", f"{settings.GEMEL_URL}/u/…/")
    return render(request, "agreements/ask.html", {**context, "ask_form": form, "mail": mail, "seen": mark_of(mail)})


def mark_of(mail):
    """What the page sends back to say which mail was seen; a word changed since then shows the mail again."""
    return hashlib.sha256("\n".join([mail.to, mail.subject, mail.text]).encode()).hexdigest()


@require_POST
@login_required
def revoke(request, pk):
    asked = Deliverable.objects.for_user(request.user, Permission.ASK)
    link = UpdateLink.objects.filter(pk=pk, deliverables__in=asked).first()
    first = link.items.first() if link else None
    item = get_allowed(Deliverable.objects, request.user, Permission.ASK, pk=first.deliverable_id if first else 0)
    services.revoke_link(link, by=request.user, at=timezone.now())
    messages.success(request, _("Link ended"))
    return redirect("agreements:deliverable", item.pk)
