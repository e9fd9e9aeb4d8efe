"""Rows of the table of routes for history, personal data and the records of an office; and what `reverse` needs."""

NO_METHOD = "405 405 405 405 405 405 405 405 405"
SIGNED_IN = "302 200 200 200 200 200 200 200 200"
COORDINATORS = "302 403 403 200 403 200 403 403 200"
COORDINATORS_SEND = "302 403 403 - 403 - 403 403 -"
OWN_OFFICE = "302 403 403 404 403 404 403 403 200"
OWN_OFFICE_SENDS = "302 403 403 404 403 404 403 403 -"
OFFICE_READS = "302 404 404 404 404 404 404 200 200"
OFFICE_CHANGES = "302 404 404 404 404 404 404 403 200"
OFFICE_SENDS = "302 404 404 404 404 404 404 403 -"
HOSTS = "302 404 200 404 404 404 404 404 404"
HOSTS_SEND = "302 404 - 404 404 404 404 404 404"
READ = {None: (SIGNED_IN, NO_METHOD)}
FORM = {None: (COORDINATORS, COORDINATORS_SEND)}
BUTTON = {None: (NO_METHOD, OWN_OFFICE_SENDS)}

HISTORY = {
    "desk:deleted": READ,
    "desk:history": {None: (OFFICE_READS, NO_METHOD)},
    "desk:put-back": {None: (OFFICE_CHANGES, OFFICE_SENDS)},
    "desk:contact-data": {None: (OFFICE_CHANGES, OFFICE_SENDS)},
    "desk:contact-zip": {None: (OFFICE_CHANGES, NO_METHOD)},
    "desk:account-data": {None: (HOSTS, HOSTS_SEND)},
    "desk:account-zip": {None: (HOSTS, NO_METHOD)},
    "desk:my-data": READ,
    "desk:erasures": READ,
    "desk:records": {None: (COORDINATORS, NO_METHOD)},
    "desk:new-hold": FORM,
    "desk:lift-hold": BUTTON,
    "desk:new-class": FORM,
    "desk:take-suggestions": {None: (NO_METHOD, COORDINATORS_SEND)},
    "desk:change-class": {None: (OWN_OFFICE, OWN_OFFICE_SENDS)},
    "desk:drop-class": BUTTON,
    "desk:press-due": {None: (NO_METHOD, COORDINATORS_SEND)},
    "desk:new-request": FORM,
    "desk:records-request": {None: (OWN_OFFICE, NO_METHOD)},
    "desk:blacken": BUTTON,
    "desk:add-ground": BUTTON,
    "desk:print-request": {None: (OWN_OFFICE, NO_METHOD)},
    "desk:give-out": BUTTON,
}
KIND_OF = {
    "desk:lift-hold": "hold",
    "desk:change-class": "retention class",
    "desk:drop-class": "retention class",
}


def of_history(world, name):
    agreement = world.records["agreement", "office"]
    if name in ("desk:history", "desk:put-back"):
        event = {"event": world.measures["event"].pgh_id} if name == "desk:put-back" else {}
        return {"label": "agreements.agreement", "pk": agreement.pk, **event}
    if name in ("desk:contact-data", "desk:contact-zip"):
        return {"pk": world.records["contact", None].pk}
    if name in ("desk:account-data", "desk:account-zip"):
        return {"pk": world.people["colleague"].pk}
    if name in KIND_OF:
        return {"pk": world.measures[KIND_OF[name]].pk}
    of_request = {"desk:records-request", "desk:blacken", "desk:add-ground", "desk:print-request", "desk:give-out"}
    return {"pk": world.measures["records request"].pk} if name in of_request else {}
