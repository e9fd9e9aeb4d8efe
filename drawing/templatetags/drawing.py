"""Tags and filters for pages: `{% load drawing %}`. Plain data in, markup out."""

from decimal import Decimal, InvalidOperation
from importlib import import_module

from django import template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from drawing import charts, formats, two_sides, words
from drawing.map import Place, centre_of, world_map

register = template.Library()


def _decimal(value):
    """A number for a filter: Decimal, or None for missing. Text that is no number is an error of the page's author."""
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation as problem:
        raise template.TemplateSyntaxError(f"{value!r} is not a number") from problem


# --- Marks ------------------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name, css=""):
    """One icon of the sprite; decorative, so a word stands beside it or the control has an aria-label."""
    if not name:
        return ""
    return format_html(
        '<svg class="i{}{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        " " if css else "",
        css,
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def logo():
    """The product's mark: two rings, one open, as two cities that keep their own shape."""
    return mark_safe(
        '<svg class="mark-logo" viewBox="0 0 34 34" fill="none" stroke="currentColor" stroke-width="2.6" '
        'aria-hidden="true"><circle cx="12.5" cy="17" r="8.6"/><path d="M18.2 9.9a8.6 8.6 0 1 1-2.4 12.2"/>'
        '<path d="M15.2 13.1a8.6 8.6 0 0 1 1.2-1.6"/></svg>'
    )


@register.simple_tag
def rings():
    """The larger mark beside the name of a partnership."""
    return mark_safe(
        '<svg class="rings" viewBox="0 0 64 42" fill="none" stroke="currentColor" stroke-width="4" aria-hidden="true">'
        '<circle cx="22" cy="21" r="16"/><path d="M34.6 10.3A16 16 0 1 1 30 31"/></svg>'
    )


@register.simple_tag
def swatch(css):
    """The small square of a legend."""
    return format_html(
        '<svg viewBox="0 0 12 12" aria-hidden="true">'
        '<rect class="{}" x=".5" y=".5" width="11" height="11" rx="3"/></svg>',
        css,
    )


@register.simple_tag
def tag(text, kind="", icon_name=""):
    """A pill: kind "", good, warn, bad or info; an icon as well where colour would else speak alone."""
    return format_html('<span class="tag {}">{}{}</span>', kind, icon(icon_name), text)


@register.simple_tag
def state_tag(state, text=""):
    """The pill of a known state (words.STATES); text replaces the usual word. An unknown state is shown as it is."""
    kind, icon_name, word = words.STATES.get(words.state_key(state), ("", "", str(state).replace("_", " ")))
    return tag(text or word, kind, icon_name)


@register.simple_tag
def evidence_tag(level):
    """How an outcome is known: reported (E0, E1), documented (E2) or verified (E3, E4). level: 0-4 or "E3"."""
    level = int(str(level).upper().removeprefix("E"))
    _css, state = words.EVIDENCE[level]
    return format_html('{} <span class="muted small">E{}</span>', state_tag(state), level)


@register.filter
def kind_icon(kind):
    """The icon of a kind of activity: {% icon activity.kind|kind_icon %}."""
    return words.KIND_ICONS.get(words.state_key(kind), "calendar-check")


@register.simple_tag
def audience_mark(audience):
    """Who reads a record: named, office, parties, shared or public."""
    icon_name, word, readers = words.AUDIENCES[str(audience)]
    return format_html(
        '<span class="aud a-{}" title="{}: {}">{}<span class="vh">{} </span>{}</span>',
        audience,
        word,
        readers,
        icon(icon_name),
        gettext("Who reads it:"),
        word,
    )


@register.simple_tag
def firm_tag(name):
    """A firm that only named people may read of."""
    return format_html('<span class="tag firm">{}{}<i>{}</i></span>', icon("building-2"), name, gettext("named"))


@register.simple_tag
def stage_mark(stage, gaps=()):
    """Five marks and the stage's word; the lower tests that are not met stay unfilled."""
    return format_html('<span class="stage">{}{}</span>', charts.stage_dots(stage, gaps or ()), words.stage_name(stage))


@register.filter
def stage_name(stage):
    return words.stage_name(stage)


@register.filter
def stage_note(stage):
    return words.STAGE_NOTES.get(stage, words.STAGE_NOTES[None])


@register.filter
def stage_class(stage):
    return f"c-{stage}" if stage in words.STAGE_ORDER else "c-6"


@register.simple_tag
def avatar(name):
    """The first letters of the first and last word of a name; the name itself stands beside it."""
    parts = str(name or "?").split() or ["?"]
    letters = parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")
    return format_html('<span class="av" aria-hidden="true">{}</span>', letters.upper())


# --- Charts -----------------------------------------------------------------------------------------------------------


@register.simple_tag
def bar(percent, css="c-p", mark=None, second=None, second_class=""):
    return charts.bar(_decimal(percent), css, _decimal(mark), _decimal(second), second_class)


@register.simple_tag
def sparkline(values, width=66, height=28):
    return charts.sparkline(values, width, height)


@register.inclusion_tag("components/evidence_columns.html")
def evidence_columns(chart=None, **given):
    """The columns by evidence with their table. chart: charts.EvidenceChart, or a dict or keywords of its fields."""
    if not isinstance(chart, charts.EvidenceChart):
        chart = charts.EvidenceChart(**{**(chart or {}), **given})
    return {"chart": chart, "wide": chart.svg(charts.WIDE), "narrow": chart.svg(charts.NARROW)}


@register.inclusion_tag("components/two_sides.html", name="two_sides")
def two_sides_tag(drawn):
    """Who works with whom, in the width that fits. drawn: two_sides.TwoSides."""
    return {"wide": drawn.svg(two_sides.WIDE), "narrow": drawn.svg(two_sides.NARROW)}


@register.inclusion_tag("components/two_sides.html")
def in_widths(drawn):
    """Any drawing with `svg(size)` and the sizes WIDE and NARROW of its module, in the width that fits."""
    sizes = import_module(type(drawn).__module__)
    return {"wide": drawn.svg(sizes.WIDE), "narrow": drawn.svg(sizes.NARROW)}


@register.simple_tag(name="world_map")
def world_map_tag(home, places, title="", desc=""):
    """The map of partner places. home and places: map.Place, or dicts with name, lon, lat (stage, weight, url)."""
    home = home if isinstance(home, Place) else Place(**home)
    places = [place if isinstance(place, Place) else Place(**place) for place in places]
    land = reverse("drawing:land", args=[centre_of(home.lon)])
    return world_map(home, places, land, title=title, desc=desc)


# --- Formats ----------------------------------------------------------------------------------------------------------


@register.simple_tag
def money(amount, currency):
    """Short money, for tiles and lists. {% money amount "USD" %}"""
    return formats.money(_decimal(amount), str(currency))


@register.simple_tag
def money_full(amount, currency):
    return formats.money_full(_decimal(amount), str(currency))


@register.filter
def number(value, digits=None):
    return formats.number(_decimal(value), digits)


@register.filter
def compact(value):
    return formats.compact(_decimal(value))


@register.filter
def percent(value, digits=0):
    """value is a share of 1."""
    return formats.percent(_decimal(value), digits)


@register.filter
def long_date(value):
    return formats.long_date(value)


@register.filter
def short_date(value):
    return formats.short_date(value)


@register.filter
def day_month(value):
    return formats.day_month(value)


@register.filter
def month_year(value):
    return formats.month_year(value)


@register.filter
def clock_time(value):
    return formats.clock_time(value)


@register.filter
def file_size(value):
    return formats.file_size(value)


@register.filter
def due(day):
    """ "9 days late", "in 8 days"; for a thing that is still owed."""
    return formats.due(day)


@register.simple_tag
def partial_date(first, last=None):
    return formats.partial_date(first, last)


@register.simple_tag
def known(value, reason=""):
    """The value, or "–" with the reason read out and on hover. Zero is a value."""
    if value is not None and value != "":
        return value
    if not reason:
        return formats.MISSING
    return format_html('<span title="{}">{}<span class="vh"> ({})</span></span>', reason, formats.MISSING, reason)


@register.filter
def or_missing(value):
    """The value, or "–"."""
    return formats.MISSING if value is None or value == "" else value


@register.filter
def lookup(mapping, key):
    """mapping[key] in a template; None when it is missing."""
    return mapping.get(key) if mapping else None


# --- Addresses --------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def nav_url(context, name, *args, **kwargs):
    """The address of a page, or "" when there is no such page or this person has no use for it (shell.closed)."""
    shell = context.get("shell") or {}
    if name in (shell.get("closed") or ()):
        return ""
    try:
        return reverse(name, args=args or None, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def nav_item(context, name, icon_name, label, badge=None, hot=False, css=""):
    """One entry of a menu, marked when the page in view lies below it; nothing when the address is closed.

    Each page draws some fifty of them, so no template of its own is rendered.
    """
    url = nav_url(context, name)
    if not url:
        return ""
    path = getattr(context.get("request"), "path", "")
    here = path == url if url == "/" else path.startswith(url)
    return format_html(
        '<li><a href="{}"{}{}>{}{}{}</a></li>',
        url,
        mark_safe(' aria-current="page"') if here else "",
        format_html(' class="{}"', css) if css else "",
        icon(icon_name),
        label,
        format_html('<span class="n{}">{}</span>', " hot" if hot else "", formats.number(badge)) if badge else "",
    )


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """The query string of this page with some keys changed; None or "" drops a key, and a change drops the page."""
    request = context.get("request")
    params = request.GET.copy() if request else {}
    if "page" not in changes:
        params.pop("page", None)
    for key, value in changes.items():
        if value in (None, ""):
            params.pop(key, None)
        elif isinstance(value, (list, tuple)):
            params.setlist(key, value)
        else:
            params[key] = str(value)
    encoded = params.urlencode() if hasattr(params, "urlencode") else ""
    return f"?{encoded}" if encoded else "?"


@register.inclusion_tag("components/sort_link.html", takes_context=True)
def sort_link(context, label, key, current="", css="", param="sort"):
    """A heading cell that sorts by key; current is the sort in use ("name" or "-name")."""
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    target = f"-{key}" if direction == "ascending" else key
    return {"label": label, "direction": direction, "url": query(context, **{param: target}), "css": css}


@register.inclusion_tag("components/page_links.html", takes_context=True)
def page_links(context, page, noun=""):
    """Links below a list; page: Django's Page. Shows the total too."""
    numbers = []
    if page.paginator.num_pages > 1:
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
            link = query(context, page=number) if isinstance(number, int) else ""
            numbers.append((number, link, number == page.number))
    return {
        "page": page,
        "numbers": numbers,
        "noun": noun,
        "previous": query(context, page=page.previous_page_number()) if page.has_previous() else "",
        "next": query(context, page=page.next_page_number()) if page.has_next() else "",
    }
