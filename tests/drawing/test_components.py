"""Each include is rendered with plain data; nothing in its HTML would break the Content-Security-Policy."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from drawing import samples
from drawing.widgets import DayInput
from drawing.words import AUDIENCES, STAGES, STATES

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FORBIDDEN = re.compile(r"\sstyle=|<style|\son[a-z]+=|javascript:|hx-on|\{%|\{\{", re.I)
VOID = {"input", "meta", "link", "br", "img", "use", "rect", "path", "circle", "line", "polyline", "hr"}


class Nesting(HTMLParser):
    """Open and closed tags in order; a tag that closes nothing, or stays open, is a fault."""

    def __init__(self, html):
        super().__init__()
        self.open, self.faults, self.ids = [], [], []
        self.feed(html)
        self.faults += self.open

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"/{tag}")


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def request_of():
    def make(path="/"):
        return RequestFactory().get(path)

    return make


def component(include, /, **context):
    return render_to_string(f"components/{include}.html", context)


def tags(source, **context):
    return Template("{% load drawing %}" + source).render(Context(context))


GUIDE = samples.guide()
INCLUDES = {
    "head": {"title": "Chicago – Osaka", "sub": "since 1973", "actions": GUIDE["actions"], "pair": True},
    "breadcrumb": {"links": GUIDE["crumb"]},
    "lead": {"parts": GUIDE["lead"]},
    "kpi": {"tile": samples.TILES[1]},
    "stage_list": {"rows": GUIDE["stage_rows"]},
    "stage_legend": {"rows": GUIDE["stage_rows"]},
    "evidence_legend": {},
    "decisions": {"items": GUIDE["decisions"]},
    "table": {"caption": "Deliverables", **GUIDE["table"]},
    "filter_bar": {"chips": GUIDE["chips"], "active": GUIDE["active"], "form": samples.SampleForm()},
    "chips": {"chips": GUIDE["chips"], "label": "Show"},
    "tabs": {"tabs": GUIDE["tabs"], "label": "Partnership"},
    "facts": {"facts": GUIDE["facts"]},
    "chain": {"steps": samples.CHAIN},
    "timeline": {"groups": samples.TIMELINE},
    "key_values": {"rows": GUIDE["pairs"]},
    "health": {"parts": samples.HEALTH},
    "list": {"rows": GUIDE["due_rows"]},
    "item_card": {"item": GUIDE["item"], "choices": GUIDE["choices"]},
    "note": {"text": "Read this.", "kind": "warn", "link": "Why", "url": "/method/"},
    "error_summary": {"form": GUIDE["sample_form"]},
    "choice_buttons": {"name": "kind", "label": "What?", "choices": GUIDE["choices"], "value": "visit"},
    "stepper": {"id": "n", "name": "people", "label": "People, about", "value": 6},
    "unit_field": {"id": "v", "name": "value", "label": "Value", "unit": "US $", "error": "Write 1200000"},
    "pills": {"name": "who", "pills": GUIDE["pills"]},
    "file_field": {"id": "f", "name": "file", "label": "Proof", "files": GUIDE["files"], "hint": "Up to 20 MB."},
    "sticky_bar": {"label": "Save", "again": "Save, add another"},
    "address_once": {"address": GUIDE["address"], "ends_at": GUIDE["ends_at"], "back_url": "#list", "back": "Back"},
    "empty": {"title": "No partnerships yet", "text": "They will stand here.", "action": "Add one", "url": "/"},
    "action": {"action": {"label": "End", "url": "/end/", "post": True, "fields": {"reason": "done"}}},
    "sample_note": {"shell": {"sample_remove_url": "/remove/"}},
    "saved_views": {"views": GUIDE["views"], "save_url": "/views/"},
    "bulk_bar": {"actions": GUIDE["bulk"]},
    "toasts": {"messages": []},
    "footer": {"shell": {"sample": True}},
}


@pytest.mark.parametrize("name", INCLUDES)
def test_a_component_keeps_the_policy_and_closes_its_tags(name):
    html = component(name, **INCLUDES[name])

    assert not FORBIDDEN.search(html)
    assert Nesting(html).faults == []


@pytest.mark.parametrize("name", INCLUDES)
def test_a_component_escapes_what_it_is_given(name):
    def spoil(value):
        if isinstance(value, dict):
            return {key: value[key] if key in {"template", "icon", "stage"} else spoil(value[key]) for key in value}
        if isinstance(value, list | tuple):
            return [spoil(item) for item in value]
        return f"{value}<i onload=x>" if isinstance(value, str) and value not in AUDIENCES else value

    html = component(name, **{key: spoil(value) for key, value in INCLUDES[name].items()})

    assert "<i onload" not in html


def test_every_component_is_in_the_style_guide():
    page = (TEMPLATES / "drawing" / "styleguide.html").read_text()
    shown = set(re.findall(r"components/([a-z_]+)\.html", page)) | {"action", "field", "sort_link", "page_links"}
    shell = {
        "nav",
        "account",
        "tools",
        "language_menu",
        "tabbar",
        "palette",
        "footer",
        "sample_note",
        "toasts",
    }
    drawn_by_a_tag = {"evidence_columns", "two_sides"}

    assert {path.stem for path in (TEMPLATES / "components").glob("*.html")} - shell - drawn_by_a_tag - shown == {
        "sticky_bar"  # stands in the quick log alone, where it would cover the guide
    }


def test_every_drawing_that_comes_in_two_widths_is_in_the_style_guide():
    page = (TEMPLATES / "drawing" / "styleguide.html").read_text()
    shown = {type(GUIDE[name]) for name in re.findall(r"{% (?:in_widths|two_sides|evidence_columns) (\w+)", page)}

    assert {kind.__name__ for kind in shown} == {
        "Ego", "EvidenceChart", "Events", "Intervals", "Scatter", "Steps", "TwoSides"
    }  # fmt: skip
    assert {kind.__module__.partition(".")[2] for kind in shown} | {"waterfall"} == {
        path.stem for path in (TEMPLATES.parent / "drawing").glob("*.py") if "NARROW = " in path.read_text()
    }  # the waterfall has one width and stands in the explanation of a figure


def test_a_tile_without_a_value_says_why():
    html = component("kpi", tile={"name": "Jobs", "value": None, "reason": "no report yet"})

    assert '<span title="no report yet">–<span class="vh"> (no report yet)</span></span>' in html


def test_a_tile_shows_nought_as_nought():
    assert '<div class="kpi-v">0</div>' in component("kpi", tile={"name": "Jobs", "value": 0})


def test_the_stages_that_stand_apart_have_no_test_to_pass():
    html = component("stage_list", rows=GUIDE["stage_rows"])

    assert html.count('class="apart"') == 2
    assert 'aria-label="22 ties pass the test of Ceremonial"' in html


def test_an_impact_that_is_not_claimed_lists_nothing():
    html = component("chain", steps=[samples.CHAIN[-1]])

    assert 'class="none"' in html
    assert "<ul>" not in html


def test_every_state_audience_and_stage_has_a_word_beside_its_colour():
    for state in STATES:
        assert re.search(r"</svg>[^<]+</span>$", tags("{% state_tag state %}", state=state)), state
    for audience in AUDIENCES:
        assert "Who reads it:" in tags("{% audience_mark audience %}", audience=audience)
    for stage in STAGES:
        assert re.search(r"</svg>[^<]+</span>$", tags("{% stage_mark stage %}", stage=stage)), stage


def test_states_are_found_by_the_words_of_the_lists():
    assert "In progress" in tags("{% state_tag 'in progress' %}")
    assert "9 days late" in tags("{% state_tag 'late' '9 days late' %}")


@pytest.mark.parametrize(
    ("level", "word"), [(0, "Reported"), ("E1", "Reported"), (2, "Documented"), (3, "Verified"), ("E4", "Verified")]
)
def test_an_evidence_level_reads_as_reported_documented_or_verified(level, word):
    html = tags("{% evidence_tag level %}", level=level)

    assert word in html
    assert sum(other in html for other in ("Reported", "Documented", "Verified")) == 1


def test_every_icon_named_in_a_template_is_in_the_sprite():
    sprite = (TEMPLATES.parent / "static" / "vendor" / "icons.svg").read_text()
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = {icon for _kind, icon, _word in STATES.values()} | {icon for icon, _word, _long in AUDIENCES.values()}
    for path in TEMPLATES.rglob("*.html"):
        named |= set(re.findall(r'{% icon "([^"]+)"', path.read_text()))

    assert named - known == set()


def test_numbers_that_are_missing_are_a_dash_and_never_nought():
    html = tags(
        "{{ a|number }} {{ b|number }} {% money a 'USD' %} {% money b 'USD' %} {{ c|percent }}", a=None, b=0, c=1
    )

    assert html == "– 0 – $0 100%"


def test_the_query_keeps_the_other_filters_and_drops_the_page(request_of):
    request = request_of("/partnerships/?stage=4&page=3&sort=name")

    html = tags("{% query sort='-name' stage='' %} {% query page=2 %}", request=request)

    assert html == "?sort=-name ?stage=4&amp;page=2&amp;sort=name"


def test_a_sorted_heading_says_its_direction_and_turns_it(request_of):
    html = tags("{% sort_link 'Due' 'due' 'due' %}{% sort_link 'Title' 'title' 'due' %}", request=request_of("/d/"))

    assert 'aria-sort="ascending"><a class="sort" href="?sort=-due">' in html
    assert html.count("aria-sort") == 1


def test_page_links_show_the_total_and_mark_the_page(request_of):
    page = Paginator(range(1240), 50).get_page(3)

    html = tags("{% page_links page 'partnerships' %}", page=page, request=request_of("/p/?q=port"))

    assert "101–150 of 1,240" in html
    assert '<a href="?q=port&amp;page=3" aria-current="page">3</a>' in html
    assert 'rel="prev" href="?q=port&amp;page=2"' in html


def test_a_menu_entry_appears_when_its_page_exists_and_is_open_to_the_person(request_of):
    entry = "{% nav_item 'drawing:styleguide' 'layers' 'Style guide' %}"

    here = tags(entry, request=request_of("/styleguide/"))
    closed = tags(entry, request=request_of("/"), shell={"closed": ["drawing:styleguide"]})
    missing = tags("{% nav_item 'nowhere:list' 'layers' 'Nowhere' %}", request=request_of("/"))

    assert 'aria-current="page"' in here
    assert (closed.strip(), missing.strip()) == ("", "")


class VisitForm(forms.Form):
    title = forms.CharField(label="In one line", help_text="As you would tell a colleague.")
    on = forms.DateField(label="When?", widget=DayInput())
    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect, choices=[("a", "Visit"), ("b", "Fair")])
    note = forms.CharField(label="Notes", required=False)


def test_a_refused_field_is_tied_to_its_hint_and_its_error():
    html = VisitForm({"title": "", "on": "x"}).as_div()

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert not FORBIDDEN.search(html)


def test_optional_fields_say_so_and_required_ones_do_not():
    html = str(VisitForm())

    assert html.count('<span class="opt">(optional)</span>') == 1


def test_radios_are_a_fieldset_with_its_question_as_legend():
    html = str(VisitForm({"kind": "b"})["kind"].as_field_group())

    assert "<legend>Kind</legend>" in html
    assert re.search(r'<input type="radio" name="kind" value="b"[^>]* checked', html)


def test_a_day_field_takes_and_gives_iso_dates_in_every_language():
    with override("de"):
        html = str(VisitForm(initial={"on": date(2026, 11, 30)})["on"])

    assert 'type="date"' in html
    assert 'value="2026-11-30"' in html


def test_the_error_summary_links_to_each_field():
    html = component("error_summary", form=VisitForm({}))

    assert '<a href="#id_title">In one line: This field is required.</a>' in html
    assert 'role="alert" tabindex="-1"' in html
