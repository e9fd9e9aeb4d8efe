"""Where a day starts: home, my work, search; and the folder of mails on a machine of one's own."""

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from activities.queries import refused_intake
from desk.mailbox import read_mailbox
from desk.queries import search as search_rooms
from desk.queries import words_of
from desk.work import Desk, gather_work
from outcomes.views.overview import overview
from outcomes.views.unchanged import with_tag
from stakeholders.models import Membership, Office, OutgoingMail


@require_safe
@login_required
@with_tag
def home(request):
    """The overview for people of an office; a first visit sets the office up; everybody else finds their own work."""
    if request.office:
        return overview(request)
    if not Office.objects.exists():
        return redirect("desk:first-run")
    return redirect("desk:my-work")


@require_safe
@login_required
def my_work(request):
    groups = gather_work(Desk(request.user, request.office or None), timezone.now())
    for group in groups:
        group.whole = group.key == request.GET.get("show")
    belongs = bool(request.office) or Membership.objects.current().filter(user=request.user).exists()
    context = {
        "groups": groups,
        "total": sum(len(group.items) for group in groups if group.key != "know"),
        "know": next(len(group.items) for group in groups if group.key == "know"),
        "belongs": belongs,
        "by_mail": settings.GEMEL_INTAKE_ADDRESS is not None,
        "counts": [{"text": group.name, "url": f"#{group.key}", "count": len(group.items)} for group in groups],
    }
    return render(request, "desk/my_work.html", context)


@require_safe
@login_required
def search(request):
    text = request.GET.get("q", "").strip()
    groups = search_rooms(request.user, text)
    return render(request, "desk/search.html", {"text": text, "asked": bool(words_of(text)), "groups": groups})


@require_safe
@never_cache
@staff_member_required(login_url="account_login")
def mail(request):
    """Mails that could not be sent or came back; on a machine of one's own also those in the folder, to be read."""
    chosen = request.GET.get("open", "")
    letters = read_mailbox(getattr(settings, "EMAIL_FILE_PATH", None)) if settings.LOCAL else []
    opened = next((letter for letter in letters if letter.key == chosen), None)
    if chosen and opened is None:
        raise Http404(_("No such mail."))
    failing = OutgoingMail.objects.filter(Q(sent_at=None) | Q(bounced_at__isnull=False)).exclude(problem="")
    unsent = failing.order_by("-created_at")
    context = {"letters": letters[:100], "opened": opened, "unsent": unsent[:50], "refused": refused_intake()}
    return render(request, "desk/mail.html", context)
