"""Draws a pack and its annex: the data, the page as HTML and the Word file, all from the same sections."""

import json
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from desk.review.pack import annex_of, pack_of
from desk.review.services import Drawn
from desk.review.word import word_file
from drawing import formats
from outcomes.services.reports import canonical, checksum


def pack_title(partnership, number=None):
    if number is None:
        return _("Council review: %(tie)s") % {"tie": partnership.name}
    return _("Council review %(number)s: %(tie)s") % {"tie": partnership.name, "number": number}


def annex_title(partnership, number=None):
    if number is None:
        return _("Confidential annex: %(tie)s") % {"tie": partnership.name}
    return _("Confidential annex %(number)s: %(tie)s") % {"tie": partnership.name, "number": number}


def drawer(frame, *, language, by, at):
    """What `freeze_pack` calls under its lock: (number, review) to {"pack": Drawn, "annex": Drawn}."""

    there = at.astimezone(ZoneInfo(frame.office.time_zone))

    def draw(number, review):
        made = {
            "frozen_at": at.isoformat(), "frozen_on": formats.long_date(there.date()), "frozen_by": str(by),
            "number": number,
        }  # fmt: skip
        pack = {**pack_of(frame, recommended=review.choice, recommendation=review.recommendation), **made}
        annex = {**annex_of(frame), **made}
        return {
            "pack": drawn(pack, pack_title(frame.partnership, number), language, at),
            "annex": drawn(annex, annex_title(frame.partnership, number), language, at),
        }

    return draw


def drawn(content, title, language, at):
    content = {**content, "title": title}
    # What is shown is what is stored: read back, so that a page of today and the data of then cannot differ.
    content = json.loads(canonical(content))
    page = render_to_string("desk/review/frozen.html", {
        "content": content, "sha256": checksum(canonical(content)),
        "look": {"product": settings.GEMEL_NAME},
    })  # fmt: skip
    return Drawn(content, page, word_file(content, title=title, language=language, at=at))
