"""Marking a tie for review, writing the recommendation, freezing a pack with its annex."""

from desk.models import Choice, Review, ReviewAnnex, ReviewPack
from desk.review import refusals
from outcomes.queries.report import waits
from outcomes.services.reports import canonical, checksum
from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.models import Office
from stakeholders.verbs import verb

LONGEST = 4000


def coordinates(user, organisation, partnership):
    """Whether the person is a coordinator of this office for this tie."""
    held = keys_of(user).with_permission(Permission.MANAGE_TIE).held
    return any(
        key.organisation == organisation.pk and (key.ties is None or partnership.pk in key.ties) for key in held
    )


def check_coordinator(by, organisation, partnership):
    if not coordinates(by, organisation, partnership):
        raise refusals.NotCoordinator(partnership)


def locked(organisation, partnership):
    """The office's review of the tie, made if it is the first, locked: packs are numbered one after the other."""
    Review.objects.get_or_create(owner=organisation, partnership=partnership)
    return Review.objects.select_for_update(no_key=True).get(owner=organisation, partnership=partnership)


@verb("review.dated")
def mark_review(partnership, *, organisation, review_on, by, at):
    """Set the day by which the tie is to be reviewed, or take it off with None. Raises NotCoordinator."""
    check_coordinator(by, organisation, partnership)
    review = locked(organisation, partnership)
    if review.review_on != review_on:
        review.review_on = review_on
        review.save(update_fields=["review_on"])
    return review


@verb("review.recommended")
def recommend(partnership, *, organisation, choice, text, by, at):
    """Keep the coordinator's words until a pack is frozen with them.

    Raises NotCoordinator, UnknownChoice, WordsTooLong.
    """
    check_coordinator(by, organisation, partnership)
    if choice and choice not in Choice.values:
        raise refusals.UnknownChoice(partnership, field="choice")
    if len(text) > LONGEST:
        raise refusals.WordsTooLong(partnership, field="recommendation")
    review = locked(organisation, partnership)
    if (review.choice, review.recommendation) != (choice, text.strip()):
        review.choice, review.recommendation = choice, text.strip()
        review.save(update_fields=["choice", "recommendation"])
    return review


@verb("review.frozen")
def freeze_pack(frame, draw, *, language, by, at, after=None):
    """Keep the pack of a tie and, apart from it, its annex, byte for byte. Returns the pack.

    after: the number of the newest pack that the person saw, 0 for none; the same freezing sent twice then makes one
    pack, and the second sending gets the first's.

    frame: desk.review.frame.Frame. draw: takes (number, review) under the lock and gives
    {"pack": Drawn, "annex": Drawn} in the language in use. Raises NotCoordinator, StillCounting.
    """
    check_coordinator(by, frame.owner, frame.partnership)
    if waits(frame.owner, frame.as_of):
        raise refusals.StillCounting(frame.partnership)
    return write_pack(frame, draw, language=language, by=by, at=at, after=after)


def write_pack(frame, draw, *, language, by, at, after=None):
    """The rows of a frozen pack, without asking who may: `freeze_pack` asks."""
    review = locked(frame.owner, frame.partnership)
    last = ReviewPack.objects.filter(owner=frame.owner, partnership=frame.partnership).order_by("-number").first()
    number = last.number + 1 if last else 1
    if after is not None and number > after + 1:
        return last
    drawn = draw(number, review)
    sample = Office.objects.filter(organisation=frame.owner, sample=True).exists()
    pack = ReviewPack.objects.create(
        owner=frame.owner, partnership=frame.partnership, number=number, recommended=review.choice,
        as_of=frame.as_of, language=language, frozen_at=at, frozen_by=by, sample=sample, **drawn["pack"].columns,
    )  # fmt: skip
    ReviewAnnex.objects.create(pack=pack, sample=sample, **drawn["annex"].columns)
    return pack


class Drawn:
    """A paper as bytes, with the sum of each."""

    def __init__(self, content, page, word):
        data, html = canonical(content), page.encode()
        self.columns = {
            "content": data, "sha256": checksum(data), "page": html, "page_sha256": checksum(html), "word": word,
            "word_sha256": checksum(word),
        }  # fmt: skip


def is_intact(part):
    """Whether the stored bytes of a pack or an annex are still those of the checksums."""
    stored = tuple(checksum(bytes(data)) for data in (part.content, part.page, part.word))
    return stored == (part.sha256, part.page_sha256, part.word_sha256)
