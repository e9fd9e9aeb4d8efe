"""Each page that platform staff open under an office's grant is written down, before it is sent."""

from django.utils import timezone

from stakeholders.models import StaffGrant, StaffLook
from stakeholders.models.keys import keys_of


class LooksMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 200 and request.user.is_authenticated and request.user.is_staff:
            write_down(request.user, request.path)
        return response


def write_down(user, path):
    """A StaffLook for each office whose grant counted for this answer. Does nothing where none did."""
    keys = keys_of(user)
    if not keys.granted:
        return
    now = timezone.now()
    opened = {key.organisation for key in keys.held} | keys.granted
    for grant in StaffGrant.objects.filter(user=user, office__in=keys.granted, granted_at__lte=now, ends_at__gt=now):
        StaffLook.objects.create(grant=grant, at=now, address=path[:300] if opened == {grant.office_id} else "")
