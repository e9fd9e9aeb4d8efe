"""The land outline, the choice of theme, and the style guide."""

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from drawing.context import THEMES
from drawing.map import land_outline
from drawing.samples import guide

A_YEAR = 60 * 60 * 24 * 365


@require_safe
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def land(request, lon0):
    """The outline of the land centred on a whole degree: public data, the same for ever, so it may be kept for ever."""
    return HttpResponse(land_outline(lon0), content_type="image/svg+xml")


@require_POST
def theme(request):
    """Keep the chosen theme in a cookie and go back; "system" forgets it. Works without a session."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@require_safe
@staff_member_required(login_url="account_login")
def styleguide(request):
    """Each component once, with invented content."""
    return render(request, "drawing/styleguide.html", guide())
