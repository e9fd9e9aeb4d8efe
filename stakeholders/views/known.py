"""The shipped registers of ports and universities: offered while one types, or looked up in a step of its own."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stakeholders.finding import known_bodies
from stakeholders.models import KnownBody, OrganisationKind
from stakeholders.models.registers import Register
from stakeholders.queries import label_of

LONGEST = 200


@require_safe
@login_required
def known(request):
    """`?name=hamb&country=DE`: a list with a link that fills the form; `as=options` gives options of a datalist.

    `of` names the field that was typed in, where a form sends it under its own name; `register` is ports or
    universities, both by default.
    """
    bodies = bodies_asked_for(request)
    if request.GET.get("as") == "options":
        return render(request, "stakeholders/_code_options.html", {"bodies": bodies})
    return render(request, "stakeholders/_known_bodies.html", {"bodies": bodies, "asked": bodies is not None})


def bodies_asked_for(request):
    """The bodies that the address asks for, None where it asks for none."""
    field = request.GET.get("of", "name")
    text = request.GET.get(field, "")[:LONGEST]
    text = text.rpartition(";")[2] if field == "domain" else text
    if not text.strip():
        return None
    register = request.GET.get("register", "")
    return known_bodies(
        text,
        register=register if register in Register.values else None,
        country=request.GET.get("country", "")[:2] if field == "name" else "",
    )


def initial_from(request):
    """What the form of a new organisation begins with: the body of a register that was chosen, else nothing."""
    number = request.GET.get("known", "")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return {}
    body = KnownBody.objects.select_related("place__country", "place__parent").filter(pk=number).first()
    if body is None:
        return {}
    begun = {"website": body.website, "time_zone": body.time_zone, "place": label_of(body.place) if body.place else ""}
    if body.register == Register.PORTS:
        name = _("Port of %(city)s") % {"city": body.name}
        return {**begun, "kind": OrganisationKind.PORT, "name": name, "locode": body.code}
    domains = "; ".join(body.domains)
    return {**begun, "kind": OrganisationKind.UNIVERSITY, "name": body.name, "domain": domains}
