"""The one place where the verbs that move an agreement ask whether its office may: sign, in force, suspend, end."""

from django.utils import timezone

from partnerships.services.mandate import require_mandate, why_not


def require_mandate_for(agreement, *, by, at):
    """Raise NoMandate unless the owner is designated for its side of the tie. Commands (no `by`) may."""
    require_mandate(agreement.partnership, agreement.owner, by=by, at=at)


def why_it_stays(agreement, at):
    """Why the owner may not move it, for the page; "" where it may."""
    return why_not(agreement.partnership, agreement.owner, timezone.localdate(at))
