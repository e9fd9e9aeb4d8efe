"""What later rooms know of ties, for pages of the partnerships room: `{% load tie_pages %}`."""

from django import template
from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import Activity
from agreements.life_queries import next_words
from agreements.models import Agreement, Deliverable
from agreements.queries import open_first, state_now
from desk import chain, ties, timeline
from drawing import formats
from drawing.templatetags.drawing import stage_mark, state_tag
from drawing.words import state_key
from outcomes.words import GAPS
from partnerships.queries import stage_now, stage_shown
from stakeholders.models import Person

register = template.Library()


def _who(context):
    request = context["request"]
    return request.user, request.office or None


@register.simple_tag(takes_context=True)
def tie_columns(context, page):
    """{id: desk.ties.Known} of the ties of a page: {% tie_columns page as known %}{% with k=known|lookup:tie.pk %}."""
    return ties.columns_of(_who(context)[0], page)


@register.inclusion_tag("components/facts.html", takes_context=True)
def tie_facts(context, partnership):
    """Stage, verified exports, promises kept, next due; the first two only in an office's own view."""
    user, office = _who(context)
    facts = []
    if office:
        facts = [_stage_fact(user, office, partnership), _exports_fact(user, office, partnership)]
    known = ties.columns_of(user, [partnership])[partnership.pk]
    promises = {
        "name": _("Promises kept"),
        "value": None if known.share is None else formats.percent(known.share),
        "big": known.share is not None,
        "reason": _("none fell due in 24 months"),
        "sub": _("%(part)s of %(all)s on time, 24 months") % {"part": known.on_time, "all": known.due}
        if known.due else _("none fell due in 24 months"),
    }
    return {"facts": [*facts, promises, _due_fact(known.next_due)]}


def _stage_fact(user, office, partnership):
    result = stage_now(user, partnership, office)
    shown = stage_shown(result)
    gaps = result.gaps if result else []
    passed = sum(1 for met in result.tests.values() if met) if result else 0
    fact = {
        "name": _("Stage now"),
        "value": stage_mark(shown, {gap["stage"] for gap in gaps}),
        "sub": _("passes %(part)d of 5 tests") % {"part": passed},
    }
    if result and not passed and shown == 6:
        fact["sub"] = _("until records are complete from a day you declare")
    missing = dict.fromkeys(str(GAPS.get(gap["test"], gap["test"])) for gap in gaps)
    if missing:
        text = ngettext("gap: %(what)s", "gaps: %(what)s", len(missing)) % {"what": ", ".join(missing)}
        fact["sub"] += ","
    else:
        text = _("why, and what is next")
    return fact | {"link": text, "url": timeline.address("insights:tie-stage", partnership.slug)}


def _exports_fact(user, office, partnership):
    year, found = ties.exports_of(user, office, partnership)
    currency = settings.GEMEL_CURRENCY
    notes = []
    if found.unverified:
        notes.append(_("%(amount)s reported, not verified") % {"amount": formats.money(found.unverified, currency)})
    if found.largest_share is not None:
        notes.append(
            _("n %(n)d, largest %(share)s") % {"n": found.n, "share": formats.percent(found.largest_share)}
        )
    return {
        "name": _("Verified exports, %(year)s") % {"year": year},
        "value": None if found.verified is None else formats.money(found.verified, currency),
        "big": found.verified is not None,
        "reason": _("no verified export recorded"),
        "sub": " · ".join(notes) or _("none recorded"),
    }


def _due_fact(deliverable):
    fact = {"name": _("Next due"), "value": _("Nothing")}
    if deliverable is None:
        return fact | {"sub": _("no promise is open")}
    late = deliverable.is_overdue(deliverable.day_at_owner(timezone.now()))
    state = "late" if late else state_key(deliverable.outlook or deliverable.status)
    return fact | {
        "value": deliverable.title,
        "tag": state_tag(state, formats.due(deliverable.due_on) if late else ""),
        "sub": _("%(day)s, with %(who)s")
        % {"day": formats.long_date(deliverable.due_on), "who": deliverable.owed_by.name},
    }


@register.inclusion_tag("components/tabs.html", takes_context=True)
def tie_tabs(context, partnership, tab=""):
    """The tabs of a tie, each a page of its own, with counts of what this person may read."""
    counts = ties.counts_of(_who(context)[0], partnership)
    names = {
        "": _("Overview"), "timeline": _("Timeline"), "activities": _("Activities"), "deliverables": _("Deliverables"),
        "outcomes": _("Outcomes"), "agreements": _("Agreements"), "people": _("People"),
        "layers": _("Who with whom"),
    }
    if _who(context)[1]:
        names |= {"stage": _("Stage"), "money": _("Money")}  # stage and figures are an office's own
    home = chain.tab_url(partnership, "x").removesuffix("x/")
    tabs = [
        {"text": name, "url": f"{home}{key}/" if key else home, "on": key == tab, "count": counts.get(key)}
        for key, name in names.items()
    ]
    return {"tabs": tabs, "label": _("Partnership")}


@register.inclusion_tag("desk/_tie_chain.html", takes_context=True)
def tie_chain(context, partnership):
    user, office = _who(context)
    label, steps = chain.chain_of(user, office, partnership)
    return {"label": label, "steps": steps}


