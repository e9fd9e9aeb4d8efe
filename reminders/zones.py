"""The time zone in which somebody is told something: one rule for the hour of a mail, its days, and the ledger."""

from reminders.moments import zone_of
from stakeholders.models import Membership, Office, Organisation

UNSET = "UTC"  # what a zone is until somebody chooses one


def chosen(own, body, office):
    """The name of a recipient's zone: their own, that of the body they work for, that of the office that tells them.

    Each a name; "", None or UNSET where nobody chose one.
    """
    return next((name for name in (own, body, office) if name and name != UNSET), UNSET)


def zones_of(notices, on):
    """{pk of a notice: ZoneInfo} of where its recipient is; of nobody and of a webhook, that of the office.

    on: the day on which it is asked for whom somebody works. Three queries, and none where each chose a zone.
    """
    own = {one.pk: own_zone(one.recipient) for one in notices}
    asked = [one for one in notices if own[one.pk] in ("", UNSET)]
    users = {one.recipient.user_id for one in asked if one.recipient} - {None}
    work = Membership.objects.current(on).filter(user__in=users).order_by("-pk") if users else Membership.objects.none()
    work = dict(work.values_list("user", "organisation"))  # the first that they joined
    bodies = {one.pk: body_of(one.recipient, work) for one in asked}
    wanted = {one.office_id for one in asked} | set(bodies.values()) - {None}
    offices = dict(Office.objects.filter(organisation__in=wanted).values_list("organisation", "time_zone"))
    others = dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "time_zone"))
    for one in asked:
        body = bodies[one.pk]
        own[one.pk] = chosen(own[one.pk], others.get(body) or offices.get(body), offices.get(one.office_id))
    return {pk: zone_of(name) for pk, name in own.items()}


def own_zone(recipient):
    """The name of the zone that a recipient chose; "" for nobody and for a webhook."""
    who = recipient and (recipient.user or recipient.person)
    return who.time_zone if who else ""


def body_of(recipient, work):
    """The id of the organisation that a recipient works for, or None. work: {user: organisation}."""
    if recipient is None:
        return None
    return recipient.person.organisation_id if recipient.person_id else work.get(recipient.user_id)
