"""What a mail says without saying it: on which partnership and on which day it was. The sender looks at both."""

import datetime as dt
import re
import unicodedata
from zoneinfo import ZoneInfo

from activities.models import GuessedBy
from activities.queries import last_partnership, ties_to_log_on
from partnerships.models import PartnershipPlace, Seat, SeatRole
from stakeholders.models import Place

MOST_TIES = 2000
SHORTEST = 3  # letters of a name in a script with letters; "Ur" stands in too many words
OF_SUBJECT, OF_TEXT = 3, 1
WRITTEN_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
DOTTED_DAY = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")


def guess_tie(user, letter, tag=""):
    """(partnership, GuessedBy) or (None, ""): by the tag of the address, by names in the mail, else the last one.

    Only ties on which this person may log. Two that are named equally often are no guess.
    """
    ties = list(ties_to_log_on(user)[:MOST_TIES])
    if tag:
        exact = [tie for tie in ties if tie.slug.lower() == tag]
        begun = exact or [tie for tie in ties if tie.slug.lower().startswith(tag)]
        if len(begun) == 1:
            return begun[0], GuessedBy.TAG
    if named := _named(ties, letter):
        return named, GuessedBy.NAMES
    last = last_partnership(user)
    found = next((tie for tie in ties if tie.pk == last), None) or (ties[0] if len(ties) == 1 else None)
    return (found, GuessedBy.LAST) if found else (None, "")


def _named(ties, letter):
    """The tie of whose places and organisations the mail speaks most; None where there is none, or two."""
    subject, text = _plain(letter.subject), _plain(letter.text)
    points = {}
    for name, owners in _names(ties).items():
        if len(owners) == len(ties) > 1:
            continue  # one's own city tells nothing
        weight = OF_SUBJECT * _holds(subject, name) + OF_TEXT * _holds(text, name)
        for tie in owners if weight else ():
            points[tie] = points.get(tie, 0) + weight
    best = sorted(points, key=points.get, reverse=True)[:2]
    if not best or (len(best) == 2 and points[best[0]] == points[best[1]]):
        return None
    return next(tie for tie in ties if tie.pk == best[0])


def _names(ties):
    """{name as compared: ids of the ties it speaks of}."""
    ids = [tie.pk for tie in ties]
    found = {}
    places = PartnershipPlace.objects.filter(partnership__in=ids)
    rows = list(places.values_list("partnership", "place__name"))
    by_place = {}
    for tie, place in places.values_list("partnership", "place"):
        by_place.setdefault(place, []).append(tie)
    for place, aliases in Place.objects.filter(pk__in=by_place).exclude(aliases=[]).values_list("pk", "aliases"):
        rows += [(tie, alias) for tie in by_place[place] for alias in aliases]
    seats = Seat.objects.filter(partnership__in=ids).exclude(role=SeatRole.OBSERVER)
    rows += seats.values_list("partnership", "organisation__name")
    for tie, name in rows:
        plain = _plain(name)
        if len(plain) >= SHORTEST or not plain.isascii():
            found.setdefault(plain, set()).add(tie)
    return found


def guess_bodies(draft, offered):
    """Of the organisations that may be named on the tie those of which the mail speaks."""
    text = _plain(f"{draft.subject} {draft.text}")
    return [body for body in offered if len(body.name) >= SHORTEST and _holds(text, _plain(body.name))]


def _plain(text):
    """Without accents, case and stray blanks, as names are compared in the database."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())


def _holds(text, name):
    """Whether the name stands in the text as a word of its own; in scripts without blanks between words, anywhere."""
    if not name or name not in text:
        return False
    return not name[0].isascii() or bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def guess_day(letter, user, now):
    """The day that the subject names, else the day of the mail where its writer was; never None.

    Where the mail tells no zone, that of the person's settings holds. A clock that runs ahead is not believed.
    """
    for pattern, order in ((WRITTEN_DAY, (1, 2, 3)), (DOTTED_DAY, (3, 2, 1))):
        for found in pattern.finditer(letter.subject):
            try:
                return dt.date(*(int(found[number]) for number in order))
            except ValueError:
                continue
    written = letter.date if letter.date and letter.date <= now + dt.timedelta(hours=1) else now
    if letter.date is None or letter.zone_unknown or written is now:
        return written.astimezone(_zone(user)).date()
    return written.date()


def _zone(user):
    try:
        return ZoneInfo(user.time_zone)
    except (ValueError, OSError, KeyError):
        return ZoneInfo("UTC")
