"""For which place an office acts, from when, on whose authority: entered and ended by platform staff."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stakeholders.models import Designation, Level
from stakeholders.verbs import Refusal, verb


class NotStaff(Refusal):
    code = "not_staff"
    message = _("Only the platform’s staff may do this.")


class AuthorityMissing(Refusal):
    code = "authority_missing"
    message = _("Name the paper it rests on: a council decision, a statute, a letter of the mayor.")


class NoPlaceToActFor(Refusal):
    code = "no_place_to_act_for"
    message = _("Choose a city or a region.")


class DesignatedAlready(Refusal):
    code = "designated_already"
    message = _("The office is designated for this place at that time already.")


class EndsBeforeItBegins(Refusal):
    code = "ends_before_it_begins"
    message = _("The last day lies before the first.")


def require_staff(by):
    """Raise NotStaff; nobody (a command on the server) may."""
    if by is not None and not (by.is_staff and by.is_active):
        raise NotStaff()


@verb("designation.given")
def give_designation(office, place, *, authority, by, at, since=None):
    """The office acts for the place from a day on, today without one. Other offices of the place keep theirs.

    Raises NotStaff, AuthorityMissing, NoPlaceToActFor, DesignatedAlready.
    """
    require_staff(by)
    authority = " ".join(authority.split())
    if not authority:
        raise AuthorityMissing(office, field="authority")
    if place.level == Level.COUNTRY:
        raise NoPlaceToActFor(office, field="place")
    since = since or timezone.localdate(at)
    # Two of staff at once follow each other.
    type(office).objects.select_for_update(no_key=True).get(pk=office.pk)
    if Designation.objects.filter(office=office, place=place).exclude(until__lt=since).exists():
        raise DesignatedAlready(office, field="place")
    return Designation.objects.create(office=office, place=place, authority=authority[:200], since=since)


@verb("designation.ended")
def end_designation(designation, *, by, at, on=None, reason=""):
    """The last day on which the office acts for the place, yesterday without one: so it ends at once.

    Ended already by that day, it changes nothing. Raises NotStaff, EndsBeforeItBegins.
    """
    require_staff(by)
    designation = Designation.objects.select_for_update(no_key=True).get(pk=designation.pk)
    on = on or timezone.localdate(at) - dt.timedelta(days=1)
    if designation.until and designation.until <= on:
        return designation
    if designation.since and on < designation.since:
        if designation.since < timezone.localdate(at):
            raise EndsBeforeItBegins(designation, field="on")
        on = designation.since  # given today and taken back today: it holds for this day at most
    designation.until = on
    designation.save(update_fields=["until"])
    return designation
