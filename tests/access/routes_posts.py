"""Rows of the table of routes for posts, holders and hand-over packs, and what `reverse` needs for them."""

BODY_READS = "302 404 404 200 200 200 200 200 200"
BODY_CHANGES = "302 404 404 403 403 403 403 403 200"
BODY_SENT = "302 404 404 403 403 403 403 403 -"
OFFICE_CHANGES = "302 404 404 404 404 404 404 403 200"
OFFICE_SENT = "302 404 404 404 404 404 404 403 -"
OF_AN_OFFICE = "302 403 403 200 403 200 403 200 200"  # each office its own pack of a post that all may see
PACK_READS = "302 403 403 404 403 404 403 200 200"
PASS_ON = "302 403 403 404 403 404 403 403 200"
PASSED_ON = "302 403 403 404 403 404 403 403 -"
EACH_SIDE = "302 404 404 404 404 200 404 200 200"  # each lead its own list
EACH_SENT = "302 404 404 404 404 - 404 403 -"
NO_METHOD = "405 405 405 405 405 405 405 405 405"
NO_METHOD_API = "403 405 405 405 405 405 405 405 405"

POSTS = {
    "api-posts-list": {
        None: ("403 200 200 200 200 200 200 200 200", "403 403 403 400 403 400 403 403 400"),
    },
    "api-posts-detail": {None: (BODY_READS.replace("302", "403"), NO_METHOD_API)},
    "api-posts-holder": {None: (NO_METHOD_API, "403 404 404 403 403 403 403 403 400")},
    "stakeholders:posts": {None: (BODY_READS, BODY_SENT)},
    "stakeholders:post": {None: (BODY_CHANGES, BODY_SENT)},
    "stakeholders:post-protocol": {None: (BODY_CHANGES, BODY_SENT)},
    "stakeholders:holding": {None: (OFFICE_CHANGES, OFFICE_SENT)},
    "stakeholders:person-protocol": {None: (OFFICE_CHANGES, OFFICE_SENT)},
    "partnerships:contacts": {None: (EACH_SIDE, EACH_SENT)},
    "partnerships:drop-contact": {None: (NO_METHOD, OFFICE_SENT)},
    "desk:change-holder": {None: (BODY_CHANGES, BODY_SENT)},
    "desk:end-holding": {None: (OFFICE_CHANGES, OFFICE_SENT)},
    "desk:election-day": {None: (BODY_CHANGES, BODY_SENT)},
    "desk:hand-overs": {None: (OF_AN_OFFICE, NO_METHOD)},
    "desk:post-pack": {None: (OF_AN_OFFICE, NO_METHOD)},
    "desk:person-pack": {None: (PACK_READS, NO_METHOD)},
    "desk:user-pack": {None: (PACK_READS, NO_METHOD)},
    "desk:hand-on-person": {None: (PASS_ON, PASSED_ON)},
    "desk:hand-on-user": {None: (PASS_ON, PASSED_ON)},
    "desk:hand-over-done": {None: (NO_METHOD, OFFICE_SENT)},
}
KIND_OF = {
    "stakeholders:holding": "holding", "desk:end-holding": "holding", "partnerships:drop-contact": "tie contact",
    "desk:hand-over-done": "hand-over",
}  # fmt: skip


def of_posts(world, route, name):
    if "slug>" in route:
        return {"slug": world.tie.slug if name == "partnerships:contacts" else world.organisations["office"].slug}
    if "pk>" not in route:
        return {}
    if name in ("desk:user-pack", "desk:hand-on-user"):
        return {"pk": world.people["colleague"].pk}
    if name in ("desk:person-pack", "desk:hand-on-person", "stakeholders:person-protocol"):
        return {"pk": world.records["contact", None].pk}
    return {"pk": world.measures[KIND_OF.get(name, "post")].pk}
