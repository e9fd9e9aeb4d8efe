"""What the council decides on: renew, pause or end, each with the facts that policies on ties ask for."""

from agreements.life_queries import needed_by, next_date_of
from agreements.rules import Next
from desk.review.frame import iso


def choice(frame, agreements, promises):
    """{"dates", "notice", "duties", "others", "decides"} as plain data.

    dates: the next date of each agreement in force, the soonest first. duties: what is to be reported under them.
    others: agreements in force to which this office is no party, so that they stand whatever the office does.
    """
    in_force = [one for one in agreements if one.is_in_force]
    dates = []
    for one in in_force:
        found = next_date_of(one, frame.as_of)
        dates.append({
            "title": one.title,
            "day": iso(found.day) if found else None,
            "kind": found.kind.value if found else None,
            "end": iso(found.end) if found else None,
            "renewal": one.renewal,
        })  # fmt: skip
    dates.sort(key=lambda row: (row["day"] is None, row["day"] or "", row["title"]))
    return {
        "dates": dates,
        "notice": next((row["day"] for row in dates if row["kind"] == Next.NOTICE.value), None),
        "open": promises["open"] + promises["overdue"],
        "last_due": promises["last_due"],
        "others": [
            {"title": one.title, "parties": [party.organisation.name for party in one.parties.all()]}
            for one in in_force
            if one.parties.all() and frame.owner.pk not in {party.organisation_id for party in one.parties.all()}
        ],
        "decides": [str(label) for label in needed_by(frame.owner)],
    }
