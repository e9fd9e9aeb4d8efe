"""What is printed of a visit, in one or two languages: cover and programme for guests, the brief for the office."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, get_language_info, override
from django.views.decorators.http import require_safe

from activities.forms_delegations import LanguagesForm, languages
from activities.models import Side
from activities.queries_delegations import brief_of, by_day_and_place, days_words, programme_of
from activities.views.delegations import readable


def in_languages(request, found, template, context):
    """(form, [{"code", "bidi", "html"}]): the sheet in each language that the address asks for, else in one's own.

    Labels and dates are in the language; what people typed stays as it was typed.
    """
    form = LanguagesForm({"language": get_language(), **request.GET.dict()})
    chosen = [form.cleaned_data["language"], form.cleaned_data["second"]] if form.is_valid() else [get_language()]
    guests = {
        "guests": found.people.filter(side=Side.GUEST).exclude(reply="no"),
        "host_people": found.people.filter(side=Side.HOST).exclude(reply="no"),
    }
    sheets = []
    for code in dict.fromkeys(code for code in chosen if code in dict(languages())):
        with override(code):
            given = {"delegation": found, "code": code, "when": days_words(found), **guests, **context}
            html = render_to_string(template, given, request)
        sheets.append({"code": code, "bidi": get_language_info(code)["bidi"], "html": html})
    return form, sheets


@require_safe
@login_required
def programme_print(request, pk):
    """Cover and programme as guests get them; notes of the office are not on it."""
    found = readable(request, pk)
    form, sheets = in_languages(request, found, "activities/delegations/_sheet.html", {
        "days": by_day_and_place(programme_of(found)), "places": list(found.places.all()),
        "host_bodies": list(found.hosts.all()),
    })  # fmt: skip
    return render(request, "activities/delegations/print.html", {"delegation": found, "sheets": sheets, "form": form})


@require_safe
@login_required
def brief(request, pk):
    """From the record, for the office alone: one page to print in each language."""
    found = readable(request, pk)
    form, sheets = in_languages(request, found, "activities/delegations/_brief.html", {
        "items": programme_of(found), "today": timezone.localdate(), **brief_of(request.user, found),
    })  # fmt: skip
    return render(request, "activities/delegations/brief.html", {"delegation": found, "sheets": sheets, "form": form})
