"""Rows of the table of routes for what is known of organisations and places, and what `reverse` needs for them."""

from partnerships.models import Audience

SIGNED_IN = "302 200 200 200 200 200 200 200 200"
READS_API = "403 200 200 200 200 200 200 200 200"
NO_METHOD = "405 405 405 405 405 405 405 405 405"
NO_METHOD_API = "403 405 405 405 405 405 405 405 405"
BODY_SENT = "302 404 404 403 403 403 403 403 -"
MEMBERS_SENT = "302 404 404 404 404 404 403 404 404"
# Nothing was sent: whoever may is told what is missing.
COORDINATORS_API = "403 403 403 400 403 400 403 403 400"
ALL_API = "403 400 400 400 400 400 400 400 400"
BODY_API = "403 404 404 403 403 403 403 403 400"
MEMBERS_API = "403 404 404 404 404 404 403 404 404"
CONTACT_API = "403 404 404 404 404 404 404 200 200"
# Of the home place of the coordinator's office.
KEEPERS = "302 403 - 403 403 403 403 403 -"

ORGANISATIONS = {
    "api-organisations-list": {None: (READS_API, COORDINATORS_API)},
    "api-organisations-figures": {
        Audience.OFFICE: (NO_METHOD_API, BODY_API), Audience.SHARED: (NO_METHOD_API, MEMBERS_API),
    },
    "api-contacts-list": {None: (READS_API, COORDINATORS_API)},
    "api-contacts-detail": {None: (CONTACT_API, NO_METHOD_API)},
    "api-place-figures-list": {None: (READS_API, ALL_API)},
    "api-place-figures-detail": {None: (READS_API, NO_METHOD_API)},
    "stakeholders:known-bodies": {None: (SIGNED_IN, NO_METHOD)},
    "stakeholders:add-figure": {
        Audience.OFFICE: (NO_METHOD, BODY_SENT), Audience.SHARED: (NO_METHOD, MEMBERS_SENT),
    },
    "stakeholders:remove-figure": {
        Audience.OFFICE: (NO_METHOD, BODY_SENT), Audience.SHARED: (NO_METHOD, MEMBERS_SENT),
    },
    "stakeholders:place-figures": {None: (SIGNED_IN, KEEPERS)},
    "stakeholders:remove-place-figure": {None: (NO_METHOD, KEEPERS)},
}  # fmt: skip


def of_organisations(world, name, audience):
    if name.endswith("-list"):
        return {}
    if name == "api-contacts-detail":
        return {"pk": world.records["contact", None].pk}
    if name == "api-place-figures-detail":
        return {"pk": world.measures["place figure"].pk}
    if "place-figure" in name:
        figure = {"figure": world.measures["place figure"].pk} if "remove" in name else {}
        return {"pk": world.measures["place figure"].place_id, **figure}
    if "figure" in name:
        body = world.organisations["chamber" if audience == Audience.SHARED else "office"]
        return {"slug": body.slug, **({"pk": world.measures["organisation figure"].pk} if "remove" in name else {})}
    return {}
