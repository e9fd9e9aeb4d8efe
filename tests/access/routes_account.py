"""Rows of the table of routes for one's own account and the second step, and what `reverse` needs for them."""

from partnerships.models import Audience

SIGNED_IN = "302 200 200 200 200 200 200 200 200"
SENT = "302 - - - - - - - -"
NO_METHOD = "405 405 405 405 405 405 405 405 405"
NOWHERE_TO_GO = "302 302 302 302 302 302 302 302 302"  # nobody here is asked for a second step: back to the overview
OF_THE_OFFICE = "302 404 404 403 403 403 403 403 200"
OF_THE_CHAMBER = "302 404 404 404 404 404 403 404 404"  # its member is no coordinator of it

ACCOUNT = {
    "stakeholders:you": {None: (SIGNED_IN, SENT)},
    "stakeholders:second-step-due": {None: (NOWHERE_TO_GO, NO_METHOD)},
    "stakeholders:end-sessions": {None: (NO_METHOD, SENT)},
    "stakeholders:end-session": {None: (NO_METHOD, "302 404 404 404 404 404 404 404 -")},  # everybody their own
    "stakeholders:second-step": {
        Audience.OFFICE: (OF_THE_OFFICE, OF_THE_OFFICE.replace("200", "-")),
        Audience.SHARED: (OF_THE_CHAMBER, OF_THE_CHAMBER),
    },
}
