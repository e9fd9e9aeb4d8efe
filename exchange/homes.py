"""Which places an importer may speak for: the homes of the offices that the person works in."""

from stakeholders.access import Permission, roles_granting
from stakeholders.models import Membership


def homes_of(user):
    """Ids of the home places of the offices whose records this person may write, all of them and not those of some
    ties."""
    held = Membership.objects.held_by(user, roles_granting(Permission.EDIT)).filter(limited=False)
    homes = held.filter(organisation__office__isnull=False).values_list("organisation__office__home", flat=True)
    return list(homes)
