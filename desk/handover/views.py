"""Pages of a change of holder: who follows, who leaves, the pack, and what passes on. One office's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activities.models import Delegation, NextStep
from desk.handover import services
from desk.handover.forms import ElectionForm, HandOnForm, HolderForm, LeaveForm
from desk.handover.pack import pack_of
from desk.handover.subject import PERSON, POST, USER, of_person, of_post, of_user
from desk.models import HandOver
from outcomes.services.staging import today_of
from outcomes.views.asked import office_or_refuse
from stakeholders.access import Permission, Role, get_allowed
from stakeholders.models import Membership, Organisation, Person, User
from stakeholders.post_queries import held_post, holdings_for
from stakeholders.verbs import Refusal
from stakeholders.views.posts import (
    form_page,
    holding_to_change,
    may_change,
    post_or_404,
    post_to_change,
    show_form,
    status_of,
)

PACKS = {POST: "desk:post-pack", PERSON: "desk:person-pack", USER: "desk:user-pack"}
HAND_ONS = {PERSON: "desk:hand-on-person", USER: "desk:hand-on-user"}


def whole_office(request):
    """The person's office, of which they are a full member; 403 for those limited to some ties."""
    office = office_or_refuse(request)
    if office.limited:
        raise PermissionDenied
    return office


def today(request):
    return today_of(request.office, timezone.now())


