"""Letters that ask for a tie: recorded, held against the office's written criteria, answered and decided."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drawing.formats import long_date
from partnerships.models import (
    Criteria,
    Criterion,
    CriterionAnswer,
    Fit,
    Form,
    Partnership,
    RequestFile,
    RequestKind,
    RequestState,
    Seat,
    Standing,
    TieRequest,
)
from partnerships.services.seats import explore_tie, moves_from
from partnerships.services.ties import add_tie_by_hand, find_tie, require_manager
from partnerships.uploads import check_upload
from stakeholders.models import Office
from stakeholders.verbs import Refusal, once, verb


class TextMissing(Refusal):
    code = "text_missing"
    message = gettext_lazy("Write what it says, or what the idea is, in a few words.")


class InTheFuture(Refusal):
    code = "in_the_future"
    message = gettext_lazy("This day has not come yet.")


class OwnPlace(Refusal):
    code = "own_place"
    message = gettext_lazy("This is your own city.")


class NoCriteria(Refusal):
    code = "no_criteria"
    message = gettext_lazy("Write at least one criterion, one on each line.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    message = gettext_lazy("Say why. Your successors will ask, and so may the sender.")


class DecidedAlready(Refusal):
    code = "decided_already"
    message = gettext_lazy("This is decided already. Look at it again.")


def criteria_on(office, on):
    """The version of an office's criteria that holds on the day, or None. office: an organisation."""
    return Criteria.objects.filter(owner=office, since__lte=on).order_by("-number").first()


@verb("criteria.written")
def write_criteria(office, *, texts, by, at, authority=""):
    """A new version of the criteria, from today on; equal texts change nothing. Earlier answers keep their questions.

    texts: one sentence each, in order. Raises NotYourOffice, NoCriteria.
    """
    require_manager(by, office)
    wanted = list(dict.fromkeys(" ".join(text.split())[:300] for text in texts if text.strip()))
    if not wanted:
        raise NoCriteria(field="texts")
    Office.objects.select_for_update(no_key=True).filter(organisation=office).first()
    last = Criteria.objects.filter(owner=office).order_by("-number").first()
    if last and [one.text for one in last.questions.all()] == wanted and last.authority == authority.strip():
        return last
    made = Criteria.objects.create(
        owner=office, number=last.number + 1 if last else 1, since=timezone.localdate(at), created_by=by,
        authority=authority.strip(),
    )  # fmt: skip
    Criterion.objects.bulk_create(
        Criterion(criteria=made, position=n, text=text) for n, text in enumerate(wanted)
    )
    return made


def same_place(office, place, but=None):
    """Earlier requests and ideas of this place at the office, the newest first: a letter may have come twice."""
    found = TieRequest.objects.filter(owner=office, place=place)
    return found.exclude(pk=but.pk) if but else found


@verb("request.recorded")
def record_request(
    office, *, kind, place, received_on, by, at, text="", sender="", sender_post="", channel="",
    asked_form=Form.PARTNERSHIP, file=None, files=(), key=None,
):  # fmt: skip
    """Put a letter, or an idea of one's own, into the office's inbox. The same form sent twice is one request.

    file: the letter; files: further ones, as of a mail.
    Raises NotYourOffice, TextMissing (without a file), InTheFuture, OwnPlace and the refusals of files.
    """
    require_manager(by, office)
    external_id = once(f"request:{by.pk}", key) if key else None
    if external_id and (found := TieRequest.objects.filter(external_id=external_id).first()):
        return found
    papers = [one for one in (file, *files) if one is not None]
    if not text.strip() and not papers:
        raise TextMissing(field="text")
    if received_on > timezone.localdate(at):
        raise InTheFuture(field="received_on")
    home = Office.objects.filter(organisation=office).values_list("home", flat=True).first()
    if place.pk == home:
        raise OwnPlace(field="place")
    letter = kind == RequestKind.LETTER
    made = TieRequest.objects.create(
        owner=office, kind=RequestKind(kind), place=place, received_on=received_on, text=text.strip(),
        sender=sender.strip() if letter else "", sender_post=sender_post.strip() if letter else "",
        channel=channel if letter else "", asked_form=asked_form, external_id=external_id, created_by=by,
    )  # fmt: skip
    for one in papers:
        RequestFile.objects.create(request=made, file=one, **check_upload(one)._asdict())
    return made


def held(request):
    """The request under lock."""
    return TieRequest.objects.select_for_update(no_key=True).get(pk=request.pk)


@verb("request.answered")
def answer_criteria(request, *, answers, by, at):
    """Hold a request against the criteria. answers: {criterion id: (fit or "", note)}; "" takes an answer back.

    The version of its first answer stays the one it is held against. Raises NotYourOffice.
    """
    require_manager(by, request.owner)
    request = held(request)
    version = request.criteria or criteria_on(request.owner, timezone.localdate(at))
    if version is None:
        return request
    for criterion in version.questions.all():
        fit, note = answers.get(criterion.pk, ("", ""))
        if fit in Fit.values:
            CriterionAnswer.objects.update_or_create(
                request=request, criterion=criterion, defaults={"fit": fit, "note": note.strip()[:500]}
            )
        else:
            CriterionAnswer.objects.filter(request=request, criterion=criterion).delete()
    request.criteria = version
    request.save(update_fields=["criteria"])
    return request


