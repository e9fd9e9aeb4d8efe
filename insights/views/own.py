"""Tables of one's own: put to one of the seven questions, read as a page or as the document of the command."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insights.asking import QUESTIONS
from insights.layouts import own as layout
from insights.libraries import missing
from insights.models import Answer, AnswerState
from insights.own_forms import OwnTableForm
from insights.services.own import MOST_KEPT, ask_own, throw_away
from insights.studies import OWN
from insights.views.learn import may_ask, office_of
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


def tables_of(office):
    """The tables of an office, without the files as they came."""
    sent = Answer.objects.filter(owner=office.organisation, study__startswith=OWN)
    return sent.select_related("owner", "asked_by").defer("source", "table")


@require_safe
@login_required
def own_tables(request):
    """The questions that may be asked, and the tables of the office with where each stands."""
    office = office_of(request)
    kept = list(tables_of(office).defer("found").filter(pk__in=Answer.objects.for_user(request.user))[:MOST_KEPT])
    context = {
        "questions": QUESTIONS.values(), "kept": kept, "office": office, "missing": missing(),
        "may_ask": may_ask(request, of_office=True),
    }  # fmt: skip
    return render(request, "insights/own_tables.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_own_table(request, key):
    """Send a table in, with the options of its question."""
    office = office_of(request)
    if not may_ask(request, of_office=True):
        raise PermissionDenied
    question = QUESTIONS.get(key)
    if question is None:
        raise Http404(_("No such page."))
    form = OwnTableForm(question, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = ask_own(
                key, form.content, form.cleaned_data["file"].name, options=form.options(), owner=office.organisation,
                by=request.user, at=timezone.now(),
            )  # fmt: skip
            return redirect("insights:own-table", answer.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context = {"form": form, "question": question, "missing": missing()}
    return render(request, "insights/new_own_table.html", context, status=422 if form.errors else 200)


def allowed(request, pk, permission=Permission.VIEW):
    """The table of this number that the person's office sent in. Raises Http404 and PermissionDenied."""
    office = office_of(request)
    return get_allowed(tables_of(office), request.user, permission, pk=pk)


@require_safe
@login_required
def own_table(request, pk):
    """What was found of a table, how far it is, or why there is no answer."""
    answer = allowed(request, pk)
    done = answer.state == AnswerState.DONE
    context = {
        "answer": answer, "question": answer.question, "open": answer if answer.is_open else None,
        "may_ask": may_ask(request, of_office=True), "missing": missing(), "done": done,
        **(layout.context(answer.found, answer.question.key, answer.options) if done else {}),
    }  # fmt: skip
    return render(request, "insights/own_table.html", context)


@require_safe
@login_required
def own_document(request, pk):
    """The keys of CONTRACTS 5 as JSON, numbers at nine significant digits."""
    answer = allowed(request, pk)
    if answer.state != AnswerState.DONE:
        raise Http404(_("There is no answer yet."))
    name = f"{answer.question.key}-{answer.pk}.json"
    return JsonResponse(
        answer.found["answer"], json_dumps_params={"ensure_ascii": False},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


@require_POST
@login_required
def drop_own_table(request, pk):
    """Throw a table and its answer away."""
    answer = allowed(request, pk, Permission.EDIT)
    try:
        throw_away(answer, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("insights:own-table", pk)
    messages.success(request, _("The table and its answer are deleted."))
    return redirect("insights:own-tables")
