"""What stands around every page: whose office this is, how much waits, who is signed in. Four queries, when drawn."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from desk.work import Desk, count_work
from outcomes.models import SavedView
from outcomes.queries.remembered import remember
from partnerships.models import Partnership
from partnerships.models.keys import keys_of
from stakeholders.access import Role
from stakeholders.models import Organisation

# Pages that show a whole programme: nobody outside an office has one.
PROGRAMME = {
    "desk:home", "insights:stages", "insights:ranking", "outcomes:reports", "outcomes:targets", "outcomes:dashboards",
    "outcomes:views", "outcomes:place", "outcomes:layer", "outcomes:of-organisation",
}  # fmt: skip
VIEWS_SHOWN = 8
COORDINATING = {"desk:settings", "exchange:import"}


def shell(request):
    """{"shell": …}, worked out only where a template asks for it."""
    return {"shell": SimpleLazyObject(lambda: describe_shell(request))}


def describe_shell(request):
    """{office, person, badges, sample, data_date, closed}; {} for somebody who is not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    office = getattr(request, "office", None) or None
    held = keys_of(user).held
    desk = Desk(user, office)
    today = timezone.localdate()
    if office and hasattr(user, "_page_version"):  # a dashboard, which has asked for its version
        work = remember(user, office.organisation, ("work", today), lambda: count_work(desk, today))
    else:
        work = count_work(desk, today)
    found = {
        "person": {"name": str(user), "initials": user.initials, "role": _role(office, held)},
        "badges": {"my_work": work["my_work"], "deliverables": work["overdue"]},
        "data_date": timezone.localdate(),
        "closed": _closed(user, office, held),
    }
    if office:
        kept = getattr(request, "kept_ties", None)  # a page that has counted them says so
        if kept is None:
            kept = Partnership.objects.for_user(user).kept_by(office.organisation).count()
        found["badges"]["partnerships"] = kept
        found["views"] = saved_views(request)
        return found | {"office": office.organisation.name, "sample": office.sample}
    own = Organisation.objects.filter(pk__in=[key.organisation for key in held]).order_by("pk").first()
    return found | {"office": own.name if own else "", "sample": bool(own and own.sample)}


def saved_views(request):
    """The first views of the person and those shared in the office, for the side bar: [{name, url, here}]."""
    shown = []
    for view in SavedView.objects.for_user(request.user)[:VIEWS_SHOWN]:
        address = f"{view.path}?{view.query}" if view.query else view.path
        shown.append({"name": view.name, "url": address, "here": address == request.get_full_path()})
    return shown


def _role(office, held):
    word = office.role if office else held[0].role if held else ""
    return Role(word).label if word else ""


def _closed(user, office, held):
    """Names of pages that are left out of this person's menu."""
    roles = {key.role for key in held}
    closed = set() if office else set(PROGRAMME)
    if not office or office.role != Role.COORDINATOR or office.limited:
        closed |= COORDINATING
    if roles <= {Role.VIEWER}:
        closed |= {"desk:log"}
    return closed
