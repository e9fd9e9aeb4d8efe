"""What becomes of a draft that came by mail: an activity, a request, or nothing. And the addresses for such mails."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, IncomingDraft, IntakeAddress
from activities.services.activities import log_activity
from activities.services.intake import forget_files
from partnerships.models import TieRequest
from partnerships.services.holds import require_no_hold
from partnerships.services.requests import record_request
from stakeholders.access import Role
from stakeholders.models import Membership
from stakeholders.verbs import Refusal, once, verb


class DraftIsGone(Refusal):
    code = "draft_is_gone"
    message = _("This draft was thrown away or saved before.")


class NotYourAddress(Refusal):
    code = "not_your_address"
    message = _("The address of a person is theirs; that of an office is changed by its coordinators.")


@verb("draft.saved")
def save_draft(draft, partnership, facts, *, by, at, keep=None, files=()):
    """Log the activity that the draft became, with its files. Returns it; saving it again returns the same one.

    keep: ids of the draft's files to take over, None for all. files: further ones. Raises DraftIsGone and the refusals
    of log_activity.
    """
    draft = _locked(draft)
    if draft.closed_at:
        if draft.activity_id and draft.user_id == by.pk:
            return Activity.objects.get(pk=draft.activity_id)
        raise DraftIsGone(draft)
    if draft.user_id != by.pk:
        raise DraftIsGone(draft)
    opened = _opened(draft, keep)
    activity = log_activity(
        partnership, facts, by=by, at=at, files=[*opened, *files], idempotency_key=f"draft-{draft.pk}", via="mail"
    )
    _close(draft, at, activity)
    return activity


def _opened(draft, keep):
    rows = [row for row in draft.files.order_by("pk") if keep is None or row.pk in keep]
    return [UploadedFile(row.file.open("rb"), row.name, row.content_type, row.size) for row in rows]


@verb("draft.became_request")
def save_request(draft, office, *, by, at, keep=None, file=None, **given):
    """The mail asks for a tie: it goes into the office's inbox of requests, with its files. Again, it is the same one.

    given: as record_request takes it. keep: ids of the draft's files to take over, None for all. file: a further one.
    Raises DraftIsGone and the refusals of record_request.
    """
    draft = _locked(draft)
    if draft.user_id != by.pk:
        raise DraftIsGone(draft)
    key = f"draft-{draft.pk}"
    if draft.closed_at:
        if known := TieRequest.objects.filter(owner=office, external_id=once(f"request:{by.pk}", key)).first():
            return known
        raise DraftIsGone(draft)
    made = record_request(office, by=by, at=at, file=file, files=_opened(draft, keep), **given | {"key": key})
    _close(draft, at, None)
    return made


@verb("draft.thrown_away")
def throw_away(draft, *, by, at):
    """Its words and files are gone; the same mail does not come again. Again changes nothing. Raises OnHold."""
    draft = _locked(draft)
    if draft.user_id != by.pk:
        raise DraftIsGone(draft)
    if draft.closed_at is None:
        require_no_hold(partnership=draft.partnership_id, person=draft.user, on=at.date())
        _close(draft, at, None)
    return draft


def _close(draft, at, activity):
    files = list(draft.files.values_list("file", flat=True))
    draft.files.all().delete()
    draft.subject, draft.text, draft.left_out = "", "", []
    draft.closed_at, draft.activity = at, activity
    draft.save(update_fields=["subject", "text", "left_out", "closed_at", "activity"])
    forget_files(files)


def _locked(draft):
    return IncomingDraft.objects.select_for_update(no_key=True).get(pk=draft.pk)


@verb("intake_address.made")
def own_address(user, *, by, at):
    """The IntakeAddress of a person, made when it is first asked for. Raises NotYourAddress."""
    if by != user:
        raise NotYourAddress(user)
    return IntakeAddress.objects.get_or_create(user=user)[0]


@verb("intake_address.made")
def office_address(office, *, by, at):
    """The IntakeAddress of an office, made when a coordinator first asks for it. Raises NotYourAddress."""
    if not coordinates(by, office.pk):
        raise NotYourAddress(office)
    return IntakeAddress.objects.get_or_create(office=office)[0]


@verb("intake_address.renewed")
def renew_address(address, *, by, at):
    """A new address; the old one ends at once. Raises NotYourAddress."""
    address = IntakeAddress.objects.select_for_update(no_key=True).get(pk=address.pk)
    mine = address.user_id == by.pk if address.user_id else coordinates(by, address.office_id)
    if not mine:
        raise NotYourAddress(address)
    address.edition += 1
    address.save(update_fields=["edition"])
    return address


def coordinates(user, office):
    return Membership.objects.held_by(user, [Role.COORDINATOR]).filter(organisation=office, limited=False).exists()
