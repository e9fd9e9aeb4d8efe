"""Each rule of who reads what, taken out in turn, is heard on a page (STYLE 6).

The rules are found by walking: every queryset class of a model that defines `for_user`. With one of them open, the
addresses that show its models are asked by people who stand outside, the likeliest first; the rule is guarded as soon
as one answer differs: another status, the odd word more often than before, or another length.
"""

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from partnerships.models import Audience
from stakeholders.access import Permission
from tests.access.routes import ASKED_WITH, KINDS, OF_THE_ROOM, ROUTES, arguments, row, walk
from tests.access.routes_delegations import KIND_OF
from tests.access.visits import body_of, clients_of

OUTSIDE = ("third coordinator", "far coordinator")
# Where to ask first, for rules whose records the table of routes names by no kind: any other page would find it later.
ASKED_FIRST = {"OfficeRowQuerySet": "/erased/", "DoublesQuerySet": "/organisations/doubles/"}
# Rules that no page leaves to stand alone: each is heard where its records are asked for by somebody outside.
BESIDE_ANOTHER = {
    "SignedInQuerySet": "the page shows what its own sessions are",
    "LetterTemplateQuerySet": "asked for by the office that owns the visit",
    "NotTheSameQuerySet": "it leaves pairs out and shows none",
    "NoticeQuerySet": "the page asks for those of its own office",
    "StageResultQuerySet": "pages ask for the results of their own office",
    "TargetQuerySet": "the page asks for those of its own office",
}


def rules():
    """{queryset class: its models}, each class once where it says itself who reads."""
    found = {}
    for model in apps.get_models():
        for kind in type(model._default_manager.all()).__mro__:
            if "for_user" in vars(kind):
                found.setdefault(kind, set()).add(model)
    return found


def opened(self, user, permission=Permission.VIEW):
    return self


class Visits:
    """What people outside are answered, asked once and kept, and asked again with a rule open."""

    def __init__(self, world):
        self.world, self.attempts, self.before, self.asked = world, 0, {}, set()
        self.clients = clients_of(world, OUTSIDE)
        self.addresses = [*self._walked()]

    def _walked(self):
        """(model of its record or None, address, whether it is only sent, roles whose answer the table names)."""
        for route, name in walk():
            for case, (get, post) in ROUTES.get(name, {}).items():
                given = arguments(self.world, route, name, case)
                record = self._record(name, case) if given else None
                query = f"?{ASKED_WITH[name]}={self.world.tie.slug}" if name in ASKED_WITH else ""
                for sends, statuses in ((False, row(get)), (True, row(post))):
                    roles = [role for role in OUTSIDE if statuses[role] not in ("-", "405")]
                    if roles:
                        yield record and type(record), reverse(name, kwargs=given) + query, sends, roles

    def _record(self, name, case):
        kind = KINDS.get(name) or KIND_OF.get(name) or OF_THE_ROOM.get(name.split(":")[0])
        return self.world.measures.get(kind) or self.world.records.get((kind, case or Audience.OFFICE))

    def answer(self, address, sends, role):
        """(status, how often the word stands there, length); whatever was changed by it is taken back."""
        self.attempts += 1
        cache.clear()
        person = self.clients[role]
        with transaction.atomic():
            answered = person.post(address) if sends else person.get(address)
            body = body_of(answered)
            found = answered.status_code, body.count(self.world.word.encode()), len(body)
            transaction.set_rollback(True)
        return found

    def usual(self, *visit):
        """(what is answered, the rules that were asked for it)."""
        if visit not in self.before:
            self.asked.clear()
            self.before[visit] = self.answer(*visit), frozenset(self.asked)
        return self.before[visit]

    def listen(self, monkey):
        """From now on each rule that is asked notes it."""
        for kind in rules():
            monkey.setattr(kind, "for_user", self._noting(kind, kind.for_user))

    def _noting(self, kind, rule):
        def for_user(queryset, *args, **kwargs):
            self.asked.add(kind)
            return rule(queryset, *args, **kwargs)

        return for_user

    def likeliest(self, kind, models):
        """The addresses of records of these models, sent to as well; then the lists, then all other pages."""
        first = ASKED_FIRST.get(kind.__qualname__, "-")
        of_these = [entry for entry in self.addresses if entry[0] in models or entry[1].startswith(first)]
        pages = [entry for entry in self.addresses if entry[0] not in models and not entry[2]]
        return of_these + sorted(pages, key=lambda entry: entry[0] is not None)

    def heard(self, kind, models):
        """The first address whose answer differs where this rule lets everything through, or None."""
        for _model, address, sends, roles in self.likeliest(kind, models):
            for role in roles:
                usual, asked = self.usual(address, sends, role)
                if kind not in asked:
                    continue
                with pytest.MonkeyPatch.context() as monkey:
                    monkey.setattr(kind, "for_user", opened)
                    now = self.answer(address, sends, role)
                # a length alone is asked once more with the rule in its place: it may differ for no reason
                if now[:2] != usual[:2] or (now != usual and self.answer(address, sends, role) == usual):
                    return address, role, usual, now
        return None


def heard_by_records(world, kind, models):
    """Whether somebody outside would get a record of these that is not theirs."""
    person = world.people["third coordinator"]
    for model in models:
        kept = set(model.objects.for_user(person).values_list("pk", flat=True))
        with pytest.MonkeyPatch.context() as monkey:
            monkey.setattr(kind, "for_user", opened)
            if set(model.objects.for_user(person).values_list("pk", flat=True)) != kept:
                return True
    return False


def test_each_rule_taken_out_is_heard(world, record_property, monkeypatch):
    visits, quiet = Visits(world), {}
    visits.listen(monkeypatch)

    for kind, models in rules().items():
        name = kind.__qualname__
        if name in BESIDE_ANOTHER or visits.heard(kind, models) is None:
            quiet[name] = heard_by_records(world, kind, models)

    record_property(
        "figures",
        f"Rules of who reads what, each taken out: {len(rules())}. Heard on a page {len(rules()) - len(quiet)}, by its "
        f"records {sum(quiet.values())}, unheard {len(quiet) - sum(quiet.values())}; {visits.attempts:,} visits.",
    )
    assert quiet == dict.fromkeys(BESIDE_ANOTHER, True)
