"""Who may do what: permissions, the roles that grant them, and the one gate of views and API (ARCHITECTURE 4)."""

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    VIEWER = "viewer", _("Viewer")
    CONTRIBUTOR = "contributor", _("Contributor")
    COORDINATOR = "coordinator", _("Coordinator")


class Permission(TextChoices):
    VIEW = "view"
    LOG_ACTIVITY = "log activity"
    REPORT_OUTCOME = "report outcome"
    UPDATE_DELIVERABLE = "update deliverable"
    ACCEPT_DELIVERABLE = "accept deliverable"
    EDIT = "edit"
    ASK = "ask"
    SHARE = "share"
    MANAGE_TIE = "manage tie"


CONTRIBUTING = {
    Permission.VIEW,
    Permission.LOG_ACTIVITY,
    Permission.REPORT_OUTCOME,
    Permission.UPDATE_DELIVERABLE,
}
GRANTS = {
    Role.VIEWER: {Permission.VIEW},
    Role.CONTRIBUTOR: CONTRIBUTING,
    Role.COORDINATOR: set(Permission),
}


def roles_granting(permission):
    """The roles that hold the permission, as a list of words."""
    return [role.value for role, granted in GRANTS.items() if permission in granted]


def get_allowed(queryset, user, permission=Permission.VIEW, **lookup):
    """One record through the gate: unseen is 404, seen but not allowed is 403."""
    found = get_object_or_404(queryset.for_user(user), **lookup)
    if permission != Permission.VIEW and not queryset.for_user(user, permission).filter(pk=found.pk).exists():
        raise PermissionDenied
    return found
