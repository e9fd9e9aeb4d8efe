"""Rows of the table of routes for requests, criteria and mandates, and what `reverse` needs for them."""

OF_AN_OFFICE = "302 403 403 200 403 200 403 200 200"
COORDINATORS = "302 403 403 200 403 200 403 403 200"
SENT_BY_THEM = "302 403 403 - 403 - 403 403 -"
OFFICE_READS = "302 404 404 404 404 404 404 200 200"
OFFICE_SENT = "302 404 404 404 404 404 404 403 -"
STAFF_TOO = "302 403 200 200 403 200 403 200 200"
STAFF_SENT = "302 403 - 403 403 403 403 403 403"
NO_METHOD = "405 405 405 405 405 405 405 405 405"
BUTTON = {None: (NO_METHOD, OFFICE_SENT)}
READ = {None: (OFFICE_READS, NO_METHOD)}

REQUESTS = {
    "partnerships:requests": {None: (OF_AN_OFFICE, NO_METHOD)},
    "partnerships:new-request": {None: (COORDINATORS, SENT_BY_THEM)},
    "partnerships:criteria": {None: (OF_AN_OFFICE, SENT_BY_THEM)},
    "partnerships:request": READ,
    "partnerships:answer-request": BUTTON,
    "partnerships:decide-request": BUTTON,
    "partnerships:reopen-request": BUTTON,
    "partnerships:request-letter": BUTTON,
    "partnerships:request-letter-text": READ,
    "partnerships:request-file": READ,
    "partnerships:mandates": {None: (STAFF_TOO, NO_METHOD)},
    "partnerships:give-designation": {None: (NO_METHOD, STAFF_SENT)},
    "partnerships:end-designation": {None: (NO_METHOD, STAFF_SENT)},
}
KIND_OF = {"partnerships:request-file": "request file", "partnerships:end-designation": "designation"}


def of_requests(world, route, name):
    return {"pk": world.measures[KIND_OF.get(name, "request")].pk} if "pk>" in route else {}
