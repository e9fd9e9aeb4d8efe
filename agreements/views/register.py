"""The register entry: one page of an agreement to print, open to everybody once it was published on purpose."""

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements import life_queries as queries
from agreements.models import Agreement
from stakeholders.access import get_allowed


@require_safe
def register(request, pk):
    """Facts, parties, signatures, texts, approvals, term and next date, as this reader may read them.

    Who has not signed in reads what is published; of anything else they learn nothing, not even that it exists.
    """
    whole = Agreement.objects.select_related("partnership", "owner", "parent")
    published = whole.published().filter(pk=pk).first()
    if published is None and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    agreement = published or get_allowed(whole, request.user, pk=pk)
    context = {
        "agreement": agreement,
        "next": queries.next_words(agreement, timezone.localdate()),
        "paper": queries.facts_of_paper(agreement),
        "parties": queries.parties_of(agreement),
        "texts": queries.texts_of(request.user, agreement),
        "approvals": queries.approvals_of(request.user, agreement),
        "printed_on": timezone.localdate(),
    }
    return render(request, "agreements/register.html", context)