def decided(request, state, by, at, **fields):
    given = {"state": state, "decided_on": timezone.localdate(at), "decided_by": by, **fields}
    for name, value in given.items():
        setattr(request, name, value)
    request.save(update_fields=list(given))
    return request


def open_request(request, by, state):
    """The request under lock; (it, True) where it stands so already. Raises DecidedAlready after another decision."""
    require_manager(by, request.owner)
    request = held(request)
    if request.state == state:
        return request, True
    if request.state not in (RequestState.WAITING, RequestState.LATER):
        raise DecidedAlready(request)
    return request, False


@verb("request.explored")
def explore_request(request, *, by, at, reason="", authority=""):
    """The office looks into it: the tie is made, or found where it stands already, and its standing is exploring.

    A tie that the office keeps already stays kept. Raises NotYourOffice, NoMandate, SideHasLead, DecidedAlready.
    """
    request, done = open_request(request, by, RequestState.EXPLORING)
    if done:
        return request
    office = Office.objects.get(organisation=request.owner)
    who = {"office": request.owner, "by": by, "at": at}
    places = [office.home, request.place]
    found = find_tie(places, request.asked_form)
    mine = Seat.objects.filter(partnership=found, organisation=request.owner).first() if found else None
    if mine is None:
        seat = add_tie_by_hand(places=places, form=request.asked_form, **who)
        seat.standing = Standing.EXPLORING
        seat.standing_reason, seat.standing_authority = reason.strip(), authority.strip()
        seat.standing_first = seat.standing_last = timezone.localdate(at)
        seat.save(update_fields=[
            "standing", "standing_reason", "standing_authority", "standing_first", "standing_last",
        ])  # fmt: skip
        found = Partnership.objects.get(pk=seat.partnership_id)
    elif Standing.EXPLORING in moves_from(mine.standing):
        explore_tie(found, reason=reason, authority=authority, **who)
    return decided(
        request, RequestState.EXPLORING, by, at, reason=reason.strip(), authority=authority.strip(), partnership=found,
        again_on=None,
    )  # fmt: skip


@verb("request.declined")
def decline_request(request, *, reason, by, at, authority="", answer=""):
    """The office says no; the reason is kept, with the text of the answer. Nothing is sent by this.

    Raises NotYourOffice, ReasonMissing, DecidedAlready.
    """
    request, done = open_request(request, by, RequestState.DECLINED)
    if done:
        return request
    if not reason.strip():
        raise ReasonMissing(request, field="reason")
    return decided(
        request, RequestState.DECLINED, by, at, reason=reason.strip(), authority=authority.strip(),
        answer=answer.strip() or letter_of(request, RequestState.DECLINED), again_on=None,
    )  # fmt: skip


@verb("request.kept_for_later")
def keep_for_later(request, *, by, at, reason="", again_on=None):
    """Neither yes nor no: it is looked at again, on a day where one is given. Raises NotYourOffice, DecidedAlready."""
    request, _done = open_request(request, by, RequestState.LATER)
    return decided(request, RequestState.LATER, by, at, reason=reason.strip(), again_on=again_on)


@verb("request.reopened")
def reopen_request(request, *, by, at):
    """Back to the inbox: the decision is taken back, its history stays. A tie that was made of it stays too."""
    require_manager(by, request.owner)
    request = held(request)
    return decided(request, RequestState.WAITING, by, at, decided_on=None, decided_by=None, again_on=None)


@verb("request.answer_written")
def write_answer(request, *, answer, by, at):
    """Keep the text of the answer to the sender. Nothing is sent by this. Raises NotYourOffice."""
    require_manager(by, request.owner)
    request = held(request)
    request.answer = answer.replace("\r\n", "\n").strip()
    request.save(update_fields=["answer"])
    return request


def letter_of(request, state):
    """A first draft of the answer for this decision, to be changed by hand; the inner reason does not stand in it."""
    values = {
        "name": request.sender or _("Sir or Madam"), "day": long_date(request.received_on),
        "place": request.place.name, "office": request.owner.name,
    }  # fmt: skip
    begin = _("Dear %(name)s,\n\nThank you for your letter of %(day)s about a tie with %(place)s.") % values
    middle = {
        RequestState.EXPLORING: _(
            "We would like to look into it together. We will write to you with a proposal for the next steps."
        ),
        RequestState.DECLINED: _(
            "We have held it against the criteria by which we take up ties. We cannot take up a further one now, and "
            "wish you success with your plans."
        ),
    }.get(state, _("We keep it on file and will come back to it."))
    return "\n\n".join([begin, middle, _("Yours sincerely,\n%(office)s") % values])
