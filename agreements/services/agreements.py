"""Recording an agreement and what is owed under it."""

from agreements.models import Agreement, AgreementKind, AgreementStatus, Deliverable, Party, Renewal
from agreements.rules import NOT_SIGNED_YET
from agreements.services.clause_refusals import NotOfThisAgreement
from agreements.services.clocks import sync_clocks
from agreements.services.refusals import NotOnThisTie, TitleMissing
from agreements.services.terms import check_due, check_order, check_parent
from partnerships.models import Audience, Seat
from partnerships.services.mandate import require_mandate
from stakeholders.models import User
from stakeholders.verbs import verb


def form_id(by, key):
    """The id of a record that came by a form sent once or twice: of the person and the form's key."""
    if not key:
        return None
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two sends of one form follow each other
    return f"form:{by.pk}:{key}"[:120]


def seat_of(partnership, organisation, field="owed_by"):
    """The organisation's seat in the tie, or NotOnThisTie."""
    seat = Seat.objects.filter(partnership=partnership, organisation=organisation).select_related("side").first()
    if seat is None:
        raise NotOnThisTie(organisation, field=field)
    return seat


@verb("agreement.recorded")
def record_agreement(
    partnership, *, owner, kind, title, by, at, status=AgreementStatus.DRAFT, signed=None, in_force=None,
    expires_on=None, renewal=Renewal.NONE, notice_days=None, parent=None, parent_relation="", parties=(), fields="",
    summary="", source_note="", source="manual", external_id=None, key=None,
):  # fmt: skip
    """Put an agreement on file. Returns it.

    owner: the organisation that records it. signed, in_force: PartialDate or None. parties: organisations seated in
    the tie; each stands on the side of its seat. key: the form's own; the same one again returns the first agreement.
    Raises TitleMissing, EndsBeforeItBegins, NotOnThisTie, what check_parent raises, and NoMandate where it is said to
    be signed already and the owner is not designated.
    """
    external_id = form_id(by, key) or external_id
    if key and (found := Agreement.objects.filter(source=source, external_id=external_id).first()):
        return found
    if not title.strip():
        raise TitleMissing(field="title")
    if status not in NOT_SIGNED_YET:
        require_mandate(partnership, owner, by=by, at=at)
    begins = in_force or signed
    check_order(begins and begins.first, expires_on)
    check_parent(partnership.pk, parent, parent_relation)
    seats = [seat_of(partnership, organisation, field="parties") for organisation in parties]
    agreement = Agreement.objects.create(
        partnership=partnership, owner=owner, kind=AgreementKind(kind), title=title.strip(), status=status,
        signed_first=signed and signed.first, signed_last=signed and signed.last,
        in_force_first=in_force and in_force.first, in_force_last=in_force and in_force.last, expires_on=expires_on,
        renewal=renewal, notice_days=notice_days, parent=parent, parent_relation=parent_relation, fields=fields,
        summary=summary, source_note=source_note, source=source, external_id=external_id, created_by=by,
        audience=Agreement.default_audience(status),
    )  # fmt: skip
    Party.objects.bulk_create(
        [Party(agreement=agreement, organisation=seat.organisation, side=seat.side) for seat in seats]
    )
    sync_clocks(agreement, at=at)
    return agreement


@verb("deliverable.added")
def add_deliverable(
    agreement, *, title, owed_by, due_on, by, at, description="", contact=None, quantity_goal=None, unit="", weight=1,
    outside_term=False, key=None, clause=None,
):  # fmt: skip
    """Add an item owed under an agreement by one organisation of the tie. Returns it.

    Read by the office and the organisation that owes it. outside_term: it is meant to be due before the agreement
    begins or after it ends. key: as in record_agreement. clause: one of the agreement's, or None. Raises
    TitleMissing, NotOnThisTie, DueOutside and NotOfThisAgreement.
    """
    external_id = form_id(by, key)
    if key and (found := Deliverable.objects.filter(source="manual", external_id=external_id).first()):
        return found
    if not title.strip():
        raise TitleMissing(field="title")
    seat_of(agreement.partnership, owed_by)
    if clause is not None and clause.agreement_id != agreement.pk:
        raise NotOfThisAgreement(agreement, field="clause")
    outside_term = check_due(agreement, due_on, outside_term)
    return Deliverable.objects.create(
        agreement=agreement, owner=agreement.owner, owed_by=owed_by, title=title.strip(), description=description,
        due_on=due_on, contact=contact, quantity_goal=quantity_goal, unit=unit, weight=weight, created_by=by,
        external_id=external_id, outside_term=outside_term,
        audience=Audience.PARTIES, clause=clause,
    )  # fmt: skip
