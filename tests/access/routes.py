"""The table of routes: every route x every role x expected status (STYLE 6), and how to walk what is routed.

A row of statuses is read in the order of ROLES, from the street to the desk of the office that owns the records.
`-` means: not sent, because this person may do it or it depends on programs beside; its own room tests that.
"""

from django.urls import get_resolver

from partnerships.models import Audience
from stakeholders.models import StaffGrant
from tests.access.routes_account import ACCOUNT
from tests.access.routes_delegations import DELEGATIONS, of_delegations
from tests.access.routes_history import HISTORY, of_history
from tests.access.routes_insights import INSIGHTS, of_insights
from tests.access.routes_organisations import ORGANISATIONS, of_organisations
from tests.access.routes_posts import POSTS, of_posts
from tests.access.routes_requests import REQUESTS, of_requests

ROLES = (
    "anonymous", "nobody", "staff", "third coordinator", "far chamber", "far coordinator", "chamber", "executive",
    "coordinator",
)  # fmt: skip
LEFT_TO_THEIR_MAKERS = ("admin/", "accounts/", "i18n/")  # Django and allauth test theirs
OFFICE, SHARED = Audience.OFFICE, Audience.SHARED


def walk(patterns=None, prefix="", space=""):
    """Yield (route, name) of every address: the name with its namespace, as `reverse` takes it."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if route.startswith(LEFT_TO_THEIR_MAKERS):
            continue
        if hasattr(entry, "url_patterns"):
            yield from walk(entry.url_patterns, route, entry.namespace or space)
        else:
            yield route, f"{space}:{entry.name}" if space else entry.name


def row(text):
    """{role: status as text}."""
    return dict(zip(ROLES, text.split(), strict=True))


# What is shown. In order: anonymous, nobody, staff, third coordinator, far chamber, far coordinator, chamber,
# executive, coordinator.
ALL = "200 200 200 200 200 200 200 200 200"
NOT_SENT = "- - - - - - - - -"
NOT_THERE = "404 404 404 404 404 404 404 404 404"
NO_METHOD = "405 405 405 405 405 405 405 405 405"
SIGNED_IN = "302 200 200 200 200 200 200 200 200"
STAFF = "302 302 200 302 302 302 302 302 302"
OF_AN_OFFICE = "302 403 403 200 403 200 403 200 200"
COORDINATORS = "302 403 403 200 403 200 403 403 200"
OFFICE_READS = "302 404 404 404 404 404 404 200 200"
SHARED_READS = "302 404 404 404 404 200 200 200 200"
LEADS_READ = "302 404 404 404 404 200 404 200 200"  # no organisation is named on it
TIE_READS = "302 404 404 404 200 200 200 200 200"
OFFICE_CHANGES = "302 404 404 404 404 404 404 403 200"
SHARED_CHANGES = "302 404 404 404 404 403 403 403 200"
TIE_CHANGES = "302 404 404 404 403 200 403 403 200"
BODY_READS = "302 404 404 200 200 200 200 200 200"  # an organisation that leads: the other leads it meets read it too
BODY_CHANGES = "302 404 404 403 403 403 403 403 200"
OWN_DRAFT = "302 404 404 404 404 404 404 404 200"  # of the coordinator's own mail: nobody else's in the office
MEMBERS_READ = "302 404 404 404 404 404 200 404 404"  # an organisation on nobody's file: its own members
MINE_READ = "302 404 404 404 404 404 200 200 200"  # shared with the tie, yet an affair of this side
MINE_CHANGE = "302 404 404 404 404 404 403 403 200"
MEMBERS_CHANGE = "302 404 404 404 404 404 403 404 404"
OWN_OFFICE_ONLY = "302 403 403 404 403 404 403 403 200"
OWN_VIEW = "302 403 403 404 403 200 403 200 200"  # each office that keeps the tie: its own view of it
OWN_WRITTEN = "302 403 403 404 403 200 403 403 200"
MEASURERS = "302 403 200 200 403 200 403 403 200"  # coordinators for their office; staff for what is shipped


def sent(text):
    """The row of what is sent: who may is left out."""
    return text.replace("200", "-")


def shown(text):
    """A page that is only looked at."""
    return {None: (text, NO_METHOD)}


def form(text):
    """A page with a form: shown to whoever may send it."""
    return {None: (text, sent(text))}


def record(of_office, of_shared, post=None):
    """A page of one record: the row where its audience is the office, and where it is shared."""
    return {OFFICE: (of_office, post or NO_METHOD), SHARED: (of_shared, post or NO_METHOD)}


def record_form():
    return {OFFICE: (OFFICE_CHANGES, sent(OFFICE_CHANGES)), SHARED: (SHARED_CHANGES, sent(SHARED_CHANGES))}


def button(of_office=OFFICE_CHANGES, of_shared=SHARED_CHANGES):
    """A form without a page of its own: looking at it is no method."""
    return {OFFICE: (NO_METHOD, sent(of_office)), SHARED: (NO_METHOD, sent(of_shared))}


def api(rows):
    """The same readers; who has not signed in is told so and not sent to a page; nothing is written here."""
    return {case: (text.replace("302", "403"), "403" + NO_METHOD[3:]) for case, text in rows.items()}


def api_button(empty="400", of_shared=SHARED_CHANGES):
    """What is only sent: the same rights as the button of the page; an empty form is answered so."""
    asked = "403" + NO_METHOD[3:]
    return {
        case: (asked, row.replace("302", "403").replace("-", empty))
        for case, (_, row) in button(of_shared=of_shared).items()
    }


RECORD_API = api({OFFICE: OFFICE_READS, SHARED: SHARED_READS})
LIST_API = api({None: SIGNED_IN})
WRITTEN_LIST = {None: (LIST_API[None][0], "403 400 400 400 400 400 400 400 400")}  # nothing was sent
SENT_BY_COORDINATORS = {None: (NO_METHOD, sent(COORDINATORS))}
MAILED_SHOWN = {None: (NOT_THERE, NOT_THERE)}  # a wrong token: nobody is let in by who they are

# {name of route: {case: (row of GET, row of POST)}}; the case is an audience, or None where there is one only
ROUTES = {
    "healthz": {None: (ALL, NO_METHOD)},
    "readyz": {None: (NOT_SENT, NO_METHOD)},
    "api-schema": LIST_API,
    "api-organisations-detail": api({OFFICE: BODY_READS, SHARED: MEMBERS_READ}),
    "api-partnerships-list": LIST_API,
    "api-partnerships-detail": api({None: TIE_READS}),
    "api-agreements-list": WRITTEN_LIST,
    "api-agreements-detail": RECORD_API,
    "api-agreements-move": api_button(),
    "api-deliverables-list": WRITTEN_LIST,
    "api-deliverables-detail": RECORD_API,
    "api-deliverables-report": api_button(of_shared="302 404 404 404 404 403 - 403 -"),
    "api-deliverables-accept": api_button("409"),  # nothing was handed in
    "api-deliverables-give-back": api_button(),
    "api-deliverables-move": api_button(),
    "api-deliverables-cancel": api_button("-"),  # it needs no more than the asking
    "api-filings-list": LIST_API,
    # the chamber has to file it and the office keeps its papers; the other side is not told
    "api-filings-detail": api({OFFICE: OFFICE_READS, SHARED: MINE_READ}),
    "api-filings-file": api_button(of_shared=MINE_CHANGE),
    "api-filings-set-aside": api_button(of_shared=MINE_CHANGE),
    "api-quotas-list": LIST_API,
    "api-quotas-detail": RECORD_API,
    "api-quotas-use": api_button(of_shared="302 404 404 404 404 403 - 403 -"),
    "api-activities-list": WRITTEN_LIST,
    "api-activities-detail": RECORD_API,
    "api-activities-happened": api_button("-"),  # it needs no more than the asking
    "api-activities-cancel": api_button("-"),
    "api-activities-move": api_button(),
    "api-activities-offer": api_button("-"),
    "api-outcomes-list": LIST_API,
    "api-outcomes-detail": RECORD_API,
    "api-claims-list": WRITTEN_LIST,
    "api-claims-detail": RECORD_API,
    "api-claims-correct": api_button(),
    "api-claims-withdraw": api_button(),
    "api-leads-list": LIST_API,
    "api-leads-detail": api({OFFICE: OFFICE_READS, SHARED: LEADS_READ}),
    "drawing:land": shown(ALL),
    "drawing:theme": {None: (NO_METHOD, "302 302 302 302 302 302 302 302 302")},
    "drawing:styleguide": shown(STAFF),
    "exchange:import": form(MEASURERS),
    "exchange:template": shown(MEASURERS),
    "exchange:upload": {None: ("302 403 404 404 403 404 403 403 200", sent("302 403 404 404 403 404 403 403 200"))},
    "exchange:upload-row": {None: ("302 403 404 404 403 404 403 403 200", sent("302 403 404 404 403 404 403 403 200"))},
    "exchange:undo": {None: (NO_METHOD, sent("302 403 404 404 403 404 403 403 200"))},
    "exchange:corridors": {None: (SIGNED_IN, "302 403 - 403 403 403 403 403 403")},
    "exchange:rates": {None: (SIGNED_IN, "302 403 - 403 403 403 403 403 403")},
    "stakeholders:organisations": shown(SIGNED_IN),
    "stakeholders:add-organisation": form(COORDINATORS),
    "stakeholders:organisation": record(BODY_READS, MEMBERS_READ),
    "stakeholders:change-organisation": {
        OFFICE: (BODY_CHANGES, sent(BODY_CHANGES)), SHARED: (MEMBERS_CHANGE, sent(MEMBERS_CHANGE)),
    },
    "stakeholders:add-person": button(BODY_CHANGES, MEMBERS_CHANGE),
    "stakeholders:person": form(OFFICE_CHANGES),
    "stakeholders:places": shown(SIGNED_IN),
    "desk:rights": shown(SIGNED_IN),
    "desk:members": {None: (OFFICE_READS, "302 404 404 404 404 404 404 403 -")},
    "desk:member": {None: ("302 404 404 404 404 404 404 404 200", "302 404 404 404 404 404 404 404 -")},
    "desk:member-act": {None: (NO_METHOD, "302 404 404 404 404 404 404 404 -")},
    "stakeholders:tokens": form(SIGNED_IN),
    "stakeholders:end-token": {None: (NO_METHOD, "302 404 404 404 404 404 404 404 -")},  # a token is its person's own
    "partnerships:list": shown(SIGNED_IN),
    "partnerships:on-record": shown(SIGNED_IN),
    "partnerships:add": form(COORDINATORS),
    "partnerships:detail": shown(TIE_READS),
    "partnerships:keep": {None: (NO_METHOD, sent(TIE_CHANGES))},
    "partnerships:change": form(TIE_CHANGES),
    "partnerships:standing": form(TIE_CHANGES),
    "partnerships:tab": shown(TIE_READS),
    "agreements:deliverables": shown(SIGNED_IN),
    "agreements:deliverable": record(OFFICE_READS, SHARED_READS),
    "agreements:calendar": shown(SIGNED_IN),
    # nothing is ticked, so nothing is done
    "agreements:bulk": {None: (NO_METHOD, "302" + " 422" * 8)},
    "agreements:edit-deliverable": record_form(),
    "agreements:answer-time": button(),
    "agreements:end-series": button(OFFICE_CHANGES, OFFICE_CHANGES),
    # the chamber owes it, so where it may read it, it may say how it goes
    "agreements:update": button(OFFICE_CHANGES, "302 404 404 404 404 403 - 403 -"),
    "agreements:accept": button(),
    "agreements:return": button(),
    "agreements:move": button(),
    "agreements:cancel": button(),
    "agreements:ask": record_form(),
    "agreements:file": record(OFFICE_READS, SHARED_READS),
    # a link is seen by those who may end it
    "agreements:revoke": {None: (NO_METHOD, "302 404 404 404 404 404 404 404 -")},
    "agreements:agreement": record(OFFICE_READS, SHARED_READS),
    "desk:staff-grants": form(COORDINATORS),
    "desk:staff-looks": shown(OWN_OFFICE_ONLY),
    "desk:end-staff-grant": {None: (NO_METHOD, sent(OWN_OFFICE_ONLY))},
    "desk:readers": {
        OFFICE: (OFFICE_READS, sent(OFFICE_CHANGES)), SHARED: (SHARED_READS, sent(SHARED_CHANGES)),
    },
    "agreements:new-deliverable": record_form(),
    "agreements:clauses": {
        OFFICE: (OFFICE_READS, sent(OFFICE_CHANGES)), SHARED: (SHARED_READS, sent(SHARED_CHANGES)),
    },
    "agreements:clause": record_form(),
    "agreements:move-clause": button(),
    "agreements:remove-clause": button(),
    "agreements:place-deliverable": button(),
    "agreements:amend": record_form(),
    "agreements:difference": record(OFFICE_READS, SHARED_READS),
    "agreements:terms": record_form(),
    "agreements:decide": button(),
    "agreements:apply": button(),
    "agreements:new": form(TIE_CHANGES),
    "agreements:move-agreement": record_form(),
    "agreements:change-agreement": record_form(),
    "agreements:add-party": record_form(),
    "agreements:sign": record_form(),
    "agreements:remove-signature": {None: (NO_METHOD, sent(OFFICE_CHANGES))},
    "agreements:file-copy": record_form(),
    "agreements:new-text": record_form(),
    "agreements:text": record_form(),
    "agreements:new-approval": record_form(),
    "agreements:approval": record_form(),
    "agreements:agreement-file": record(OFFICE_READS, SHARED_READS),
    # the coordinators of either side, each for their own office
    "agreements:notes": {
        OFFICE: (OFFICE_CHANGES, sent(OFFICE_CHANGES)),
        SHARED: ("302 404 404 404 404 200 403 403 200", "302 404 404 404 404 - 403 403 -"),
    },
    "agreements:register": record(OFFICE_READS, SHARED_READS),
    "agreements:approval-rule": form(COORDINATORS),
    "agreements:days": record_form(),
    "agreements:remove-day": button(OFFICE_CHANGES, OFFICE_CHANGES),  # plans are read by the office alone
    "agreements:new-quota": record_form(),
    "agreements:edit-quota": record_form(),
    "agreements:remove-quota": button(),
    # the chamber is party to it, so where it may read it, it says how many places were used
    "agreements:use-quota": {
        OFFICE: (OFFICE_CHANGES, sent(OFFICE_CHANGES)),
        SHARED: ("302 404 404 404 404 403 200 403 200", "302 404 404 404 404 403 - 403 -"),
    },
    "agreements:clocks": shown(SIGNED_IN),
    # the chamber has to file it and the office keeps its papers; the other side is not told
    "agreements:clock": record(OFFICE_READS, MINE_READ),
    "agreements:clock-file": record(OFFICE_READS, MINE_READ),
    "agreements:file-clock": button(OFFICE_CHANGES, MINE_CHANGE),
    "agreements:set-clock-aside": button(OFFICE_CHANGES, MINE_CHANGE),
    "agreements:reopen-clock": button(OFFICE_CHANGES, MINE_CHANGE),
    "agreements:rules": form(MEASURERS),
    "agreements:drop-rules": {None: (NO_METHOD, "302 403 404 404 403 404 403 403 -")},
    "agreements:update-link": MAILED_SHOWN,
    "agreements:update-item": MAILED_SHOWN,
    "agreements:update-sent": MAILED_SHOWN,
    "agreements:update-new-link": MAILED_SHOWN,
    "agreements:update-pass": MAILED_SHOWN,
    "activities:list": shown(SIGNED_IN),
    "activities:plan": {None: ("302 404 404 404 200 200 200 403 200", "302 404 404 404 - - - 403 -")},
    "activities:activity": record(OFFICE_READS, SHARED_READS),
    "activities:edit": record_form(),
    "activities:offer": record_form(),
    # the other side's lead confirms what was offered; the owner's side never does
    "activities:confirm": button("302 404 404 404 404 404 404 409 409", "302 404 404 404 404 - 403 403 403"),
    "activities:happened": button(),
    "activities:cancel": button(),
    "activities:move": record_form(),
    "activities:add-step": button(),
    "activities:step": {OFFICE: (OFFICE_CHANGES, sent(OFFICE_CHANGES)), SHARED: (OFFICE_CHANGES, sent(OFFICE_CHANGES))},
    "activities:finish-step": button(OFFICE_CHANGES, OFFICE_CHANGES),  # the office alone reads what comes next
    "activities:reopen-step": button(OFFICE_CHANGES, OFFICE_CHANGES),
    "activities:drop-step": button(OFFICE_CHANGES, OFFICE_CHANGES),
    "activities:file": record(OFFICE_READS, SHARED_READS),
    "activities:heads": record_form(),
    "activities:heads-table": shown(SIGNED_IN),
    # who works with whom, as far as each may read
    "desk:layers": shown(OF_AN_OFFICE),
    "desk:tie-layers": shown(TIE_READS),
    "desk:layer": shown(TIE_READS),
    "desk:layer-pair": shown(TIE_READS),
    # an office's own books: the far office sees its own of the tie, never these
    "desk:tie-ledger": shown("302 404 404 404 403 200 403 200 200"),
    "desk:add-line": form("302 404 404 404 403 200 403 403 200"),
    "desk:add-gift": form("302 404 404 404 403 200 403 403 200"),
    "desk:money": shown(OF_AN_OFFICE),
    "desk:gifts": shown(OF_AN_OFFICE),
    "desk:line": form(OWN_OFFICE_ONLY),
    "desk:gift": form(OWN_OFFICE_ONLY),
    "desk:budget": form(OWN_OFFICE_ONLY),
    "desk:fund": shown("302 403 403 404 403 404 403 200 200"),
    "desk:change-fund": form(OWN_OFFICE_ONLY),
    "desk:limit": form(OWN_OFFICE_ONLY),
    "desk:add-budget": form(COORDINATORS),
    "desk:add-fund": form(COORDINATORS),
    "desk:add-limit": form(COORDINATORS),
    "desk:drop-line": {None: (NO_METHOD, sent(OFFICE_CHANGES))},
    "desk:drop-gift": {None: (NO_METHOD, sent(OFFICE_CHANGES))},
    "desk:drop-budget": {None: (NO_METHOD, sent(OFFICE_CHANGES))},
    "desk:drop-fund": {None: (NO_METHOD, sent(OFFICE_CHANGES))},
    "desk:drop-limit": {None: (NO_METHOD, sent(OFFICE_CHANGES))},
    "desk:add-report": {None: (NO_METHOD, sent(OWN_OFFICE_ONLY))},
    "desk:send-report": {None: (NO_METHOD, sent(OWN_OFFICE_ONLY))},
    "desk:disclose": {None: ("302 403 403 404 403 404 403 404 404", "302 403 403 404 403 404 403 404 404")},  # no gift
    "activities:ask": record_form(),
    "activities:revoke-ask": {None: (NO_METHOD, sent(OFFICE_CHANGES))},
    "activities:take": button(),
    # the other side's lead gives its own account of what was offered
    "activities:account": {
        OFFICE: ("302 404 404 404 404 404 404 403 403", "302 404 404 404 404 404 404 403 403"),
        SHARED: ("302 404 404 404 404 200 403 403 403", "302 404 404 404 404 - 403 403 403"),
    },
    "activities:asked": MAILED_SHOWN,
    "activities:asked-pass": MAILED_SHOWN,
    "activities:asked-new-link": MAILED_SHOWN,
    **ACCOUNT,
    **DELEGATIONS,
    **REQUESTS,
    **HISTORY,
    **POSTS,
    **ORGANISATIONS,
    "doubles:pairs": shown(OF_AN_OFFICE),
    "doubles:merges": shown(OF_AN_OFFICE),
    "doubles:undo": {None: (NO_METHOD, sent(OFFICE_CHANGES))},
    "doubles:compare": {None: ("302 404 404 404 403 200 403 200 200", "302 404 404 404 403 - 403 403 -")},
    "doubles:apart": {None: (NO_METHOD, "302 404 404 404 403 - 403 403 -")},
    "activities:drafts": shown(SIGNED_IN),
    "activities:draft": form(OWN_DRAFT),
    "activities:draft-request": form(OWN_DRAFT),
    "activities:throw-draft-away": {None: (NO_METHOD, sent(OWN_DRAFT))},
    "activities:draft-file": shown(OWN_DRAFT),
    "activities:by-mail": {None: (SIGNED_IN, "302 404 404 404 404 404 404 404 404")},  # off: no mailbox is set
    "activities:renew-mail-address": {None: (NO_METHOD, sent(OWN_DRAFT))},
    "outcomes:list": shown(SIGNED_IN),
    "outcomes:claim": {None: ("302 404 404 404 200 200 200 403 200", "302 404 404 404 - - - 403 -")},
    "outcomes:outcome": record(OFFICE_READS, SHARED_READS),
    "outcomes:ask": record_form(),
    "outcomes:review": shown(COORDINATORS),
    "outcomes:decide-pair": {None: (NO_METHOD, COORDINATORS.replace("200", "404"))},  # of two that are not named
    "outcomes:settle": record_form(),
    "outcomes:step": button(),
    "outcomes:hand-in-record": button(),
    "outcomes:check-claim": button(),
    # staff whom the office let in; whoever else reads it does not decide
    "outcomes:decide-record": button(
        OFFICE_CHANGES.replace("200", "403"), "302 404 404 404 404 403 403 403 403"
    ),
    "outcomes:leads": shown(SIGNED_IN),
    "outcomes:new-lead": {None: ("302 404 404 404 200 200 200 403 200", "302 404 404 404 - - - 403 -")},
    "outcomes:lead": record(OFFICE_READS, LEADS_READ),
    "outcomes:move-lead": button(OFFICE_CHANGES, "302 404 404 404 404 403 404 403 200"),
    "outcomes:correct": record_form(),
    "outcomes:withdraw": button(),
    "outcomes:file": record(OFFICE_READS, SHARED_READS),
    "outcomes:confirm": MAILED_SHOWN,
    "outcomes:explain": shown(OF_AN_OFFICE),
    "desk:reviews": shown(OF_AN_OFFICE),
    "desk:review-all": shown(OF_AN_OFFICE),
    "desk:review": shown(OWN_VIEW),
    "desk:review-write": {None: (NO_METHOD, sent(OWN_WRITTEN))},
    "desk:review-day": {None: (NO_METHOD, sent(OWN_WRITTEN))},
    "desk:review-word": shown(OWN_VIEW),
    "desk:review-annex": shown(OWN_VIEW),
    "desk:review-annex-word": shown(OWN_VIEW),
    "desk:review-pack": shown(OFFICE_READS),
    "desk:review-pack-page": shown(OFFICE_READS),
    "desk:review-pack-data": shown(OFFICE_READS),
    "desk:review-pack-word": shown(OFFICE_READS),
    "desk:review-pack-annex": shown(OFFICE_READS),
    "desk:review-pack-annex-data": shown(OFFICE_READS),
    "desk:review-pack-annex-word": shown(OFFICE_READS),
    "outcomes:reports": shown(OF_AN_OFFICE),
    "outcomes:new-report": form(COORDINATORS),
    "outcomes:report": shown(OFFICE_READS),
    "outcomes:report-page": shown(OFFICE_READS),
    "outcomes:report-data": shown(OFFICE_READS),
    "outcomes:share-report": {None: (OFFICE_CHANGES, sent(OFFICE_CHANGES))},
    "outcomes:end-report-link": {None: (NO_METHOD, sent(OFFICE_CHANGES))},
    "outcomes:shared": shown(NOT_THERE),
    "outcomes:audit": form(COORDINATORS),
    "outcomes:audit-sample": shown(OFFICE_CHANGES),
    "outcomes:audit-archive": shown(OFFICE_CHANGES),
    "outcomes:method": shown(SIGNED_IN),
    "outcomes:indicators": shown(SIGNED_IN),
    "outcomes:indicator": shown(OFFICE_READS),
    "outcomes:add-indicator": form(MEASURERS),
    "outcomes:change-indicator": {None: (OFFICE_CHANGES, sent(OFFICE_CHANGES))},
    "outcomes:retire-indicator": {None: (NO_METHOD, sent(OFFICE_CHANGES))},
    "outcomes:add-dimension": {None: (NO_METHOD, sent(MEASURERS))},
    "outcomes:drop-dimension": {None: (NO_METHOD, sent(OFFICE_CHANGES))},
    "outcomes:targets": {None: (OF_AN_OFFICE, "302 403 403 - 403 - 403 403 -")},
    "outcomes:additionality": {None: (OF_AN_OFFICE, "302 403 403 - 403 - 403 403 -")},
    "outcomes:reporting": shown(SIGNED_IN),
    "outcomes:plan-reporting": form(TIE_CHANGES),
    # who reports a series types its figures; who only reads it does not
    "outcomes:series": {
        OFFICE: (OFFICE_READS, sent(OFFICE_CHANGES)),
        SHARED: (SHARED_READS, "302 404 404 404 404 403 - 403 -"),
    },
    "outcomes:figure": {
        OFFICE: (OFFICE_CHANGES, sent(OFFICE_CHANGES)),
        SHARED: ("302 404 404 404 404 403 200 403 200", "302 404 404 404 404 403 - 403 -"),
    },
    "outcomes:end-reporting": button(),
    "outcomes:dashboards": shown(OF_AN_OFFICE),
    "outcomes:place": shown(OF_AN_OFFICE),
    "outcomes:layer": shown(OF_AN_OFFICE),
    # figures are an office's own: who may open the body or the tie but works in no office gets none
    "outcomes:of-organisation": record(
        "302 404 404 200 403 200 403 200 200", "302 404 404 404 404 404 403 404 404"
    ),
    "outcomes:tie-money": shown("302 404 404 404 403 200 403 200 200"),
    "outcomes:networks": {None: (SIGNED_IN, "302 403 403 404 403 404 403 404 404")},
    "outcomes:network": shown("302 404 404 404 404 404 404 200 200"),
    # the network's own coordinator lets in; of the office, its coordinator may leave
    "outcomes:accept-member": {None: (NO_METHOD, "302 404 404 404 404 404 404 403 403")},
    "outcomes:leave-network": {None: (NO_METHOD, "302 404 404 404 404 404 404 403 -")},
    "outcomes:views": form(OF_AN_OFFICE),
    "outcomes:view": {None: ("302 404 404 404 404 404 404 302 302", NO_METHOD)},
    "outcomes:remove-view": {None: (NO_METHOD, "302 404 404 404 404 404 404 403 -")},
    "reminders:wishes": MAILED_SHOWN,
    "reminders:upcoming": shown(COORDINATORS),
    "reminders:sent": shown(COORDINATORS),
    # one's own reminders, and nobody else's: nothing is named here, so nothing is put away or found
    "reminders:done": {None: (NO_METHOD, "302" + " 302" * 8)},
    "reminders:later": {None: (NO_METHOD, "302" + " 400" * 8)},
    "reminders:settings": form(SIGNED_IN),
    "reminders:rules": shown(COORDINATORS),
    "reminders:rule": form(COORDINATORS),
    "reminders:calendars": form(SIGNED_IN),
    # a calendar is its person's own
    "reminders:renew-calendar": {None: (NO_METHOD, "302 404 404 404 404 404 404 404 -")},
    "reminders:revoke-calendar": {None: (NO_METHOD, "302 404 404 404 404 404 404 404 -")},
    "reminders:calendar": shown(NOT_THERE),
    "reminders:webhooks": form(COORDINATORS),
    "reminders:webhook": {None: (OWN_OFFICE_ONLY, sent(OWN_OFFICE_ONLY))},
    "reminders:test-webhook": {None: (NO_METHOD, sent(OWN_OFFICE_ONLY))},
    "reminders:stop-webhook": {None: (NO_METHOD, sent(OWN_OFFICE_ONLY))},
    "reminders:start-webhook": {None: (NO_METHOD, sent(OWN_OFFICE_ONLY))},
    "reminders:renew-secret": {None: (NO_METHOD, sent(OWN_OFFICE_ONLY))},
    "insights:stages": shown(OF_AN_OFFICE),
    "insights:tie-stage": shown("302 404 404 404 403 200 403 200 200"),
    "insights:stage-rule": {None: (SIGNED_IN, "302 403 - 403 403 403 403 403 403")},
    **INSIGHTS,
    "desk:home": shown("302 302 302 200 302 200 302 200 200"),
    "desk:my-work": shown(SIGNED_IN),
    # who has no tie to log on is shown so, and nothing is saved
    "desk:log": {None: (SIGNED_IN, "302 200 200 - - - - 200 -")},
    "desk:log-worker": shown(ALL),
    "desk:undo-log": button(),
    "desk:search": shown(SIGNED_IN),
    "desk:mail": shown(STAFF),
    "desk:first-run": {None: ("302 403 200 302 403 302 403 302 302", "302 403 - 302 403 302 403 302 302")},
    "desk:first-run-ties": form(COORDINATORS),
    "desk:first-run-add": SENT_BY_COORDINATORS,
    "desk:settings": form(COORDINATORS),
    "desk:invite": SENT_BY_COORDINATORS,
    "desk:change-role": {None: (NO_METHOD, sent(OWN_OFFICE_ONLY))},
    "desk:remove-member": {None: (NO_METHOD, sent(OWN_OFFICE_ONLY))},
}

KINDS = {
    "exchange:upload": "upload",
    "exchange:upload-row": "upload",
    "exchange:undo": "run",
    "agreements:agreement": "agreement",
    "agreements:new-deliverable": "agreement",
    "agreements:clauses": "agreement",
    "agreements:clause": "clause",
    "agreements:move-clause": "clause",
    "agreements:remove-clause": "clause",
    "agreements:amend": "agreement",
    "agreements:difference": "amending",
    "agreements:terms": "amending",
    "agreements:decide": "amending",
    "agreements:apply": "amending",
    "agreements:file": "update file",
    "agreements:move-agreement": "agreement",
    "agreements:change-agreement": "agreement",
    "agreements:add-party": "agreement",
    "agreements:sign": "agreement",
    "agreements:remove-signature": "signature",
    "agreements:file-copy": "agreement",
    "agreements:new-text": "agreement",
    "agreements:text": "text",
    "agreements:new-approval": "agreement",
    "agreements:approval": "approval",
    "agreements:agreement-file": "agreement file",
    "agreements:notes": "agreement",
    "agreements:register": "agreement",
    "agreements:days": "agreement",
    "agreements:remove-day": "milestone",
    "agreements:new-quota": "agreement",
    "agreements:edit-quota": "quota",
    "agreements:remove-quota": "quota",
    "agreements:use-quota": "quota",
    "agreements:clock": "clock task",
    "agreements:clock-file": "clock file",
    "agreements:file-clock": "clock task",
    "agreements:set-clock-aside": "clock task",
    "agreements:reopen-clock": "clock task",
    "agreements:drop-rules": "jurisdiction",
    "agreements:answer-time": "update",
    "agreements:end-series": "series",
    "activities:file": "activity file",
    "desk:line": "cost line",
    "desk:drop-line": "cost line",
    "desk:gift": "gift",
    "desk:drop-gift": "gift",
    "desk:budget": "budget line",
    "desk:drop-budget": "budget line",
    "desk:fund": "fund",
    "desk:change-fund": "fund",
    "desk:drop-fund": "fund",
    "desk:add-report": "fund",
    "desk:send-report": "fund report",
    "desk:limit": "gift limit",
    "desk:drop-limit": "gift limit",
    "desk:disclose": "gift limit",
    "activities:draft": "draft",
    "activities:draft-request": "draft",
    "activities:throw-draft-away": "draft",
    "activities:draft-file": "draft file",
    "activities:renew-mail-address": "intake address",
    "activities:take": "account",
    "activities:revoke-ask": "activity ask",
    "activities:step": "next step",
    "activities:finish-step": "next step",
    "activities:reopen-step": "next step",
    "activities:drop-step": "next step",
    "outcomes:file": "claim file",
    "outcomes:correct": "claim",
    "outcomes:view": "view",
    "outcomes:remove-view": "view",
    "outcomes:accept-member": "member",
    "outcomes:leave-network": "member",
    "outcomes:withdraw": "claim",
    "outcomes:step": "claim",
    "outcomes:hand-in-record": "claim",
    "outcomes:check-claim": "claim",
    "outcomes:decide-record": "third party record",
    "outcomes:lead": "lead",
    "outcomes:move-lead": "lead",
    "outcomes:indicator": "indicator",
    "outcomes:change-indicator": "indicator",
    "outcomes:retire-indicator": "indicator",
    "outcomes:drop-dimension": "dimension",
    "desk:review-pack": "review pack",
    "desk:review-pack-page": "review pack",
    "desk:review-pack-data": "review pack",
    "desk:review-pack-word": "review pack",
    "desk:review-pack-annex": "review pack",
    "desk:review-pack-annex-data": "review pack",
    "desk:review-pack-annex-word": "review pack",
    "outcomes:report": "report",
    "outcomes:report-page": "report",
    "outcomes:report-data": "report",
    "outcomes:share-report": "report",
    "outcomes:end-report-link": "report link",
    "outcomes:audit-sample": "audit sample",
    "outcomes:audit-archive": "audit sample",
    "outcomes:series": "plan",
    "outcomes:figure": "plan",
    "outcomes:end-reporting": "plan",
    "desk:undo-log": "activity",
    "api-agreements-detail": "agreement",
    "api-agreements-move": "agreement",
    "api-filings-detail": "clock task",
    "api-filings-file": "clock task",
    "api-filings-set-aside": "clock task",
    "api-quotas-detail": "quota",
    "api-quotas-use": "quota",
    "api-deliverables-detail": "deliverable",
    "api-deliverables-report": "deliverable",
    "api-deliverables-accept": "deliverable",
    "api-deliverables-give-back": "deliverable",
    "api-deliverables-move": "deliverable",
    "api-deliverables-cancel": "deliverable",
    "api-activities-detail": "activity",
    "api-activities-happened": "activity",
    "api-activities-cancel": "activity",
    "api-activities-move": "activity",
    "api-activities-offer": "activity",
    "api-outcomes-detail": "outcome",
    "api-claims-detail": "claim",
    "api-claims-correct": "claim",
    "api-claims-withdraw": "claim",
    "api-leads-detail": "lead",
}
OF_THE_ROOM = {"agreements": "deliverable", "activities": "activity", "outcomes": "outcome"}
ASKED_WITH = dict.fromkeys(
    (
        "activities:plan", "activities:new-delegation", "outcomes:claim", "outcomes:new-lead",
        "outcomes:plan-reporting",
    ),
    "p",
)  # fmt: skip


def of_doubles(world, name):
    """The leads of the tie, whom everybody on it meets; a merge that the office made."""
    if name == "doubles:undo":
        return {"pk": world.measures["merge"].pk}
    one, other = (world.organisations[key].pk for key in ("office", "far office"))
    return {"kind": "organisations", "one": one, "other": other}


def arguments(world, route, name, audience):
    """What `reverse` needs for the record of this audience; all records belong to the office of the first city."""
    if "token>" in route:
        return {"token": "wrong", **({"pk": 1} if "<int:pk>" in route else {})}
    if "<int:lon0>" in route or "lon0" in route:
        return {"lon0": -87}
    if name in ORGANISATIONS and name != "api-organisations-list":
        return of_organisations(world, name, audience)
    if name in POSTS:
        return of_posts(world, route, name)
    if name in REQUESTS:
        return of_requests(world, route, name)
    if name in ("desk:end-staff-grant", "desk:staff-looks"):
        return {"pk": StaffGrant.objects.get(user=world.people["granted staff"]).pk}
    if name == "desk:readers":
        return {"label": "agreements.agreement", "pk": world.records["agreement", audience or OFFICE].pk}
    if name in INSIGHTS:
        return of_insights(world, route, name)
    if name in HISTORY:
        return of_history(world, name)
    if name in ("desk:layer", "desk:layer-pair"):
        layers = {"layer": "city"} if name == "desk:layer" else {"ours": "city", "theirs": "city"}
        return {"slug": world.tie.slug, **layers}
    if name.startswith("doubles:") and "<" in route:
        return of_doubles(world, name)
    if route.startswith("delegations/"):
        return of_delegations(world, route, name, audience or OFFICE)
    if name == "exchange:template":
        return {"dataset": "activities"}
    if name == "outcomes:explain":
        return {"key": "ties"}
    if name == "outcomes:place":
        return {"pk": world.offices["there"].home_id}
    if name == "outcomes:network":
        return {"slug": world.organisations["friends"].slug}
    if name == "outcomes:layer":
        return {"word": "chamber"}
    if name == "reminders:rule":
        return {"code": "deliverable-due"}
    if name in ("reminders:renew-calendar", "reminders:revoke-calendar"):
        return {"pk": world.measures["feed"].pk}
    if name in ("desk:member", "desk:member-act"):
        member = world.people["colleague"].memberships.get()
        return {"slug": member.organisation.slug, "pk": member.pk}
    if name == "stakeholders:end-session":
        return {"pk": world.measures["signed in"].pk}
    if name == "stakeholders:end-token":
        return {"pk": world.measures["token"].pk}
    if route.startswith("settings/webhooks/<"):
        return {"pk": world.measures["webhook"].pk}
    if route.startswith("settings/"):
        return {"pk": world.people["colleague"].memberships.get().pk} if "pk" in route else {}
    if name == "stakeholders:person":
        return {"pk": world.records["contact", None].pk}
    if name == "agreements:revoke":
        return {"pk": world.link.pk}
    if "organisations/" in route and "slug" in route:
        return {"slug": world.organisations["chamber" if audience == SHARED else "office"].slug}
    if "slug" in route:
        return {"slug": world.tie.slug, **({"tab": "agreements"} if "tab>" in route else {})}
    if "pk>" in route:
        kind = KINDS.get(name) or OF_THE_ROOM[name.split(":")[0]]
        if kind in world.measures:
            return {"pk": world.measures[kind].pk, **({"number": 1} if "number>" in route else {})}
        period = {"period": "2024"} if "period>" in route else {}
        return {"pk": world.records[kind, audience or OFFICE].pk, **period}
    return {}
