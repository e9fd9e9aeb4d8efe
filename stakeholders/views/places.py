"""The type-ahead over places: reference data, open to whoever signs in."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stakeholders.models import Level
from stakeholders.queries import find_places, label_of


@require_safe
@login_required
def places(request):
    """`?q=osa`: {"results": [{id, text, name, country_code, population}]}; `as=options` gives options of a datalist.

    `of` names the field that was typed in, where a form sends it under its own name; `level` is city by default, "any"
    for every level.
    """
    text = request.GET.get("q", request.GET.get(request.GET.get("of", ""), ""))[:300].replace("\x00", "")
    level = request.GET.get("level", Level.CITY)
    found = [
        {
            "id": place.pk,
            "text": label_of(place),
            "name": place.name,
            "country_code": place.country_code,
            "population": place.population,
        }
        for place in find_places(text, level=None if level == "any" else level)
    ]
    if request.GET.get("as") == "options":
        return render(request, "stakeholders/_place_options.html", {"places": found})
    return JsonResponse({"results": found})
