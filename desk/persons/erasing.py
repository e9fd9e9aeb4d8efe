"""Erasing a person: rows stay where figures and promises hang on them; name, address and telephone go everywhere."""

import pghistory
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.doubles.merging import forget_person
from desk.history.kinds import events_of
from desk.models import Erasure
from desk.persons import scanning
from desk.persons.subject import ERASED, ERASED_ADDRESS, ERASED_HOST, offices_of
from partnerships.models.keys import keys_of
from partnerships.services.holds import held_ties, require_no_hold
from partnerships.services.refusals import NotYourOffice, ReasonMissing
from stakeholders.access import Permission, Role
from stakeholders.models import DoubleKind, Membership, Merge, OutgoingMail, Person, User
from stakeholders.services import end_membership
from stakeholders.verbs import Refusal, verb

KEYS_OF_THEIRS = {"stakeholders.apitoken", "reminders.feed", "activities.intakeaddress"}


class LastCoordinatorStays(Refusal):
    code = "last_coordinator_stays"
    message = _("This person alone coordinates an office. Give somebody else the role first.")


class NotThemselves(Refusal):
    code = "not_themselves"
    message = _("Nobody erases their own account: another member of the staff does it.")


def may_erase(user, subject):
    """A contact: a full coordinator of the office that keeps it. An account: the staff of the platform."""
    if subject.user is not None:
        return user.is_active and user.is_staff
    held = keys_of(user).with_permission(Permission.MANAGE_TIE).held
    return any(key.organisation == subject.office.pk and key.ties is None for key in held)


@verb("person.erased")
def erase_person(subject, *, reason, by, at, keep=frozenset()):
    """Take the person out of the database and leave every total as it was. Returns the Erasure, which names nobody.

    keep: keys of records (as `Found.about`) in which the words mean somebody else and stay.
    Raises NotYourOffice, ReasonMissing, NotThemselves, LastCoordinatorStays, OnHold.
    """
    if not may_erase(by, subject):
        raise NotYourOffice(subject.person or subject.user)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if subject.user is not None:
        _check_account(subject.user, by)
    require_no_hold(person=subject.person or subject.user)
    pghistory.context(why=subject.replaced(reason)[:300])  # before the first write: the history names nobody either
    counts = {}
    for person in scanning.contacts_of(subject):  # first: no undo of a merge may bring the name back
        _forget_doubles(person, at)
    found = [one for one in scanning.scan(subject) if one.about not in keep]
    _require_no_held_tie(subject, [one.row for one in found])
    _drop_mails(subject, counts)
    for one in found:
        _write(one.model, one.row, one.fields, subject)
        kind = getattr(one.model, "pgh_tracked_model", one.model)._meta.label_lower
        name = f"{kind} history" if one.is_event else kind
        counts[name] = counts.get(name, 0) + 1
    _end_links(subject, at, counts)
    if subject.user is not None:
        _close_account(subject.user, at, counts)
    for person in scanning.contacts_of(subject).select_for_update(no_key=True):
        _empty_contact(person, counts)
    return Erasure.objects.create(
        owner=subject.office, reason=subject.replaced(" ".join(reason.split()))[:300], counts=counts, by=by, at=at
    )


def _require_no_held_tie(subject, named):
    """What is under a hold keeps its words: a person who is named in, or pointed to by, records of such a tie stays."""
    held = set(held_ties().values_list("partnership", flat=True))
    if not held:
        return
    pointing = [
        row for one in (subject.person, subject.user) if one is not None
        for _model, _field, rows in scanning.pointing_at(one) for row in rows
    ]  # fmt: skip
    for tie in {scanning.tie_of(row) for row in [*named, *pointing]} & held:
        require_no_hold(office=subject.office, partnership=tie)


def _check_account(user, by):
    if by.pk == user.pk:
        raise NotThemselves(user)
    for organisation in offices_of(user):
        held = Membership.objects.current().filter(
            organisation=organisation, role=Role.COORDINATOR, limited=False, user__is_active=True
        )
        if held.filter(user=user).exists() and not held.exclude(user=user).exists():
            raise LastCoordinatorStays(user)


def _write(model, row, fields, subject):
    """The row without the words, in one update: of a tracked table the triggers keep what it says now."""
    given = {}
    for name in fields:
        field = model._meta.get_field(name)
        given[name] = fitted(field, without(subject, getattr(row, field.attname)))
    model._base_manager.filter(pk=row.pk).update(**given)


