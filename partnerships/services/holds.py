"""Setting and lifting a hold, and the one question that erasing, merging and purging ask before they touch a row."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.holds import Hold
from partnerships.models.keys import keys_of
from partnerships.services.refusals import NotYourOffice, ReasonMissing
from stakeholders.access import Permission
from stakeholders.models import Membership, RegisterEntry
from stakeholders.verbs import Refusal, verb


class OnHold(Refusal):
    code = "on_hold"
    message = _("A legal hold keeps these records as they are.")


class HoldOfOneThing(Refusal):
    code = "hold_of_one_thing"
    message = _("A hold is of one partnership, of one organisation, or of the whole office.")


class HoldEndsBefore(Refusal):
    code = "hold_ends_before"
    message = _("The hold would end before it begins.")


def holds_on(*, office=None, partnership=None, organisation=None, person=None, on=None):
    """Standing holds that bind any of these; each may be a row, a key, or None.

    office: the organisation of the office that keeps the rows (an Office is taken too). A tie is bound by a hold on
    it, on an organisation seated in it, and on the whole of an office seated in it; an organisation by a hold on it
    and on the whole of an office that is it or has it in its register; a person by those on the keeping office, on
    their organisation, and on the organisations that they are a member of. With `office`, only this office's holds
    count for a tie; for an organisation, which is one row for all, everybody's do.
    """
    office = _key(getattr(office, "organisation", office))
    partnership, organisation = _key(partnership), _key(organisation)
    whole = Q(partnership=None, organisation=None)
    bound = Q(pk__in=[])
    if office:
        bound |= whole & Q(owner=office)
    if partnership:
        seated = Q(organisation__seats__partnership=partnership)
        whole_seated = whole & Q(owner__seats__partnership=partnership)
        of_tie = Q(partnership=partnership) | seated | whole_seated
        bound |= of_tie & Q(owner=office) if office else of_tie
    if organisation:
        keepers = RegisterEntry.objects.filter(organisation=organisation).values("office")
        bound |= Q(organisation=organisation) | (whole & (Q(owner=organisation) | Q(owner__in=keepers)))
    if person is not None:
        bound |= _of_person(person, whole)
    return Hold.objects.standing(on).filter(bound).distinct()


def _of_person(person, whole):
    """A contact (stakeholders.Person) or a user."""
    if hasattr(person, "owner_id"):
        mine = Q(organisation=person.organisation_id) if person.organisation_id else Q(pk__in=[])
        return Q(owner=person.owner_id) & (whole | mine)
    offices = Membership.objects.filter(user=person.pk).values("organisation")
    return (whole & Q(owner__in=offices)) | Q(organisation__in=offices)


def _key(row):
    return getattr(row, "pk", row)


def require_no_hold(*, office=None, partnership=None, organisation=None, person=None, on=None):
    """Raise OnHold, naming the hold, where one binds any of these (as in `holds_on`).

    The words of a hold are its office's own: they are in the refusal only where `office` asks and it is theirs; of a
    hold of another office, the refusal says that there is one. Asked under a lock of the row that is to go.
    """
    found = list(
        holds_on(office=office, partnership=partnership, organisation=organisation, person=person, on=on)[:20]
    )
    if not found:
        return
    own = {_key(getattr(office, "organisation", office)), getattr(person, "owner_id", None)} - {None}
    mine = [hold for hold in found if hold.owner_id in own]
    if not mine:
        raise OnHold(found[0], _("A legal hold of an office keeps these records as they are."))
    hold = mine[0]
    raise OnHold(
        hold,
        _("The legal hold “%(name)s” keeps these records as they are since %(since)s. Lift it first.")
        % {"name": hold.name, "since": hold.since.isoformat()},
    )


def _check(owner, by, partnership=None):
    """A hold is of the office as a whole, so a full coordinator sets and lifts it."""
    held = keys_of(by).with_permission(Permission.MANAGE_TIE).held
    if not any(key.organisation == owner.pk and key.ties is None for key in held):
        raise NotYourOffice(owner)


@verb("hold.set")
def set_hold(owner, *, name, reason, since, by, at, until=None, partnership=None, organisation=None):
    """Keep a tie, an organisation or (with neither) the whole office as it is. owner: the office's organisation.

    Raises NotYourOffice, ReasonMissing, HoldOfOneThing, HoldEndsBefore.
    """
    _check(owner, by)
    if partnership and organisation:
        raise HoldOfOneThing(owner)
    if not reason.strip() or not name.strip():
        raise ReasonMissing(owner, field="reason" if name.strip() else "name")
    if until and until < since:
        raise HoldEndsBefore(owner, field="until")
    return Hold.objects.create(
        owner=owner, partnership=partnership, organisation=organisation, name=" ".join(name.split()),
        reason=reason.strip(), since=since, until=until, set_by=by, set_at=at,
    )  # fmt: skip


@verb("hold.lifted")
def lift_hold(hold, *, why, by, at):
    """Let the records go again. Lifting it twice changes nothing. Raises NotYourOffice, ReasonMissing."""
    hold = Hold.objects.select_for_update(no_key=True).get(pk=hold.pk)
    _check(hold.owner, by)
    if hold.lifted_at:
        return hold
    if not why.strip():
        raise ReasonMissing(hold, field="why")
    hold.lifted_at, hold.lifted_by, hold.lifted_why = at, by, why.strip()
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
    return hold


def held_offices(on=None):
    """Keys of the offices that hold everything: a subquery for those who purge by the table."""
    return Hold.objects.standing(on).filter(partnership=None, organisation=None).values("owner")


def held_ties(on=None):
    """Keys of the ties that somebody holds by themselves."""
    return Hold.objects.standing(on).exclude(partnership=None).values("partnership")
