"""Rows of the table of routes for requests, criteria and mandates, and what `reverse` needs for them."""

OF_AN_OFFICE = "302 403 403 200 403 200 403 200 200"
COORDINATORS = "302 403 403 200 403 200 403 403 200"
SENT_BY_THEM = "302 403 403 - 403 - 403 403 -"
OFFICE_READS = "302 404 404 404 404 404 404 200 200"
OFFICE_SENT = "302 404 404 404 404 404 404 403 -"
TIE_CHANGES = "302 404 404 404 403 200 403 403 200"
TIE_SENT = "302 404 404 404 403 - 403 403 -"
STAFF_TOO = "302 403 200 200 403 200 403 200 200"
STAFF_SENT = "302 403 - 403 403 403 403 403 403"
NO_METHOD = "405 405 405 405 405 405 405 405 405"
READS_API = "403 200 200 200 200 200 200 200 200"
COORDINATORS_API = "403 403 403 400 403 400 403 403 400"  # nothing was sent
OFFICE_READS_API = "403 404 404 404 404 404 404 200 200"
OFFICE_SENT_API = "403 404 404 404 404 404 404 403 400"
NO_METHOD_API = "403 405 405 405 405 405 405 405 405"
BUTTON = {None: (NO_METHOD, OFFICE_SENT)}
READ = {None: (OFFICE_READS, NO_METHOD)}

REQUESTS = {
    "api-requests-list": {None: (READS_API, COORDINATORS_API)},
    "api-requests-detail": {None: (OFFICE_READS_API, NO_METHOD_API)},
    "api-requests-criteria": {None: (NO_METHOD_API, OFFICE_SENT_API)},
    "api-requests-decide": {None: (NO_METHOD_API, OFFICE_SENT_API)},
    "api-requests-letter": {None: (NO_METHOD_API, OFFICE_SENT_API)},
    "api-requests-reopen": {None: (NO_METHOD_API, OFFICE_SENT_API.replace("400", "-"))},
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
    "partnerships:settle-lead": {None: (NO_METHOD, STAFF_SENT)},
    "partnerships:lead": {None: (TIE_CHANGES, TIE_SENT)},
    "partnerships:lead-offer": READ,
    "partnerships:accept-lead": BUTTON,
    "partnerships:decline-lead": BUTTON,
    "partnerships:withdraw-lead": BUTTON,
}
KIND_OF = {
    "partnerships:request-file": "request file", "partnerships:end-designation": "designation",
    "partnerships:settle-lead": "leading seat", "partnerships:lead-offer": "lead offer",
    "partnerships:accept-lead": "lead offer", "partnerships:decline-lead": "lead offer",
    "partnerships:withdraw-lead": "lead offer",
}  # fmt: skip


def of_requests(world, route, name):
    if "slug>" in route:
        return {"slug": world.tie.slug}
    return {"pk": world.measures[KIND_OF.get(name, "request")].pk} if "pk>" in route else {}
