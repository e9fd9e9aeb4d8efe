"""Whatever the office may send, sent by somebody outside, changes nothing of the office's and tells no word of it.

The forms are those that the office's own coordinator is shown, with the records chosen in them; the calls are those of
the API's file. So also what is named in a form and not in its address is foreign to whoever sends it.
"""

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import ForeignKey

from partnerships.models import Audience
from stakeholders.models import Organisation, User
from tests.access.forms import MISCHIEF, Forms, api_calls, made_up
from tests.access.visits import addresses, body_of, clients_of, narrow, tell

OTHERS = ("nobody", "third coordinator", "far coordinator")
NOT_OURS = ("/accounts/", "/i18n/", "/look/", "/admin/")
# An office chooses its own packs, and all that is to be filed is worked out anew: here it was written by hand.
WORKED_OUT = ("/clocks/rules/",)
WHOSE = {Organisation: ("owner", "office"), User: ("user",)}
OF_A_BODY = {"stakeholders.Membership", "stakeholders.Office", "partnerships.Seat"}
DEEP = 3  # foreign keys from a row to the one that says whose it is


def shown_to(client, world):
    """[(address, fields)] of every form on every page that the table shows to the coordinator, each once."""
    found = {}
    for _name, _case, url, get, _post in addresses(world):
        if get["coordinator"] != "200":
            continue
        answer = client.get(url)
        if "html" not in answer.get("Content-Type", ""):
            continue
        for action, fields in Forms(body_of(answer).decode()).found:
            address = url if action in ("", ".") else action
            if not address.startswith(NOT_OURS) and address not in WORKED_OUT:
                words = {name: [_plain(value, world) for value in values] for name, values in fields.items()}
                found.setdefault((address, *sorted(fields)), (address, words))
    return list(found.values())


def _plain(value, world):
    """The odd word is taken out: a page that shows again what was typed would seem to tell it."""
    return value.replace(world.word, MISCHIEF)


def asked_of_the_api(world):
    """[(method, address, {field: value})] with records of the office in each field, and with a tie of one's own."""
    office, chamber = world.organisations["office"], world.organisations["chamber"]
    kinds = {"filings": "clock task", "agreements": "agreement", "deliverables": "deliverable", "quotas": "quota",
             "claims": "claim", "activities": "activity"}  # fmt: skip

    def of(kind):
        return world.records[kind, Audience.OFFICE].pk

    named = {
        "agreement": of("agreement"), "parent": of("agreement"), "activity": of("activity"),
        "grew_from": of("activity"), "clause": of("clause"), "same_as": of("outcome"),
        "owed_by": chamber.pk, "organisation": chamber.pk,
        "deliverables": [of("deliverable")], "deliverables_from": [of("deliverable")],
        "deliverables_to": [of("deliverable")], "agreements_from": [of("agreement")],
        "agreements_to": [of("agreement")], "organisations": [chamber.pk], "parties": [chamber.pk],
        "posts": [world.measures["post"].pk], "post": world.measures["post"].pk, "place": office.place_id,
        "acts_for": office.place_id, "place_id": office.place_id, "indicator": world.measures["indicator"].code,
        "amount": "5", "value": "5", "signed": "2026-10-05", "starts": "2026-10-05", "occurred": "2026-10-05",
        "year": 2026, "currency": "USD", "metric": "employees", "request": world.measures["request"].pk,
    }  # fmt: skip
    for method, address, fields in api_calls():
        noun = address.split("/")[3]
        pk = of(kinds[noun]) if noun in kinds else world.records["contact", None].pk
        url = address.replace("{slug}", office.slug).replace("{id}", str(pk))
        for tie in (world.tie, world.other_tie) if "partnership" in fields else (world.tie,):
            sent = {name: named.get(name, made_up(field)) for name, field in fields.items()}
            sent |= {"partnership": tie.slug} if "partnership" in fields else {}
            yield method, url, sent | ({"organisation": office.slug} if noun == "contacts" else {})


def paths_to(model, deep=DEEP):
    """The lookups by which a row of this model leads to the office or person whose it is."""
    for field in model._meta.concrete_fields:
        if not isinstance(field, ForeignKey):
            continue
        ours = WHOSE.get(field.related_model, ())
        if field.name in ours or (model._meta.label in OF_A_BODY and field.name == "organisation"):
            yield field.name
        elif deep and field.related_model is not model:
            yield from (f"{field.name}__{path}" for path in paths_to(field.related_model, deep - 1))


def kept(world):
    """{(table, by which way): rows} of all that is the first city's office's or its coordinator's."""
    office, person, found = world.organisations["office"], world.people["coordinator"], {}
    for model in apps.get_models(include_auto_created=True):
        if hasattr(model, "pgh_id") or model._meta.app_label not in settings.ROOMS:
            continue
        for path in paths_to(model):
            whose = person if path.endswith("user") else office
            rows = model._base_manager.filter(**{path: whose}).order_by("pk").distinct()
            found[model._meta.label, path] = list(rows.values())
    found["stakeholders.Organisation", "pk"] = list(Organisation.objects.filter(pk=office.pk).values())
    return found


def differences(one, other):
    return [key for key in one if one[key] != other[key]]


def send(client, method, address, fields):
    """The answer, as it is asked by a form or (method given) by a program."""
    if method is None:
        return client.post(address, fields)
    return getattr(client, method)(address, fields, content_type="application/json")


def test_what_the_office_may_send_changes_nothing_of_its_own_when_others_send_it(world, hurried, record_property):
    """And changes it when the office itself sends it: so what is sent is not empty words."""
    narrow(world, Audience.PUBLIC, Audience.SHARED)
    own = clients_of(world, ["coordinator"])["coordinator"]
    sent = [(None, address, fields) for address, fields in shown_to(own, world)] + list(asked_of_the_api(world))
    before, leaks = kept(world), []

    for role, client in clients_of(world, OTHERS).items():
        with transaction.atomic():
            for method, address, fields in sent:
                if world.word.encode() in body_of(send(client, method, address, fields)):
                    leaks.append((role, method, address))
            changed = differences(before, kept(world))
            transaction.set_rollback(True)
        leaks += [(role, *key) for key in changed]

    tell(record_property, "forms and calls of the office", len(sent) * len(OTHERS), leaks)
    assert leaks == []

    for method, address, fields in sent[::5]:
        send(own, method, address, fields)
    assert len(differences(before, kept(world))) > 5
