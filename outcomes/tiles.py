"""The five figures of the overview, said in words: value, change with the period it is compared with, bar, records."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from drawing import formats

SMALLEST_N = 5  # below it no percentage change is written (DESIGN 5)
ECONOMY, PEOPLE, SERVICES = "economy", "people", "city services"
TILES_OF = {
    ECONOMY: ["ties", "OC2", "OC6", "promises", "people"],
    PEOPLE: ["people", "ties", "promises", "OC13", "OC2"],
    SERVICES: ["IM3", "ties", "promises", "people", "OC2"],
}
MONEY_CODES = ("OC1", "OC2", "OC6")
TILES = 5


YEAR_AGO = {
    "on": _lazy("on a year ago"), "as": _lazy("as a year ago"), "than": _lazy("than a year ago"),
    "few": _lazy("too few a year ago to compare"), "none": _lazy("not recorded a year ago"),
}  # fmt: skip
QUARTER_BEFORE = {
    "on": _lazy("on the quarter before"), "as": _lazy("as in the quarter before"),
    "than": _lazy("than in the quarter before"), "few": _lazy("too few in the quarter before to compare"),
    "none": _lazy("not recorded in the quarter before"),
}  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """What the tiles of a page have in common. url: from the key of a figure to the page behind it.

    than: the words after a change; compare: whether a change is written at all.
    """

    span: object
    as_of: object
    url: object
    than: dict
    compare: bool = True


@dataclass(frozen=True)
class Compared:
    """A figure now and in the period it is compared with."""

    now: object
    before: object
    target: Decimal | None = None
    counting: bool = False
    spark: tuple = ()
    better: str = "up"


def tiles_for(aims):
    """Which five, by the office's first aim."""
    return TILES_OF[next((aim for aim in aims if aim in TILES_OF), ECONOMY)]


def fitted(chosen, recorded, said=(), *, of_one_tie=False):
    """The keys of a scope's tiles: of the office's choice those that have something to say there, in its order; then
    the indicators that the scope records most, in theirs. Where nothing is recorded the office's choice stands.

    chosen: keys of tiles_for. recorded: codes, most records first. said: the other keys (ties, promises, people) of
    which the scope holds something. of_one_tie: a tie is measured by the aims, so what is left of the office's choice
    follows in the places that stay free, and says that nothing is recorded.
    """
    kept = [key for key in chosen if key in recorded or key in said]
    more = [code for code in recorded if code not in kept and not (code == "AC4" and "people" in kept)]
    found = [*kept, *more][:TILES]
    if of_one_tie or not found:
        found += [key for key in chosen if key not in found][: TILES - len(found)]
    return found


def percent_of(part, whole):
    if part is None or not whole:
        return None
    return max(Decimal(0), Decimal(part) * 100 / Decimal(whole))


def scale(value, beside, target):
    """Bar in percent of whatever is largest, with the target mark and the lighter part behind."""
    total = (value or 0) + (beside or 0)
    top = max(total, target or 0)
    if not top:
        return {"percent": None}
    bar = {"percent": percent_of(value or 0, top)}
    if beside:
        bar["second"] = percent_of(total, top)
    if target:
        bar["mark"] = percent_of(target, top)
    return bar


def indicator_tile(code, name, figures, frame, money):
    """A tile of one indicator: the verified part as headline, the rest beside it, never added."""
    now, before = figures.now, figures.before
    written = (lambda value: formats.money(value, settings.GEMEL_CURRENCY)) if money else formats.compact
    tile = {
        "name": name,
        "value": written(now.verified) if now.verified is not None else None,
        "reason": _("nothing verified is recorded"),
        "spark": [value or 0 for value in figures.spark],
        "bar": scale(now.verified, now.unverified, figures.target),
        "url": frame.url(code),
        "link": ngettext("See the %(n)s record", "See the %(n)s records", now.n + now.n_unverified)
        % {"n": now.n + now.n_unverified},
        "mood": "flat",
        "since": "",
        "notes": [],
    }
    if figures.counting:
        tile["since"] = _("being counted")
    elif not frame.compare:
        tile["since"] = ""
    elif now.n < SMALLEST_N:
        tile["since"] = _("n under 5: not compared")
    elif before.n < SMALLEST_N:
        tile["since"] = frame.than["few"]
    else:
        tile.update(change_in_percent(now.verified, before.verified, frame.than, figures.better))
    if figures.target:
        tile["target"] = _("Target to date %(target)s") % {"target": written(figures.target)}
        tile["reached"] = formats.percent((now.verified or 0) / figures.target)
    if now.unverified:
        tile["reported"] = written(now.unverified)
        tile["notes"].append(_("reported, not verified"))
    counted = _("n %(n)s") % {"n": now.n}
    if now.largest_share is not None:
        counted = _("n %(n)s, largest %(share)s") % {"n": now.n, "share": formats.percent(now.largest_share)}
    tile["notes"].append(counted)
    return tile


