"""Letters for visits: the office's own texts, and what they become for a visit, on screen and as Word."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activities.forms_delegations import LetterForm, languages
from activities.letter_files import WORD_TYPE, letters_file
from activities.models import LetterKind, LetterTemplate
from activities.queries_delegations import writes_for
from activities.rules.letter_places import PLACES
from activities.services import delegation_letters as services
from activities.views.changes import form_page
from activities.views.delegations import attempt, readable
from drawing.exports import as_download


def office_of(request):
    """The organisation whose letters the person writes here: the office's, else the first of theirs."""
    held = writes_for(request.user)
    office = getattr(request, "office", None)
    if office and office.organisation_id in held:
        return office.organisation_id
    if not held:
        raise PermissionDenied
    return held[0]


def named(kind, language):
    if kind not in LetterKind.values or language not in dict(languages()):
        raise Http404
    return LetterKind(kind), language


@require_safe
@login_required
def letter_texts(request):
    """Each letter with the languages in which the office has a text of its own."""
    office = office_of(request)
    own = {(one.kind, one.language) for one in LetterTemplate.objects.filter(office=office)}
    rows = [
        {"kind": kind, "label": label, "languages": [(code, name, (kind, code) in own) for code, name in languages()]}
        for kind, label in LetterKind.choices
    ]
    return render(request, "activities/delegations/letter_texts.html", {"rows": rows})


@form_page
@login_required
def letter_text(request, kind, language):
    office = office_of(request)
    kind, language = named(kind, language)
    subject, body = services.text_of(office, kind, language)
    form = LetterForm(request.POST or None, initial={"subject": subject, "body": body})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, services.write_letter, office, kind, language, **given, by=request.user, at=timezone.now()):
            messages.success(request, _("Letter saved."))
            return redirect("activities:letter-texts")
    own = LetterTemplate.objects.filter(office=office, kind=kind, language=language).exists()
    context = {"form": form, "kind": kind, "chosen": language, "name": dict(languages())[language], "own": own,
               "places": [f"{{{name}}}" for name in PLACES]}  # fmt: skip
    return render(request, "activities/delegations/letter_text.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def restore_letter(request, kind, language):
    kind, language = named(kind, language)
    services.restore_letter(office_of(request), kind, language, by=request.user, at=timezone.now())
    messages.success(request, _("The shipped text stands again."))
    return redirect("activities:letter-texts")


def asked_letters(request, pk, kind):
    """(visit, kind, language, letters) of what the address asks for; the first guest's language, else English."""
    found = readable(request, pk)
    spoken = found.people.filter(side="guest").values_list("language", flat=True).first() or "en"
    language = request.GET.get("language") or (spoken if spoken in dict(languages()) else "en")
    kind, language = named(kind, language)
    return found, kind, language, services.letters_for(found, kind, language, at=timezone.now())


@require_safe
@login_required
def letters(request, pk, kind):
    """The letters as they would go out, to look through and to print. Nothing is mailed from here."""
    found, kind, language, made = asked_letters(request, pk, kind)
    context = {
        "delegation": found, "kind": kind, "chosen": language, "languages": languages(), "letters": made,
        "spoken": services.found_text(found.owner_id, kind, language)[2],
        "may_write": found.owner_id in writes_for(request.user),
    }  # fmt: skip
    return render(request, "activities/delegations/letters.html", context)


@require_safe
@login_required
def letters_word(request, pk, kind):
    found, kind, language, made = asked_letters(request, pk, kind)
    spoken = services.found_text(found.owner_id, kind, language)[2]
    content = letters_file(made, author=found.owner.name, language=spoken)
    response = HttpResponse(content, content_type=WORD_TYPE)
    return as_download(response, f"{slugify(found.title) or 'visit'}-{kind}.docx")