def without(subject, value):
    """A text, list or JSON value without the person."""
    if isinstance(value, str):
        return subject.replaced(value)
    if isinstance(value, (list, tuple)):
        return [without(subject, one) for one in value]
    if isinstance(value, dict):
        return {without(subject, key): without(subject, one) for key, one in value.items()}
    return value


def fitted(field, value):
    """An address stays an address, or is left empty where it may be; a short column gets what fits."""
    if isinstance(field, models.EmailField) and value and not value.endswith(ERASED_HOST):
        return ERASED_ADDRESS
    if isinstance(value, str) and getattr(field, "max_length", None):
        return value[: field.max_length]
    return value


def _drop_mails(subject, counts):
    """Unsent mails to the person are dropped; of sent ones the row stays as the record of a mail, without address."""
    for address in subject.addresses:
        mails = OutgoingMail.objects.filter(to__iexact=address)
        if subject.office is not None and not subject.only_ours:
            mails = mails.filter(notices__office=subject.office)
        keys = list(mails.values_list("pk", flat=True).distinct())
        unsent = OutgoingMail.objects.filter(pk__in=keys, sent_at=None)
        counts["mails dropped"] = counts.get("mails dropped", 0) + unsent.count()
        unsent.delete()
        for mail in OutgoingMail.objects.filter(pk__in=keys):
            OutgoingMail.objects.filter(pk=mail.pk).update(
                to=ERASED_ADDRESS, subject=subject.replaced(mail.subject)[:300], text="", html="", unsubscribe_url="",
                problem=subject.replaced(mail.problem),
            )  # fmt: skip
    if subject.needles:
        for found in scanning.named_in(subject, OutgoingMail):
            if subject.office is None or subject.only_ours:
                _write(OutgoingMail, found.row, found.fields, subject)


def _end_links(subject, at, counts):
    """Mailed links that were bound to the contact open nothing any more."""
    if subject.person is None:
        return
    for label in ("agreements.updatelink", "activities.activityask", "outcomes.confirmationask"):
        model = apps.get_model(label)
        bound = model._base_manager.filter(revoked_at=None, email=ERASED_ADDRESS)
        ended = bound.update(revoked_at=at)
        if ended:
            counts["links ended"] = counts.get("links ended", 0) + ended


def _forget_doubles(person, at):
    """The doubles that were merged into the contact are the same person: their history names nobody either."""
    merges = Merge.objects.filter(kind=DoubleKind.PERSON, kept_id=person.pk, undone_at=None)
    gone = list(merges.values_list("gone_id", flat=True))
    forget_person(person, at=at)
    events_of(Person).objects.filter(pgh_obj_id__in=gone).update(name=ERASED, email="", phone="", user=None)


def _empty_contact(person, counts):
    given = {"name": ERASED, "email": "", "phone": "", "user": None, "never_mail": True}
    Person.objects.filter(pk=person.pk).update(**given)
    events_of(Person).objects.filter(pgh_obj_id=person.pk).update(name=ERASED, email="", phone="", user=None)
    counts["stakeholders.person"] = counts.get("stakeholders.person", 0) + 1


def _close_account(user, at, counts):
    """Nobody signs in with it any more; what it wrote stays written, by "a person, erased"."""
    for model, field, rows in scanning.pointing_at(user):
        # Addresses, keys and codes of signing in, and the administration's log, are not rooms of ours.
        if model._meta.app_label not in settings.ROOMS or model._meta.label_lower in KEYS_OF_THEIRS:
            rows.delete()
        elif model is Person:
            rows.update(**{field.name: None})
    for member in Membership.objects.current(at.date()).filter(user=user):
        Membership.objects.filter(pk=member.pk).update(confidential=False)
        end_membership(member, at=at)
    for session in Session.objects.all().iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
    address = f"erased-{user.pk}@{ERASED_HOST}"
    gone = User(pk=user.pk)
    gone.set_unusable_password()
    User.objects.filter(pk=user.pk).update(
        name=ERASED, email=address, password=gone.password, is_active=False, is_staff=False, is_superuser=False,
        last_login=None, language="en", time_zone="UTC",
    )  # fmt: skip
    events_of(User).objects.filter(pgh_obj_id=user.pk).update(name=ERASED, email=address)
    counts["stakeholders.user"] = 1