def change_in_percent(now, before, than, better="up"):
    """Direction, mood and words of a change; nothing when there is no ground to compare with."""
    if not before or now is None:
        return {"since": than["none"], "mood": "flat"}
    change = (now - before) / before
    if abs(change) < Decimal("0.005"):
        return {"since": than["as"], "mood": "flat"}
    direction = "up" if change > 0 else "down"
    return {
        "direction": direction,
        "mood": "flat" if better == "neutral" else "up" if direction == better else "down",
        "change": formats.percent(abs(change)),
        "since": than["on"],
    }


def change_in_number(now, before, frame):
    difference = (now or 0) - (before or 0)
    if not frame.compare:
        return {"since": "", "mood": "flat"}
    if not difference:
        return {"since": frame.than["as"], "mood": "flat"}
    words = _("%(n)s more") if difference > 0 else _("%(n)s fewer")
    side = "up" if difference > 0 else "down"
    return {
        "direction": side,
        "mood": side,
        "change": words % {"n": formats.number(abs(difference))},
        "since": frame.than["than"],
    }


def ties_tile(now, before, kept, frame, spark, target=None, counting=False):
    tile = {
        "name": _("Ties with a verified outcome"),
        "value": formats.number(now),
        "unit": _("of %(n)s") % {"n": formats.number(kept)},
        "bar": {"percent": percent_of(now, kept), "mark": percent_of(target, kept) if target else None},
        "spark": list(spark),
        "notes": [_("in the 36 months to %(day)s") % {"day": formats.long_date(frame.as_of)}],
        "url": frame.url("ties"),
        "link": ngettext("See the tie", "See the %(n)s", now) % {"n": formats.number(now)},
        **change_in_number(now, before, frame),
    }
    if target:
        tile["target"] = _("Target %(target)s") % {"target": formats.number(target)}
        tile["reached"] = formats.percent(Decimal(now) / target)
    if counting:
        tile.update(change="", direction="", mood="flat", since=_("being counted"))
    return tile


def promises_tile(now, before, frame):
    due, on_time, late = now["due"], now["on_time"], now["late"]
    share = Decimal(on_time) / due if due else None
    tile = {
        "name": _("Promises kept on time"),
        "value": formats.percent(share) if share is not None else None,
        "reason": _("none was due yet"),
        "bar": {"percent": percent_of(on_time, due), "css": "c-warn" if late else "c-ver"},
        "reached": _("%(n)s late") % {"n": formats.number(late)} if late else "",
        "notes": [
            _("%(kept)s of %(due)s that were due") % {"kept": formats.number(on_time), "due": formats.number(due)},
            _("since %(month)s") % {"month": formats.month_year(frame.span.first)},
        ],
        "url": frame.url("promises"),
        "link": _("See the %(n)s late") % {"n": formats.number(late)} if late else _("See all %(n)s") % {"n": due},
        "mood": "flat",
        "since": "",
    }
    if not frame.compare:
        return tile
    if due >= SMALLEST_N and before["due"] >= SMALLEST_N:
        points = round((share - Decimal(before["on_time"]) / before["due"]) * 100)
        if points:
            side = "up" if points > 0 else "down"
            tile.update(
                direction=side,
                mood=side,
                change=ngettext("%(n)s point", "%(n)s points", abs(points)) % {"n": abs(points)},
                since=frame.than["on"],
            )
        else:
            tile["since"] = frame.than["as"]
    elif due:
        tile["since"] = _("n under 5: not compared")
    return tile


def people_tile(now, before, frame, spark, target=None):
    out, into = now["out"] or 0, now["into"] or 0
    known = now["n"] > 0
    tile = {
        "name": _("People exchanged"),
        "value": formats.number(out + into) if known else None,
        "reason": _("no exchange is recorded"),
        "bar": scale(out + into, None, target),
        "spark": list(spark),
        "notes": [
            _("%(n)s went out,") % {"n": formats.number(out)},
            _("%(n)s came in") % {"n": formats.number(into)},
        ],
        "url": frame.url("people"),
        "link": ngettext("See the exchange", "See %(n)s exchanges", now["n"]) % {"n": formats.number(now["n"])},
        **change_in_number(out + into, (before["out"] or 0) + (before["into"] or 0), frame),
    }
    if target:
        reached = Decimal(out + into) / target
        tile["target"] = _("Target to date %(target)s") % {"target": formats.number(target, 0)}
        tile["reached"] = _("Met") if reached >= 1 else formats.percent(reached)
    return tile
