"""Rows of the table of routes for what to learn, and what `reverse` needs for them."""

OF_AN_OFFICE = "302 403 403 200 403 200 403 200 200"
OWN_OFFICE = "302 403 403 404 403 404 403 200 200"
COORDINATORS = "302 403 403 200 403 200 403 403 200"
NOTHING_RANKED = "302 403 403 302 403 302 403 403 302"  # no brief without a ranking: back to it
COORDINATORS_SEND = "302 403 403 - 403 - 403 403 -"
OWN_OFFICE_SENDS = "302 403 403 404 403 404 403 403 -"
NO_METHOD = "405 405 405 405 405 405 405 405 405"

INSIGHTS = {
    "insights:ranking": {None: (OF_AN_OFFICE, NO_METHOD)},
    "insights:ask-ranking": {None: (NO_METHOD, COORDINATORS_SEND)},
    "insights:candidates": {None: (COORDINATORS, COORDINATORS_SEND)},
    "insights:new-ranking-set": {None: (NO_METHOD, COORDINATORS_SEND)},
    "insights:ranking-set": {None: (NO_METHOD, OWN_OFFICE_SENDS)},
    "insights:new-brief": {None: (NOTHING_RANKED, COORDINATORS_SEND)},
    "insights:brief": {None: (OWN_OFFICE, NO_METHOD)},
    "insights:drop-brief": {None: (NO_METHOD, OWN_OFFICE_SENDS)},
    "insights:own-tables": {None: (OF_AN_OFFICE, NO_METHOD)},
    "insights:new-own-table": {None: (COORDINATORS, COORDINATORS_SEND)},
    "insights:own-table": {None: (OWN_OFFICE, NO_METHOD)},
    "insights:own-document": {None: (OWN_OFFICE, NO_METHOD)},
    "insights:drop-own-table": {None: (NO_METHOD, OWN_OFFICE_SENDS)},
    "insights:learn": {None: (OF_AN_OFFICE, NO_METHOD)},
    "insights:study": {None: (OF_AN_OFFICE, NO_METHOD)},
    "insights:ask-study": {None: (NO_METHOD, COORDINATORS_SEND)},
    "insights:cancel-study": {None: (NO_METHOD, OWN_OFFICE_SENDS)},
}


def of_insights(world, route, name):
    if "slug>" in route:
        return {"slug": world.measures["ranking set"].slug}
    if name in ("insights:brief", "insights:drop-brief"):
        return {"pk": world.measures["brief"].pk}
    if "key>" in route:
        return {"key": "conversion"}
    record = "own table" if "own" in name else "answer"
    return {"pk": world.measures[record].pk} if "pk>" in route else {}
