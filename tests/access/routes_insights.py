"""Rows of the table of routes for what to learn, and what `reverse` needs for them."""

OF_AN_OFFICE = "302 403 403 200 403 200 403 200 200"
COORDINATORS_SEND = "302 403 403 - 403 - 403 403 -"
OWN_OFFICE_SENDS = "302 403 403 404 403 404 403 403 -"
NO_METHOD = "405 405 405 405 405 405 405 405 405"

INSIGHTS = {
    "insights:learn": {None: (OF_AN_OFFICE, NO_METHOD)},
    "insights:study": {None: (OF_AN_OFFICE, NO_METHOD)},
    "insights:ask-study": {None: (NO_METHOD, COORDINATORS_SEND)},
    "insights:cancel-study": {None: (NO_METHOD, OWN_OFFICE_SENDS)},
}


def of_insights(world, route):
    if "key>" in route:
        return {"key": "conversion"}
    return {"pk": world.measures["answer"].pk} if "pk>" in route else {}