def act_on(request, form, act):
    """What the deed answers, or None where the form is to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act(by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.refuse(refusal)
        return None


# --- Posts change hands -----------------------------------------------------------------------------------------------


@form_page
@login_required
def change_holder(request, pk):
    """Ends the former holder's time and begins the new one's; the hand-over pack is the next page."""
    post = post_to_change(request, pk)
    now = held_post(request.user, post, today(request)).now
    given = {"user": request.user, "post": post, "now": now, "initial": {"on": today(request)}}
    form = HolderForm(request.POST if request.method == "POST" else None, **given)

    def act(former=(), **more):
        return services.hand_over_post(post, office=request.office, former=list(former), **more)

    if act_on(request, form, act):
        messages.success(request, _("Holder changed. Here is the hand-over pack; My work shows it for 30 days."))
        return redirect("desk:post-pack", post.pk)
    return show_form(
        request, form, organisation=post.organisation, title=_("Who holds “%(post)s”?") % {"post": post.title},
        button=_("Save the holder"),
        sub=_("Ties, promises and gifts stay with the post. What was signed keeps the name it was signed with."),
    )  # fmt: skip


@form_page
@login_required
def end_holding(request, pk):
    """The holder leaves and nobody follows yet: the post is vacant from the next day on."""
    holding = holding_to_change(request, pk)
    form = LeaveForm(request.POST if request.method == "POST" else None, initial={"on": today(request)})

    def act(**given):
        return services.vacate(holding, office=request.office, **given)

    if act_on(request, form, act):
        messages.success(request, _("The post is vacant from the next day on. Here is the hand-over pack."))
        return redirect("desk:post-pack", holding.post_id)
    name = {"name": holding.person.name, "post": holding.post.title}
    return show_form(
        request, form, organisation=holding.post.organisation, title=_("%(name)s leaves “%(post)s”") % name,
        button=_("Save the last day"), sub=_("Nobody follows yet. Ties and promises stay with the post."),
    )  # fmt: skip


@form_page
@login_required
def election_day(request, slug):
    """All posts of an organisation at once: first who leaves is shown, then one press ends their time together."""
    organisation = get_allowed(Organisation.objects.all(), request.user, slug=slug)
    if not may_change(request, organisation):
        raise PermissionDenied
    holdings = holdings_for(request.user).filter(post__organisation=organisation).current(today(request))
    holdings = holdings.select_related("person", "post").order_by("post__title", "pk")
    form = ElectionForm(
        request.POST if request.method == "POST" else None, holdings=holdings, initial={"on": today(request)}
    )
    sure, chosen = request.POST.get("sure") == "1", None
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["holdings"])
        if sure:
            made = act_on(request, form, lambda **given: services.vacate_all(office=request.office, **given))
            if made is not None:
                messages.success(request, _("%(n)s posts are vacant from the next day on.") % {"n": len(made)})
                return redirect("stakeholders:posts", slug=organisation.slug)
    context = {
        "organisation": organisation, "form": form, "holdings": holdings, "sure": sure,
        "chosen": chosen if not form.errors else None,
    }  # fmt: skip
    return render(request, "desk/handover/election.html", context, status=status_of(form))


# --- Packs ------------------------------------------------------------------------------------------------------------


@require_safe
@login_required
def hand_overs(request):
    """The changes of the last months with their packs, and colleagues who left work behind."""
    office = whole_office(request)
    rows = HandOver.objects.for_user(request.user).filter(owner=office.organisation)
    rows = rows.select_related("post__organisation", "person", "successor", "user", "to_user")[:100]
    context = {
        "rows": [(row, pack_address(row)) for row in rows], "left": left_behind(request.user, office),
        "may_change": office.role == Role.COORDINATOR,
    }  # fmt: skip
    return render(request, "desk/handover/list.html", context)


def pack_address(row):
    """Where the pack of a change stands; "" where whoever it was of has been erased."""
    if row.post_id:
        return reverse("desk:post-pack", args=[row.post_id])
    if row.user_id:
        return reverse("desk:user-pack", args=[row.user_id])
    return reverse("desk:person-pack", args=[row.person_id]) if row.person_id else ""


def left_behind(reader, office):
    """Users with open next steps or visits of the office who are no members of it any more."""
    steps = NextStep.objects.for_user(reader).open().filter(activity__owner=office.organisation)
    visits = Delegation.objects.for_user(reader).open().filter(owner=office.organisation)
    busy = Q(pk__in=steps.order_by().values("user")) | Q(pk__in=visits.order_by().values("lead"))
    members = Membership.objects.current().filter(organisation=office.organisation)
    return User.objects.filter(busy).exclude(pk__in=members.values("user")).order_by("name", "pk")


def user_subject(request, office, pk):
    """A colleague of today or before, or one who left work behind; 404 for everybody else."""
    held = Membership.objects.filter(organisation=office.organisation).values("user")
    left = left_behind(request.user, office).values("pk")
    user = User.objects.filter(Q(pk__in=held) | Q(pk__in=left), pk=pk).first()
    if user is None:
        raise Http404
    return of_user(request.user, office, user, today(request))


def person_subject(request, pk):
    people = Person.objects.select_related("organisation", "user")
    return of_person(request.user, get_allowed(people, request.user, pk=pk), today(request))


@require_safe
@login_required
def post_pack(request, pk):
    office = whole_office(request)
    return show_pack(request, office, of_post(request.user, post_or_404(request, pk), today(request)))


@require_safe
@login_required
def person_pack(request, pk):
    return show_pack(request, whole_office(request), person_subject(request, pk))


@require_safe
@login_required
def user_pack(request, pk):
    office = whole_office(request)
    return show_pack(request, office, user_subject(request, office, pk))


def show_pack(request, office, subject):
    of = Q(post__in=subject.posts) if subject.kind == POST else Q(pk__in=[])
    of |= Q(person=subject.pk) if subject.kind == PERSON else Q(pk__in=[])
    of |= Q(user=subject.pk) if subject.kind == USER else Q(pk__in=[])
    rows = HandOver.objects.for_user(request.user).filter(of, owner=office.organisation)
    change = rows.select_related("person", "successor", "user", "to_user").first()
    coordinates = office.role == Role.COORDINATOR
    context = {
        "office": office, "subject": subject, "pack": pack_of(request.user, office, subject, today(request)),
        "change": change, "is_open": bool(change) and change.done_at is None,
        "hand_on": hand_on_addresses(subject) if coordinates else [],
    }  # fmt: skip
    return render(request, "desk/handover/pack.html", context)


def hand_on_addresses(subject):
    """[(name, address)]: where the work of each who left is handed on."""
    if subject.kind == USER:
        return [(subject.name, reverse("desk:hand-on-user", args=[subject.pk]))]
    holders = {holding.person_id for one in subject.held for holding in one.now} if subject.kind == POST else set()
    left = [one for one in subject.people if one.pk not in holders] or subject.people
    return [(one.name, reverse("desk:hand-on-person", args=[one.pk])) for one in left]


@require_POST
@login_required
def done(request, pk):
    row = get_allowed(HandOver.objects.all(), request.user, Permission.LOG_ACTIVITY, pk=pk)
    services.put_away(row, by=request.user, at=timezone.now())
    messages.success(request, _("Put away. The pack stays on the page of hand-overs."))
    return redirect("desk:my-work")


# --- Work passes on ---------------------------------------------------------------------------------------------------


def coordinated(request):
    office = whole_office(request)
    if office.role != Role.COORDINATOR:
        raise PermissionDenied
    return office


@form_page
@login_required
def hand_on_person(request, pk):
    office = coordinated(request)
    get_allowed(Person.objects.all(), request.user, Permission.EDIT, pk=pk)
    return hand_on(request, office, person_subject(request, pk))


@form_page
@login_required
def hand_on_user(request, pk):
    office = coordinated(request)
    return hand_on(request, office, user_subject(request, office, pk))


def hand_on(request, office, subject):
    """What they had taken on stands first; one press passes all of it to whoever follows."""
    given = {"user": request.user, "office": office, "subject": subject}
    form = HandOnForm(request.POST if request.method == "POST" else None, **given)

    def act(**more):
        return services.hand_on(subject, office=office, **more)

    made = act_on(request, form, act)
    if made:
        row, moved = made
        messages.success(request, _("%(n)s passed on. Here is the hand-over pack.") % {"n": moved})
        return redirect(PACKS[subject.kind], subject.pk)
    work = services.work_of(request.user, office, subject)
    context = {
        "form": form, "subject": subject, "work": work, "n": sum(len(rows) for rows in work.values()),
        "back": reverse(PACKS[subject.kind], args=[subject.pk]),
    }  # fmt: skip
    return render(request, "desk/handover/hand_on.html", context, status=status_of(form))
