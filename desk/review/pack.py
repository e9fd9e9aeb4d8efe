"""The data of a council review pack and of its confidential annex: plain, so that they freeze (docs/review-pack.md)."""

from django.conf import settings
from django.utils.translation import gettext as _

from desk.review.choice import choice
from desk.review.doings import cost, doings
from desk.review.frame import iso
from desk.review.grading import grading
from desk.review.paper import annex_sections, pack_sections
from desk.review.results import outcomes, promises
from desk.review.story import agreements_of, carriers, history
from drawing import formats
from outcomes import rules

PACK_FORMAT, ANNEX_FORMAT = "gemel-review-pack-1", "gemel-review-annex-1"


def cover(frame):
    return {
        "office": frame.owner.name,
        "tie": {"id": frame.partnership.pk, "name": frame.partnership.name},
        "as_of": iso(frame.as_of),
        "dated": _("data as of %(day)s") % {"day": formats.long_date(frame.as_of)},
    }


def pack_of(frame, *, recommended="", recommendation=""):
    """The publishable part as plain data, with its sections in the language in use. Numbers are text or counts."""
    agreements = agreements_of(frame)
    promised = promises(frame)
    content = {
        "format": PACK_FORMAT,
        **cover(frame),
        "currency": settings.GEMEL_CURRENCY,
        "rule_version": rules.RULE_VERSION,
        "history": history(frame, agreements),
        "carriers": carriers(frame),
        "doings": doings(frame),
        "cost": cost(frame),
        "promises": promised,
        "outcomes": outcomes(frame),
        "choice": choice(frame, agreements, promised),
        "recommended": recommended,
        "recommendation": recommendation.strip(),
    }
    return {**content, "sections": pack_sections(content)}


def annex_of(frame):
    """The confidential part as plain data: what the office itself makes of the tie."""
    content = {"format": ANNEX_FORMAT, **cover(frame), **grading(frame)}
    return {**content, "sections": annex_sections(content)}
