"""The inbox of letters that ask for a tie, one of them, and the criteria. The office's own: no button widens them."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.forms_requests import AnswerForm, AnswersForm, CriteriaForm, DecisionForm, RequestForm
from partnerships.models import Criteria, Form, Partnership, RequestFile, RequestState, TieRequest
from partnerships.services import requests as services
from partnerships.serving import file_response
from partnerships.views.listing import is_coordinator
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])


def office_of(request):
    if not request.office:
        raise PermissionDenied
    return request.office.organisation


def coordinated(request):
    """The person's organisation, which they coordinate without limits. PermissionDenied."""
    office = office_of(request)
    if not is_coordinator(request) or request.office.limited:
        raise PermissionDenied
    return office


@require_safe
@login_required
def inbox(request):
    """Waiting ones first; the others by a chip."""
    office = office_of(request)
    mine = TieRequest.objects.for_user(request.user).filter(owner=office)
    asked = request.GET.get("state", RequestState.WAITING)
    state = asked if asked in RequestState.values else RequestState.WAITING
    chips = [
        {"text": label, "url": f"?state={value}", "on": value == state, "count": mine.filter(state=value).count()}
        for value, label in RequestState.choices
    ]
    context = {
        "rows": mine.filter(state=state).select_related("place__country", "partnership")[:300],
        "chips": chips, "state": state, "may_edit": is_coordinator(request) and not request.office.limited,
    }  # fmt: skip
    return render(request, "partnerships/requests/inbox.html", context)


@form_page
@login_required
def new(request):
    office = coordinated(request)
    initial = {
        "kind": "prospect" if request.GET.get("kind") == "prospect" else "letter", "key": secrets.token_urlsafe(12),
        "received_on": timezone.localdate(), "asked_form": Form.PARTNERSHIP,
    }  # fmt: skip
    form = RequestForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.record_request(office, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Recorded. Only your office reads it."))
            return redirect("partnerships:request", made.pk)
    return render(request, "partnerships/requests/new.html", {"form": form}, status=422 if form.errors else 200)


def page(request, found, *, status=200, **forms):
    may_edit = TieRequest.objects.for_user(request.user, Permission.MANAGE_TIE).filter(pk=found.pk).exists()
    version = found.criteria or services.criteria_on(found.owner, timezone.localdate())
    answers = {one.criterion_id: one for one in found.answers.all()}
    questions = list(version.questions.all()) if version else []
    shown = Partnership.objects.for_user(request.user)
    places = [found.place_id, request.office.home_id] if request.office else [found.place_id]
    known = shown.filter(partnership_places__place=places[0])
    known = known.filter(partnership_places__place=places[-1]).distinct()
    decided = found.state in (RequestState.EXPLORING, RequestState.DECLINED)
    draft = found.answer or services.letter_of(found, found.state)
    context = {
        "found": found, "version": version, "may_edit": may_edit, "decided": decided,
        "rows": [(one, answers.get(one.pk)) for one in questions],
        "answers_form": forms.get("answers_form") or AnswersForm(questions=questions, answers=answers),
        "decision_form": forms.get("decision_form") or DecisionForm(auto_id="id_decide_%s"),
        "answer_form": AnswerForm(initial={"answer": draft}, auto_id="id_letter_%s"),
        "same": services.same_place(found.owner, found.place, but=found),
        "tie": shown.filter(pk=found.partnership_id).first(), "known": known,
        "form": forms.get("decision_form"),
    }  # fmt: skip
    return render(request, "partnerships/requests/one.html", context, status=status)


def of_office(request, pk, permission=Permission.VIEW):
    whole = TieRequest.objects.select_related("place__country", "owner", "criteria", "decided_by")
    return get_allowed(whole, request.user, permission, pk=pk)


@require_safe
@login_required
def one(request, pk):
    return page(request, of_office(request, pk))


@require_POST
@login_required
def answer(request, pk):
    """How it stands to each criterion."""
    found = of_office(request, pk, Permission.MANAGE_TIE)
    version = found.criteria or services.criteria_on(found.owner, timezone.localdate())
    form = AnswersForm(request.POST, questions=version.questions.all() if version else [], answers={})
    if not form.is_valid():
        return page(request, found, answers_form=form, status=422)
    services.answer_criteria(found, answers=form.answers(), by=request.user, at=timezone.now())
    messages.success(request, _("Answers saved."))
    return redirect("partnerships:request", found.pk)


@require_POST
@login_required
def decide(request, pk):
    found = of_office(request, pk, Permission.MANAGE_TIE)
    form = DecisionForm(request.POST, auto_id="id_decide_%s")
    if not form.is_valid():
        return page(request, found, decision_form=form, status=422)
    given, who = form.cleaned_data, {"by": request.user, "at": timezone.now()}
    said = {"reason": given["reason"], "authority": given["authority"]}
    try:
        if given["decision"] == "exploring":
            services.explore_request(found, **said, **who)
        elif given["decision"] == "declined":
            services.decline_request(found, **said, **who)
        else:
            services.keep_for_later(found, reason=given["reason"], again_on=given["again_on"], **who)
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, found, decision_form=form, status=409)
    messages.success(request, _("Decision kept. Nothing was sent."))
    return redirect("partnerships:request", found.pk)


@require_POST
@login_required
def reopen(request, pk):
    found = of_office(request, pk, Permission.MANAGE_TIE)
    services.reopen_request(found, by=request.user, at=timezone.now())
    messages.success(request, _("It is in the inbox again."))
    return redirect("partnerships:request", found.pk)


@require_POST
@login_required
def letter(request, pk):
    found = of_office(request, pk, Permission.MANAGE_TIE)
    form = AnswerForm(request.POST)
    if form.is_valid():
        services.write_answer(found, answer=form.cleaned_data["answer"], by=request.user, at=timezone.now())
        messages.success(request, _("Answer saved. Nothing was sent."))
    return redirect("partnerships:request", found.pk)


@require_safe
@login_required
def letter_text(request, pk):
    """The answer as a text file, for the office's own letter paper."""
    found = of_office(request, pk)
    text = found.answer or services.letter_of(found, found.state)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="answer-{found.pk}.txt"'
    return response


@require_safe
@login_required
def file(request, pk):
    return file_response(get_allowed(RequestFile.objects, request.user, pk=pk))


@form_page
@login_required
def criteria(request):
    """The version that holds and the earlier ones; a change makes a new version."""
    office = office_of(request)
    may_edit = is_coordinator(request) and not request.office.limited
    versions = Criteria.objects.for_user(request.user).filter(owner=office).prefetch_related("questions")
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    now = versions.first()
    initial = {"texts": "\n".join(one.text for one in now.questions.all()), "authority": now.authority} if now else {}
    form = CriteriaForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.write_criteria(
                office, texts=given["texts"].splitlines(), authority=given["authority"], by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Criteria saved as a new version."))
            return redirect("partnerships:criteria")
    context = {"form": form, "versions": versions, "may_edit": may_edit}
    return render(request, "partnerships/requests/criteria.html", context, status=422 if form.errors else 200)
