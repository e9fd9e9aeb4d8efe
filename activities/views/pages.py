"""Pages that only show: the list, one activity, its files."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities.filters import ActivityFilter, filters_in_use
from activities.forms_around import StepForm
from activities.models import Activity, ActivityFile, ActivityStatus, CostLine, OfficeNote
from activities.queries import heads, listed, may_confirm
from activities.queries_around import around_of, may_change
from activities.queries_sides import with_accounts
from activities.services.activities import UNDO_FOR
from partnerships.models import Audience, Partnership
from partnerships.serving import file_response
from stakeholders.access import Permission, get_allowed

ROWS = 50
SORTS = {"date", "title", "kind", "partnership", "people"}


@require_safe
@login_required
def activities(request):
    found = ActivityFilter(request.GET, queryset=listed(request.user), request=request)
    page = Paginator(with_accounts(found.qs, request.user), ROWS).get_page(request.GET.get("page"))
    sort = request.GET.get("sort", "")
    context = {
        "filter": found,
        "page": page,
        "sort": sort if sort.lstrip("-") in SORTS else "-date",
        "active": filters_in_use(request, found),
        "may_log": Partnership.objects.for_user(request.user, Permission.LOG_ACTIVITY).exists(),
    }
    return render(request, "activities/list.html", context)


@require_safe
@login_required
def activity(request, pk):
    return show(request, get_allowed(Activity.objects, request.user, pk=pk))


def show(request, found, *, refusal=None, status=200, step_form=None):
    """The page of one activity; refusal: why what was asked was not done. step_form: a next step as it was typed."""
    user = request.user
    mine = Activity.objects.filter(pk=found.pk)
    may_edit = may_change(user, found)
    confirmer = may_confirm(found, user) if found.offered_at and not found.confirmed_at else None
    may_undo = (
        found.created_by_id == user.pk and not found.offered_at and timezone.now() - found.created_at <= UNDO_FOR
    )
    context = {
        "activity": found,
        "today": timezone.localdate(),
        "heads": heads(found),
        "participants": found.participants.select_related("organisation", "side").order_by("side__name", "pk"),
        "note": OfficeNote.objects.for_user(user).filter(activity=found).first(),
        "costs": CostLine.objects.for_user(user).filter(activity=found).select_related("fund"),
        **around_of(user, found),
        "files": found.files.order_by("pk"),
        "grew_from": Activity.objects.for_user(user).filter(pk=found.grew_from_id).first(),
        "led_to": Activity.objects.for_user(user).filter(grew_from=found),
        "may_edit": may_edit,
        "may_move": may_edit and found.status == ActivityStatus.PLANNED,
        "step_form": step_form or (StepForm(activity=found, user=user) if may_edit else None),
        "may_offer": found.audience not in (Audience.SHARED, Audience.PUBLIC)
        and found.status != ActivityStatus.CANCELLED
        and mine.for_user(user, Permission.SHARE).exists(),
        "may_confirm": confirmer is not None and found.status == ActivityStatus.HAPPENED,
        "may_undo": may_undo,
        "draft_key": (found.idempotency_key or "").partition(":")[2] if may_undo else "",
        "refusal": refusal,
    }
    return render(request, "activities/activity.html", context, status=status)


@require_safe
@login_required
def file(request, pk):
    """A file of an activity that the person reads, always as a download."""
    found = get_allowed(ActivityFile.objects, request.user, pk=pk)
    return file_response(found)
