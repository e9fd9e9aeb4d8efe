"""An office lets one of the platform's staff look into its records: for a reason, at most seven days, ended at will."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from stakeholders.models import Membership, StaffGrant, User
from stakeholders.second_step import coordinates
from stakeholders.verbs import Refusal, verb

LONGEST = 7  # days


class NotYourRecords(Refusal):
    code = "not_your_records"
    message = _("Only the office's own coordinators let somebody in.")


class NotStaff(Refusal):
    code = "not_staff"
    message = _("Nobody of the platform's staff has this address.")


class LetInAlready(Refusal):
    code = "let_in_already"
    message = _("They are let in already. End that first.")


class WithAnotherOffice(Refusal):
    code = "with_another_office"
    message = _(
        "They look into another office's records at present, or belong to one. What they open is written down for "
        "you, so they look into one office at a time: let somebody else in, or wait."
    )


class TooLong(Refusal):
    code = "too_long"
    message = _("From one to seven days.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    message = _("Say what they are to look at: your office keeps it on record.")


class OverAlready(Refusal):
    code = "over_already"
    message = _("It has ended already.")


@verb("staff.let_in")
def let_staff_in(organisation, *, email, days, reason, by, at):
    """The member of staff with this address reads the office's records from now on for so many days. The StaffGrant.

    Raises NotYourRecords, ReasonMissing, TooLong, NotStaff, LetInAlready, WithAnotherOffice.
    """
    if not coordinates(by, organisation):
        raise NotYourRecords(organisation)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise ReasonMissing(organisation, field="reason")
    if not 1 <= days <= LONGEST:
        raise TooLong(organisation, field="days")
    staff = User.objects.filter(email__iexact=email.strip(), is_staff=True, is_active=True).exclude(pk=by.pk)
    staff = staff.select_for_update(no_key=True).first()  # two who let the same person in at once make one grant
    if staff is None:
        raise NotStaff(organisation, field="email")
    if StaffGrant.objects.current(at).filter(office=organisation, user=staff).exists():
        raise LetInAlready(organisation, field="email")
    if (
        StaffGrant.objects.current(at).filter(user=staff).exists()
        or Membership.objects.current().filter(user=staff).exclude(organisation=organisation).exists()
    ):
        raise WithAnotherOffice(organisation, field="email")
    until = at + dt.timedelta(days=days)
    return StaffGrant.objects.create(
        office=organisation, user=staff, granted_by=by, reason=reason, granted_at=at, ends_at=until
    )


@verb("staff.shut_out")
def shut_staff_out(grant, *, by, at):
    """They read nothing of the office any more, from this moment. Raises NotYourRecords, OverAlready."""
    if not coordinates(by, grant.office):
        raise NotYourRecords(grant.office)
    grant = StaffGrant.objects.select_for_update().get(pk=grant.pk)
    if grant.revoked_at or grant.ends_at <= at:
        raise OverAlready(grant)
    grant.revoked_at = at
    grant.save(update_fields=["revoked_at"])
    return grant
