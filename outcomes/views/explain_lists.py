"""Figures that are counts of ties, promises or people: the rows that went in, and those that did not with why."""

from decimal import Decimal

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements import rules
from agreements.models import DeliverableStatus
from drawing import formats
from outcomes.queries import figures, programme
from outcomes.queries.cells import COUNTING
from outcomes.queries.engine import engine_of
from outcomes.queries.known_then import everything_as_of, readable
from outcomes.queries.proof import titles_of
from outcomes.views.board import clipped


def explain_ties(request, office, asked, scope):
    ties = {tie.pk: tie for tie in programme.ties_of(request.user, office, scope)}
    since = figures.window_start(asked.as_of)
    rows = verified_rows(request.user, office.organisation, asked, since, ties)
    titles = titles_of(request.user, {row.outcome_id for row in rows})
    with_one = {}
    for row in rows:
        with_one.setdefault(row.partnership_id, []).append(row)
    included = [
        line(ties[pk], _("%(n)s verified, the last in %(month)s: %(title)s") % {
            "n": len(found), "month": formats.month_year(found[0].occurred_last),
            "title": titles.get(found[0].outcome_id, ""),
        })
        for pk, found in sorted(with_one.items(), key=lambda pair: ties[pair[0]].name)
    ]  # fmt: skip
    excluded = [
        line(tie, _("no verified outcome in the 36 months")) for pk, tie in ties.items() if pk not in with_one
    ]
    return {
        "name": _("Ties with a verified outcome"),
        "value": formats.number(len(included)),
        "of": formats.number(len(ties)),
        "lists": [
            {"name": _("Counted"), "rows": included},
            {"name": _("Not counted"), "rows": excluded},
        ],
        "window": since,
        "counting": bool(engine_of(office.organisation, asked.as_of).counting),
    }


def verified_rows(user, organisation, asked, since, ties):
    """Verified rows of these ties in the window, by tie, the latest first; as they were known where a day is asked."""
    if asked.known is None:
        rows = figures.verified_ties(user, organisation, asked.as_of).filter(partnership__in=ties)
    else:
        rows = [
            row for row in readable(user, everything_as_of(user, organisation, asked.known))
            if row.partnership_id in ties and row.state in COUNTING and row.group == "verified"
        ]
    inside = [row for row in rows if since < row.occurred_last <= asked.as_of]
    return sorted(inside, key=lambda row: (row.partnership_id, -row.occurred_last.toordinal(), row.outcome_id))


def line(tie, text):
    return {"title": tie.name, "url": reverse("partnerships:detail", args=[tie.slug]), "text": text}


def explain_promises(request, office, asked, scope):
    span, inside = asked.span, clipped(asked.span, asked.as_of)
    rows = list(programme.due_in(request.user, office, inside.first, inside.last, scope=scope))
    kept = [row for row in rows if row.was_on_time]
    late = [row for row in rows if row.status in rules.STILL_OWED]
    other = [row for row in rows if row not in kept and row not in late]
    asked = programme.promises_in(rows, inside)
    share = formats.percent(Decimal(asked["on_time"]) / asked["due"]) if asked["due"] else None
    return {
        "name": _("Promises kept on time"),
        "value": share,
        "of": "",
        "lists": [
            {"name": _("Late and still owed"), "rows": [promise(row) for row in late]},
            {"name": _("Kept on time"), "rows": [promise(row) for row in kept]},
            {"name": _("Due, and not kept on time"), "rows": [promise(row) for row in other]},
        ],
        "note": _("%(kept)s of %(due)s that were due from %(first)s to %(last)s. Cancelled ones are left out.")
        % {
            "kept": asked["on_time"],
            "due": asked["due"],
            "first": formats.long_date(span.first),
            "last": formats.long_date(inside.last),
        },
    }


def promise(row):
    text = _("%(tie)s, owed by %(body)s, due %(day)s, %(status)s") % {
        "tie": row.agreement.partnership, "body": row.owed_by, "day": formats.long_date(row.due_on),
        "status": DeliverableStatus(row.status).label,
    }  # fmt: skip
    return {"title": row.title, "url": reverse("agreements:deliverable", args=[row.pk]), "text": text}


def explain_people(request, office, asked, scope):
    last = clipped(asked.span, asked.as_of).last
    found = programme.exchanges(request.user, office, asked.span.first, last, scope)
    rows = list(found.order_by("-starts_first").prefetch_related(Prefetch("participants")))
    out, into = sum(row.people_out or 0 for row in rows), sum(row.people_in or 0 for row in rows)
    return {
        "name": _("People exchanged"),
        "value": formats.number(out + into) if rows else None,
        "of": "",
        "lists": [
            {
                "name": _("Exchanges counted"),
                "rows": [
                    {
                        "title": row.title,
                        "url": reverse("activities:activity", args=[row.pk]),
                        "text": _("%(tie)s, %(day)s: %(out)s out, %(into)s in")
                        % {
                            "tie": row.partnership,
                            "day": formats.long_date(row.starts_first),
                            "out": row.people_out or 0,
                            "into": row.people_in or 0,
                        },
                    }
                    for row in rows
                ],
            }
        ],
        "note": _("Persons who travelled, as the activities' head counts say; an event without a count adds nobody."),
    }
