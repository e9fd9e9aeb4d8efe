"""What the walks share: the world with contents in it, clients of its people, the addresses of the table."""

import datetime as dt

from django.core.files.base import ContentFile
from django.core.signals import got_request_exception
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from agreements.models import UpdateLink
from partnerships.models import Audience
from tests.access.routes import ASKED_WITH, ROUTES, arguments, row, walk
from tests.access.world import build
from tests.access.world_rest import keep_the_rest

SIGN_IN = "/accounts/login/"
WITH_AUDIENCE = ("agreement", "amending", "deliverable", "activity", "claim", "lead", "firm", "plan")
NARROWED = {"audience": Audience.OFFICE, "published_at": None, "published_by": None}
OUTSIDE = ("anonymous", "nobody", "staff", "third coordinator")  # no seat on the tie: nothing of it is theirs
OTHER_SIDE = ("far chamber", "far coordinator")  # theirs is what was shared


class Visitor(Client):
    """A client that keeps of an answer what the browser would: no copies of what each template was given."""

    def request(self, **request):
        got_request_exception.connect(self.store_exc_info, dispatch_uid=id(self))
        try:
            answer = self.handler(self._base_environ(**request))
        finally:
            got_request_exception.disconnect(dispatch_uid=id(self))
        self.check_exception(answer)
        if answer.cookies:
            self.cookies.update(answer.cookies)
        return answer


def link_to(*items, ends_in=1, office):
    token, hashed = UpdateLink.new_token()
    link = UpdateLink.objects.create(
        token_hash=hashed, email="m@port.example", office=office, ends_at=timezone.now() + dt.timedelta(days=ends_in)
    )
    for item in items:
        link.items.create(deliverable=item)
    return token, link


def furnished():
    """The world with contents in its files, the shared visit offered, and a link on the office's own deliverable."""
    world = build()
    world.measures |= keep_the_rest(world)
    for (kind, _audience), record in world.records.items():
        if kind.endswith(" file"):
            record.file.save("x.pdf", ContentFile(b"%PDF-"))
    world.measures["draft file"].file.save("x.pdf", ContentFile(b"%PDF-"))
    shared = world.records["activity", Audience.SHARED]
    Activity.objects.filter(pk=shared.pk).update(offered_at=timezone.now(), status="happened")
    deliverable = world.records["deliverable", Audience.OFFICE]
    world.token, world.link = link_to(deliverable, office=world.organisations["office"])
    return world


def narrow(world, *audiences):
    """Take back what was opened: from now on these records are read by their office alone."""
    for kind in WITH_AUDIENCE:
        for audience in audiences:
            model = type(world.records[kind, audience])
            has = {field.name for field in model._meta.get_fields()}
            changes = {name: value for name, value in NARROWED.items() if name in has}
            model.objects.filter(pk=world.records[kind, audience].pk).update(**changes)


def clients_of(world, names):
    clients = {name: Visitor() for name in names}
    for name, client in clients.items():
        if name != "anonymous":
            client.force_login(world.people[name])
    return clients


def body_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def addresses(world):
    """(name, case, address, row of GET, row of POST) of the whole table."""
    for route, name in walk():
        for case, (get, post) in ROUTES[name].items():
            query = f"?{ASKED_WITH[name]}={world.tie.slug}" if name in ASKED_WITH else ""
            url = reverse(name, kwargs=arguments(world, route, name, case)) + query
            yield name, case and str(case), url, row(get), row(post)


def must_not_meet(role, status):
    """Whether this answer may not hold the word: outsiders never, the other side where it is refused.

    What was published is closed before (`narrow`), so that nothing of the tie is for outsiders.
    """
    return status != "-" and (role in OUTSIDE or (role in OTHER_SIDE and status != "200"))


def tell(record_property, who, attempts, leaks):
    """For the figure at the end of the run (tests/conftest.py)."""
    record_property("attempts", [who, attempts, len(leaks)])