@register.inclusion_tag("desk/_tie_timeline.html", takes_context=True)
def tie_timeline(context, partnership):
    """The newest entries; ?show= keeps one kind. All of them stand on the timeline's own page."""
    user, _office = _who(context)
    show, _year, _text, _number = timeline.asked_of(context["request"].GET)
    page = timeline.page_of(user, partnership, show=show, rows=timeline.SHOWN)
    chips = timeline.chips_of(page, show, {})
    return {
        "chips": [chip | {"url": f"{chip['url']}#timeline", "count": None} for chip in chips],
        "groups": timeline.grouped(page.entries),
        "older": page.left,
        "older_url": chain.tab_url(partnership, "timeline") + (f"?show={show}" if show else ""),
        "label": _("Show in the timeline"),
        "only": show,
    }


@register.inclusion_tag("desk/_tie_timeline_page.html", takes_context=True)
def tie_timeline_page(context, partnership):
    """The whole timeline, in pages, with chips by kind, years and words."""
    request = context["request"]
    return {"request": request, **timeline.page_context(request.user, partnership, request.GET)}


@register.inclusion_tag("desk/_tie_side.html", takes_context=True)
def tie_side(context, partnership):
    """Next deliverables, the five parts of health (an office's own view only), the agreement in force."""
    user, office = _who(context)
    now, today = timezone.now(), timezone.localdate()
    rows = [
        {
            "title": row.title,
            "url": timeline.address("agreements:deliverable", row.pk),
            "tag": state_tag(
                "late" if row.is_overdue(row.day_at_owner(now)) else "due", formats.due(row.due_on, today)
            ),
            "text": row.owed_by.name,
        }
        for row in ties.next_due(user, partnership)
    ]
    agreement = ties.agreement_in_force(user, partnership)
    return {
        "partnership": partnership,
        "due": rows,
        "more": chain.tab_url(partnership, "deliverables"),
        "health": _health(user, office, partnership),
        "method": chain.impact()["url"].partition("#")[0],
        "agreement": agreement,
        "terms": _terms(agreement) if agreement else [],
    }


def _health(user, office, partnership):
    result = stage_now(user, partnership, office)
    if result is None:
        return []
    facts, parts = result.facts, result.health
    last = ties.columns_of(user, [partnership])[partnership.pk].last_contact
    of = (
        _("%(part)s of %(all)s on time"),
        _("%(part)s layers active, %(all)s agreed"),
        _("%(part)s of %(all)s confirmed by both"),
    )
    texts = {
        "contact": _("last on %(day)s") % {"day": formats.short_date(last)} if last else "",
        "promises": _part(of[0], facts.get("promises_on_time"), facts.get("promises_due")),
        "breadth": _part(of[1], len(facts.get("layers", ())), facts.get("layers_agreed")),
        "reciprocity": _("out %(out)s, in %(into)s")
        % {"out": facts.get("exchanges_out"), "into": facts.get("exchanges_in")} if facts.get("exchanges") else "",
        "two_sided": _part(of[2], facts.get("confirmed"), facts.get("activities")),
    }
    names = {
        "contact": _("Contact"), "promises": _("Promises"), "breadth": _("Breadth"),
        "reciprocity": _("Reciprocity"), "two_sided": _("Two-sided"),
    }
    return [
        {"name": names[key], "text": texts[key], "value": parts.get(key), "reason": _("not recorded")} for key in names
    ]


def _part(text, part, whole):
    """The text with both numbers; "" where nothing is there to be a part of."""
    return text % {"part": part, "all": whole} if whole else ""


def _terms(agreement):
    unknown = _("date unknown")
    following = next_words(agreement, timezone.localdate())
    return [
        {"name": _("Kind"), "value": agreement.get_kind_display()},
        {
            "name": _("Signed"), "reason": unknown,
            "value": formats.partial_date(agreement.signed_first, agreement.signed_last)
            if agreement.signed_first else None,
        },
        {
            "name": _("Ends"), "reason": _("no end is on file"),
            "value": formats.long_date(agreement.expires_on) if agreement.expires_on else None,
        },
        *(
            [{"name": _("Next date"), "value": f"{formats.long_date(following['day'])}, {following['text']}"}]
            if following else []
        ),
        *([{"name": _("Fields"), "value": agreement.fields}] if agreement.fields else []),
        *([{"name": _("Source"), "value": agreement.source_note}] if agreement.source_note else []),
    ]


@register.inclusion_tag("desk/_tie_tab.html", takes_context=True)
def tie_tab(context, partnership, tab):
    """The rows of one tab: what this person may read of the tie, newest first; of deliverables what is owed, first."""
    user, office = _who(context)
    found = {"partnership": partnership, "tab": tab, "today": timezone.localdate()}
    if tab == "activities":
        rows = Activity.objects.for_user(user).filter(partnership=partnership).order_by("-starts_first", "-pk")
        found["rows"] = rows.select_related("owner").prefetch_related("participants__organisation")[:500]
    elif tab == "deliverables":
        rows = Deliverable.objects.for_user(user).filter(agreement__partnership=partnership)
        found["rows"] = list(open_first(rows.select_related("owed_by", "owner__office"))[:500])
        for row in found["rows"]:
            row.state = state_now(row, timezone.now())
    elif tab == "outcomes":
        found["rows"] = [
            {"claim": claim, "state": ties.state_of(claim), "amount": timeline.amount_of(claim)}
            for claim in ties.outcomes_of(user, partnership)
        ]
    elif tab == "agreements":
        rows = Agreement.objects.for_user(user).filter(partnership=partnership).select_related("owner")
        found["rows"] = list(rows.order_by(F("signed_first").desc(nulls_last=True), "-pk"))
        for row in found["rows"]:
            row.next = next_words(row, found["today"])
    else:
        seated = partnership.seats.values("organisation")
        people = Person.objects.for_user(user).filter(organisation__in=seated).select_related("organisation")
        found["rows"] = people.order_by("organisation__name", "name")
    return found
