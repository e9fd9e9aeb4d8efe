"""A second step at sign-in: who has one, and which organisation asks its members for one (docs/accounts.md)."""

import datetime as dt

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from stakeholders.access import Role
from stakeholders.models import Membership, SecondStepRule, User
from stakeholders.verbs import Refusal, verb

MEANS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are no second step
LONGEST_GRACE = dt.timedelta(days=60)


class NotItsCoordinator(Refusal):
    code = "not_its_coordinator"
    message = _("A coordinator of the organisation decides how its members sign in.")


class NoSecondStepYourself(Refusal):
    code = "no_second_step_yourself"
    message = _("Set up a second step for yourself first; then you may ask for it.")


class GraceTooLong(Refusal):
    code = "grace_too_long"
    message = _("Choose a day from today to two months ahead.")


def has_second_step(user):
    """Whether a passkey or an authenticator app is set up. One query."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=MEANS).exists()


def second_step_missing(user, today):
    """The rule, with its organisation, that asks this person for a second step they have not set up; or None.

    One query. Only memberships of today count; who has set one up is asked for nothing.
    """
    held = Membership.objects.current(today).filter(user=user, organisation=OuterRef("organisation"))
    means = Authenticator.objects.filter(user_id=user.pk, type__in=MEANS)
    rules = SecondStepRule.objects.filter(Exists(held), ~Exists(means), holds_from__lte=today)
    return rules.select_related("organisation").order_by("holds_from", "pk").first()


def with_missing_step(users, today):
    """These users, each with `lacks_second_step`: what `second_step_missing` finds is not nothing."""
    held = Membership.objects.current(today)
    held = held.filter(user=OuterRef(OuterRef("pk")), organisation=OuterRef("organisation"))
    means = Authenticator.objects.filter(user=OuterRef("pk"), type__in=MEANS)
    asked = SecondStepRule.objects.filter(Exists(held), holds_from__lte=today)
    return users.annotate(lacks_second_step=Exists(asked) & ~Exists(means))


def second_step_coming(user, today):
    """The next rule that will ask this person for what they have not set up yet; or None."""
    held = Membership.objects.current(today).filter(user=user, organisation=OuterRef("organisation"))
    means = Authenticator.objects.filter(user_id=user.pk, type__in=MEANS)
    rules = SecondStepRule.objects.filter(Exists(held), ~Exists(means), holds_from__gt=today)
    return rules.select_related("organisation").order_by("holds_from", "pk").first()


def coordinates(user, organisation):
    """Whether this person is a full coordinator of the organisation today."""
    held = Membership.objects.held_by(user, [Role.COORDINATOR])
    return held.filter(organisation=organisation, limited=False).exists()


def members_by_step(organisation):
    """Its active members of today, by name, each with `has_step`."""
    members = Membership.objects.current().filter(organisation=organisation, user__is_active=True)
    people = User.objects.filter(pk__in=members.values("user"))
    means = Authenticator.objects.filter(user=OuterRef("pk"), type__in=MEANS)
    return people.annotate(has_step=Exists(means)).order_by("name", "email")


@verb("second step.required")
def require_second_step(organisation, *, holds_from, by, at):
    """From that day the members of the organisation sign in with a second step. Asked for again, the day moves.

    Raises NotItsCoordinator, NoSecondStepYourself (who asks has one, so that nobody locks themselves out),
    GraceTooLong.
    """
    if not coordinates(by, organisation):
        raise NotItsCoordinator(organisation)
    if not has_second_step(by):
        raise NoSecondStepYourself(organisation)
    today = at.date()
    if not today <= holds_from <= today + LONGEST_GRACE:
        raise GraceTooLong(organisation, field="holds_from")
    rule, made = SecondStepRule.objects.select_for_update(no_key=True).get_or_create(
        organisation=organisation, defaults={"holds_from": holds_from}
    )
    if not made and rule.holds_from != holds_from:
        rule.holds_from = holds_from
        rule.save(update_fields=["holds_from"])
    return rule


@verb("second step.released")
def release_second_step(organisation, *, by, at):
    """The organisation asks for no second step any more; those set up stay. Raises NotItsCoordinator."""
    if not coordinates(by, organisation):
        raise NotItsCoordinator(organisation)
    SecondStepRule.objects.filter(organisation=organisation).delete()
