"""Who may do what: the table of rights as a page, with the reader's own roles marked."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stakeholders.access import Role
from stakeholders.models import Membership
from stakeholders.rights import AUDIENCES, TABLE, Beyond


def columns_of(user):
    """[(heading, where the reader holds it)] in the order of the cells."""
    held = Membership.objects.current().filter(user=user).select_related("organisation").order_by("organisation__name")
    mine = {}
    for member in held:
        mine.setdefault(member.role, []).append(member.organisation.name)
    columns = [(role.label, ", ".join(mine.get(role.value, []))) for role in Role]
    return [*columns, (_("Platform staff"), _("this platform") if user.is_staff else ""), (_("By a mailed link"), "")]


def cells_of(thing):
    return [*(thing.of_role(role) for role in Role), thing.of_others(Beyond.STAFF), thing.of_others(Beyond.LINK)]


@require_safe
@login_required
def rights(request):
    columns = columns_of(request.user)
    sections = [
        (heading, [(thing, list(zip(cells_of(thing), columns, strict=True))) for thing in things])
        for heading, things in TABLE
    ]
    held = Membership.objects.current().filter(user=request.user).select_related("organisation")
    context = {
        "held": held.order_by("organisation__name"), "columns": columns, "sections": sections, "audiences": AUDIENCES,
    }  # fmt: skip
    return render(request, "stakeholders/rights.html", context)
