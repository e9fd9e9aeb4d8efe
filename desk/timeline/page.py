"""What the timeline's own page is asked for: one kind, a year, words; and what it answers with."""

from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.timeline.gathering import grouped, page_of
from desk.timeline.kinds import NAMES

ROWS = 50


class TimelineFilter(forms.Form):
    show = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=gettext_lazy("Words"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)


def asked_of(query):
    """(kind, year, words, number of the page) of a query string; what makes no sense is nothing."""
    show = query.get("show", "") if query.get("show") in NAMES else ""
    year, number = query.get("year", ""), query.get("page", "")
    year = int(year) if year.isdecimal() and len(year) == 4 and int(year) else None
    return show, year, query.get("q", "")[:100].strip(), int(number) if number.isdecimal() and len(number) < 7 else 1


def page_context(user, partnership, query):
    """Chips, filters, entries by month and links to the pages of the timeline."""
    show, year, text, number = asked_of(query)
    page = page_of(user, partnership, show=show, year=year, text=text, number=number, rows=ROWS)
    kept = {name: value for name, value in {"show": show, "q": text, "year": year}.items() if value}
    form = TimelineFilter(initial={"show": show, "q": text, "year": year})
    years = page.by_year.keys() | ({year} if year else set())
    form.fields["year"].choices = [("", _("Every year")), *((one, str(one)) for one in sorted(years, reverse=True))]
    return {
        "timeline": page,
        "groups": grouped(page.entries),
        "chips": chips_of(page, show, kept),
        "label": _("Show in the timeline"),
        "form": form,
        "active": in_use(kept),
        "links": Paginator(range(page.total), ROWS).get_page(page.number),
    }


def chips_of(page, show, kept):
    """One chip for all and one for each kind that is there, with counts; each keeps the other filters."""
    rest = {name: value for name, value in kept.items() if name != "show"}
    chips = [{"text": _("All"), "url": f"?{urlencode(rest)}", "on": not show, "count": sum(page.by_kind.values())}]
    return chips + [
        {
            "text": name, "url": f"?{urlencode({**rest, 'show': code})}", "on": code == show,
            "count": page.by_kind.get(code, 0),
        }
        for code, name in NAMES.items() if page.by_kind.get(code) or code == show
    ]  # fmt: skip


def in_use(kept):
    """[{text, url}]: the filters in use, each with the address that drops it."""
    words = {"q": _("Words: %(what)s"), "year": _("Year: %(what)s")}
    return [
        {
            "text": words[name] % {"what": kept[name]},
            "url": "?" + urlencode({key: value for key, value in kept.items() if key != name}),
        }
        for name in words if name in kept
    ]  # fmt: skip

