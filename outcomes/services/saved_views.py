"""A page with its filters under a name, mine or my office's."""

from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from outcomes.models import SavedView
from partnerships.models.keys import keys_of
from stakeholders.verbs import Refusal, verb

NAME_LENGTH = SavedView._meta.get_field("name").max_length
QUERY_LENGTH = SavedView._meta.get_field("query").max_length
NOT_KEPT = {"page", "format", "table"}


class NameMissing(Refusal):
    code = "name_missing"
    message = _("Give the view a name of at most 80 letters.")


class NotYourOffice(Refusal):
    code = "not_your_office"
    message = _("Views are kept by members of the office.")


class NameTaken(Refusal):
    code = "name_taken"
    message = _("You have a view of this name already.")


class NoSuchPage(Refusal):
    code = "no_such_page"
    message = _("Only a page of this installation can be kept as a view.")


@verb("view.saved")
def save_view(organisation, *, name, path, query, shared, by, at):
    """Keep a page with its filters. organisation: the office in which the person works."""
    if organisation.pk not in {key.organisation for key in keys_of(by).held if key.ties is None}:
        raise NotYourOffice(organisation)
    name = " ".join(name.split())
    if not name or len(name) > NAME_LENGTH:
        raise NameMissing(field="name")
    query = urlencode([(key, value) for key, value in parse_qsl(query) if key not in NOT_KEPT])
    if not is_page(path) or len(query) > QUERY_LENGTH:
        raise NoSuchPage(field="path")
    try:
        with transaction.atomic():
            return SavedView.objects.create(
                office=organisation, made_by=by, name=name, path=path, query=query, shared=shared, created_at=at
            )
    except IntegrityError as fault:
        raise NameTaken(field="name") from fault


def is_page(path):
    """An address of this installation: never another host, and one that leads somewhere."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path or len(path) > 200:
        return False
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


@verb("view.removed")
def remove_view(view, *, by, at):
    """Forget a view; the page it named stays what it is."""
    view.delete()
