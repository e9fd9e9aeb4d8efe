"""Rows of the table of routes for visits, and what `reverse` needs for them."""

OFFICE_READS = "302 404 404 404 404 404 404 200 200"
OFFICE_CHANGES = "302 404 404 404 404 404 404 403 200"
SENT = "302 404 404 404 404 404 404 403 -"
WRITERS = "302 403 403 200 403 200 403 403 200"
WRITTEN = "302 403 403 - 403 - 403 403 -"
NO_METHOD = "405 405 405 405 405 405 405 405 405"
READ = {None: (OFFICE_READS, NO_METHOD)}
FORM = {None: (OFFICE_CHANGES, SENT)}
BUTTON = {None: (NO_METHOD, SENT)}

DELEGATIONS = {
    "activities:delegations": {None: ("302 200 200 200 200 200 200 200 200", NO_METHOD)},
    "activities:new-delegation": {None: ("302 404 404 404 200 200 200 403 200", "302 404 404 404 - - - 403 -")},
    "activities:delegation": READ,
    "activities:edit-delegation": FORM,
    "activities:move-delegation": BUTTON,
    "activities:delegation-brief": READ,
    "activities:delegation-becomes": FORM,
    "activities:add-point": BUTTON,
    "activities:drop-point": BUTTON,
    "activities:add-delegation-file": BUTTON,
    "activities:delegation-file": READ,
    "activities:drop-delegation-file": BUTTON,
    "activities:delegation-people": READ,
    "activities:add-people": FORM,
    "activities:delegation-person": FORM,
    "activities:person-up": BUTTON,
    "activities:person-down": BUTTON,
    "activities:drop-person": BUTTON,
    "activities:delegation-programme": {None: (OFFICE_READS, SENT)},
    "activities:delegation-print": READ,
    "activities:programme-item": FORM,
    "activities:drop-programme-item": BUTTON,
    "activities:delegation-letters": READ,
    "activities:delegation-letters-word": READ,
    "activities:letter-texts": {None: (WRITERS, NO_METHOD)},
    "activities:letter-text": {None: (WRITERS, WRITTEN)},
    "activities:restore-letter": {None: (NO_METHOD, WRITTEN)},
}
KIND_OF = {
    "activities:drop-point": "brief point",
    "activities:delegation-file": "delegation file",
    "activities:drop-delegation-file": "delegation file",
    "activities:delegation-person": "delegation person",
    "activities:person-up": "delegation person",
    "activities:person-down": "delegation person",
    "activities:drop-person": "delegation person",
    "activities:programme-item": "programme item",
    "activities:drop-programme-item": "programme item",
}


def of_delegations(world, route, name, audience):
    given = {"pk": world.records[KIND_OF.get(name, "delegation"), audience].pk} if "pk>" in route else {}
    given |= {"kind": "thanks"} if "kind>" in route else {}
    return given | ({"language": "en"} if "language>" in route else {})
