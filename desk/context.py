"""What stands around every page: whose office this is, how much waits, who is signed in; asked for as it is drawn."""

from django.utils import timezone
from django.utils.functional import cached_property

from desk.work import Desk, count_work
from outcomes.models import SavedView
from outcomes.queries.remembered import remember
from partnerships.models import Partnership
from partnerships.models.keys import keys_of
from stakeholders.access import Role
from stakeholders.models import Organisation

# Pages that show a whole programme: nobody outside an office has one.
PROGRAMME = {
    "desk:home", "insights:stages", "insights:learn", "insights:ranking", "outcomes:reports", "outcomes:targets",
    "outcomes:dashboards",
    "outcomes:views", "outcomes:place", "outcomes:layer", "outcomes:of-organisation", "desk:reviews", "desk:money",
}  # fmt: skip
VIEWS_SHOWN = 8
COORDINATING = {"desk:settings", "exchange:import"}


def shell(request):
    """{"shell": …}: nothing is worked out before a template asks for it."""
    return {"shell": Shell(request)}


class Shell:
    """Each part is worked out when it is drawn: a page that shows the office's name alone does not count any work.

    For somebody who is not signed in each part is empty. now: the moment for which it is drawn.
    """

    def __init__(self, request, now=None):
        self.request = request
        self.now = now or timezone.now()

    def get(self, name, default=None):
        return getattr(self, name, default)

    @cached_property
    def user(self):
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def _office(self):
        return (self.user and getattr(self.request, "office", None)) or None

    @cached_property
    def _held(self):
        return keys_of(self.user).held if self.user else ()

    @cached_property
    def _organisation(self):
        """The office's; of somebody without an office the first that they work for; or None."""
        if self._office:
            return self._office.organisation
        if not self._held:
            return None
        return Organisation.objects.filter(pk__in=[key.organisation for key in self._held]).order_by("pk").first()

    @property
    def office(self):
        return self._organisation.name if self._organisation else ""

    @property
    def sample(self):
        return (self._office or self._organisation).sample if self._organisation else False

    @cached_property
    def person(self):
        if not self.user:
            return {}
        return {"name": str(self.user), "initials": self.user.initials, "role": _role(self._office, self._held)}

    @cached_property
    def badges(self):
        """{my_work, deliverables} and in an office {partnerships}: how many each."""
        if not self.user:
            return {}
        work = self._work()
        badges = {"my_work": work["my_work"], "deliverables": work["overdue"]}
        if self._office:
            kept = getattr(self.request, "kept_ties", None)  # a page that has counted them says so
            if kept is None:
                kept = Partnership.objects.for_user(self.user).kept_by(self._organisation).count()
            badges["partnerships"] = kept
        return badges

    def _work(self):
        desk, now = Desk(self.user, self._office), self.now
        if self._office and hasattr(self.user, "_page_version"):  # a dashboard, which has asked for its version
            quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
            # A day begins on the hour somewhere, elsewhere at half past or a quarter to.
            return remember(self.user, self._organisation, ("work", quarter), lambda: count_work(desk, now))
        return count_work(desk, now)

    @property
    def data_date(self):
        return timezone.localdate() if self.user else None

    @cached_property
    def closed(self):
        """Names of pages that are left out of this person's menu."""
        return _closed(self._office, self._held) if self.user else set()

    @cached_property
    def views(self):
        """The first views of the person and those shared in the office, for the side bar: [{name, url, here}]."""
        shown = []
        for view in SavedView.objects.for_user(self.user)[:VIEWS_SHOWN] if self._office else []:
            address = f"{view.path}?{view.query}" if view.query else view.path
            shown.append({"name": view.name, "url": address, "here": address == self.request.get_full_path()})
        return shown


def _role(office, held):
    word = office.role if office else held[0].role if held else ""
    return Role(word).label if word else ""


def _closed(office, held):
    roles = {key.role for key in held}
    closed = set() if office else set(PROGRAMME)
    if not office or office.role != Role.COORDINATOR or office.limited:
        closed |= COORDINATING
    if roles <= {Role.VIEWER}:
        closed |= {"desk:log"}
    return closed
