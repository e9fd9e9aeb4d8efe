"""Median time to an event by Kaplan–Meier, with late entry (METHODS 4.2 and 4.3): pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Watched:
    """One tie under watch. entry, time: in one unit from its origin; is_event: whether it ended in the event."""

    entry: float
    time: float
    is_event: bool


def watched_between(origin, event, start, cut_off):
    """One tie in days from its origin; None where it cannot be watched.

    All are days. Before `start` nothing was recorded: a tie with an earlier origin enters late, one with an earlier
    event is left out. event: None where there was none; what comes after the cut-off is not seen.
    """
    begin, end = max(origin, start), min(event or cut_off, cut_off)
    if begin >= end:
        return None
    return Watched((begin - origin).days, (end - origin).days, event is not None and event <= end)


def median_time(watched):
    """The first time at which the part without an event is a half or less; None where it stays above."""
    left = 1.0
    for time in sorted({one.time for one in watched if one.is_event}):
        at_risk = sum(1 for one in watched if one.entry < time <= one.time)
        events = sum(1 for one in watched if one.is_event and one.time == time)
        left *= 1 - events / at_risk
        if left <= 0.5 + 1e-12:
            return time
    return None
