"""The sections of a pack and of its annex, in words, from their plain data: page and Word file show the same."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.models import Choice
from desk.review.blocks import pairs, points, section, sentence, table
from desk.review.results import until
from drawing import formats
from outcomes import report_words

NONE = formats.MISSING
# A pack is four sheets at most: what is longer is cut here and said to be; the data hold all of it.
AGREEMENTS, BODIES, POINTS, LONGEST = 12, 24, 8, 240


def day(value):
    return formats.long_date(until(value)) if value else NONE


def span(value):
    """A day, or the month or year as which alone it is known. value: {"first", "last"} or None."""
    return formats.partial_date(until(value["first"]), until(value["last"])) if value else NONE


def figure(value):
    return NONE if value is None else formats.number(value)


def more(rows, most):
    """A sentence that says how many rows were left out; None where none was."""
    n = len(rows) - most
    if n <= 0:
        return None
    return sentence(ngettext("%(n)s more is on file.", "%(n)s more are on file.", n) % {"n": formats.number(n)})


def shortened(text):
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def pack_sections(content):
    return [
        asked(content), history(content), people(content), activities(content), cost(content), promises(content),
        outcomes(content), choices(content), recommendation(content),
    ]  # fmt: skip


# --- The publishable part ---------------------------------------------------------------------------------------------


def asked(content):
    found, told = content["choice"], content["doings"]
    dates = [row for row in found["dates"] if row["day"]]
    return section("asked", _("What is asked"), sentence(_("Renew, pause or end this partnership.")), pairs([
        (_("Last contact"), span(told["last_contact"])),
        (_("Next date"), _("%(day)s, %(title)s") % {"day": day(dates[0]["day"]), "title": dates[0]["title"]}
         if dates else _("no agreement in force names one")),
        (_("Last day for notice"), day(found["notice"])),
        (_("Cost a year"), "; ".join(spent(content, n) for n in latest(content)) or NONE),
        (_("Who must decide"), decides(found)),
    ]))  # fmt: skip


def latest(content):
    """Numbers of the last whole year and of the running one."""
    return range(max(0, len(content["cost"]) - 2), len(content["cost"]))


def spent(content, n):
    return _("%(year)s: %(sum)s") % {"year": content["doings"]["years"][n], "sum": sums(content["cost"][n]["money"])}


def sums(amounts):
    """Money by currency, never added across; "not recorded" where none is."""
    money = " + ".join(formats.money_full(Decimal(amount), currency) for currency, amount in amounts)
    return money or _("not recorded")


def decides(found):
    return ", ".join(found["decides"]) or _("the office has set no rule of approval")


def history(content):
    told = content["history"]
    places = ", ".join(told["places"])
    since = _("Partners since %(since)s: %(places)s.") if told["since"] else _("Partners: %(places)s.")
    rows = [
        [
            one["title"] + (f" ({one['relation']})" if one["relation"] else ""),
            one["kind"], one["status"], one["signed"] or NONE, "; ".join(one["signatures"]) or NONE,
            one["ends"] or NONE,
        ]
        for one in told["agreements"]
    ]  # fmt: skip
    columns = [_("Agreement"), _("Kind"), _("State"), _("Signed"), _("Signed by"), _("Ends")]
    return section(
        "history", _("History"), sentence(since % {"since": told["since"], "places": places}),
        table(_("Agreements, amendments and signatures"), columns, rows[:AGREEMENTS]) if rows
        else sentence(_("No signed agreement that may be published is on file.")),
        more(rows, AGREEMENTS),
    )  # fmt: skip


def people(content):
    rows = [
        [one["name"], one["layer"], one["side"] or NONE, ", ".join(one["posts"]) or NONE] for one in content["carriers"]
    ]
    columns = [_("Organisation"), _("Layer"), _("Side"), _("Posts")]
    heads = [
        [year, figure(one["out"]), figure(one["in"]), _("%(part)s of %(all)s") % {"part": one["counted"],
                                                                                  "all": one["of"]}]
        for year, one in zip(content["doings"]["years"], content["doings"]["heads"], strict=True)
    ]  # fmt: skip
    return section(
        "people", _("People"),
        table(_("Organisations and posts that carry the partnership"), columns, rows[:BODIES]) if rows
        else sentence(_("No organisation is seated.")),
        more(rows, BODIES),
        table(_("People exchanged"), [_("Year"), _("Out"), _("In"), _("Activities with heads counted")], heads,
              numbers=(1, 2, 3)),
    )  # fmt: skip


def activities(content):
    told = content["doings"]
    rows = [[layer["name"], *map(figure, layer["n"])] for layer in told["layers"]]
    rows.append([_("All, each once"), *map(figure, told["activities"])])
    n = told["earlier"]
    return section(
        "activities", _("Activities"),
        table(_("Activities by year and layer"), [_("Layer"), *told["years"]], rows,
              numbers=range(1, len(told["years"]) + 1)),
        sentence(ngettext("%(n)s earlier activity is on file.", "%(n)s earlier activities are on file.", n)
                 % {"n": formats.number(n)}) if n else None,
    )  # fmt: skip


def cost(content):
    rows = [
        [
            year, sums(one["money"]), sums(one["staff"]), sums(one["kind"]),
            NONE if one["hours"] is None else formats.number(Decimal(one["hours"])),
            _("%(part)s of %(all)s") % {"part": one["with"], "all": one["with"] + one["without"]},
        ]
        for year, one in zip(content["doings"]["years"], content["cost"], strict=True)
    ]  # fmt: skip
    columns = [_("Year"), _("Money"), _("Staff time"), _("In kind, volunteers"), _("Hours"),
               _("Activities with a cost")]  # fmt: skip
    return section(
        "cost", _("Cost"), table(_("What this office bore, by year"), columns, rows, numbers=(1, 2, 3, 4, 5)),
        sentence(_("Currencies and kinds of cost stand apart. What was not recorded is not counted as nought.")),
    )  # fmt: skip


def promises(content):
    told = content["promises"]
    if not any(told[key] for key in ("on time", "late", "open", "overdue")):
        return section("promises", _("Promises"), sentence(_("No promise is on file.")))
    rows = [
        [_("Kept on time"), figure(told["on time"])], [_("Kept late"), figure(told["late"])],
        [_("Open, not yet due"), figure(told["open"])], [_("Open, late"), figure(told["overdue"])],
    ]  # fmt: skip
    shown = table(_("Promises of both sides together"), [_("State"), _("Number")], rows, numbers=(1,))
    return section("promises", _("Promises"), shown)


def outcomes(content):
    told = content["outcomes"]
    rows = [[line["name"], *(part(line, key, content["currency"]) for key in ("verified", "documented", "reported"))]
            for line in told["lines"]]  # fmt: skip
    n = told["apart"]
    apart = ngettext(
        "%(n)s record is disputed or not converted and stands in no figure.",
        "%(n)s records are disputed or not converted and stand in no figure.", n,
    ) % {"n": formats.number(n)}  # fmt: skip
    if not rows and not n:
        return section("outcomes", _("Outcomes"), sentence(_("No outcome is on file.")))
    columns = [_("Indicator"), _("Verified"), _("Documented"), _("Reported")]
    said = _("Kinds are never added. “Withheld” means too few firms stand behind the figure to publish it.")
    shown = table(_("Outcomes by level of evidence"), columns, rows, numbers=(1, 2, 3))
    return section("outcomes", _("Outcomes"), shown if rows else None, sentence(said) if rows else None,
                   sentence(apart) if n else None)  # fmt: skip


def part(line, key, currency):
    if key in line["withheld"]:
        return _("withheld")
    value, n = line[key], line["n"][key]
    if value is None:
        return NONE
    return _("%(value)s (n %(n)s)") % {"value": report_words.written(line, value, currency), "n": formats.number(n)}


def choices(content):
    found = content["choice"]
    rows = [[Choice(word).label, text] for word, text in (
        ("renew", renewing(found)), ("pause", pausing(found)), ("end", ending(found)),
    )]  # fmt: skip
    dates = [[row["title"], dated(row)] for row in found["dates"]]
    duties = [
        _("%(title)s: %(duty)s") % {"title": one["title"], "duty": shortened(duty)}
        for one in content["history"]["agreements"] for duty in one["duties"]
    ]
    others = [
        _("%(title)s, between %(who)s") % {"title": one["title"], "who": ", ".join(one["parties"])}
        for one in found["others"]
    ]
    return section(
        "choice", _("The choice"), table(_("What each choice means"), [_("Choice"), _("What it means")], rows),
        table(_("Next dates of agreements in force"), [_("Agreement"), _("Next date")], dates[:AGREEMENTS])
        if dates else None,
        more(dates, AGREEMENTS),
        sentence(_("What survives an end")), points([surviving(found), *duties[:POINTS]]), more(duties, POINTS),
        sentence(_("What others hold of their own on this partnership")),
        points(others[:POINTS] or [_("No agreement in force of others that may be published is on file.")]),
        more(others, POINTS),
    )  # fmt: skip


def dated(row):
    if row["day"] is None:
        return _("no end is named")
    words = {
        "notice": _("last day for notice: %(day)s; the term ends on %(end)s"),
        "renews": _("renews itself on %(day)s"),
        "expires": _("ends on %(day)s"),
        "term over": _("its term was over on %(day)s; nothing is recorded of what became of it"),
    }
    return words[row["kind"]] % {"day": day(row["day"]), "end": day(row["end"])}


def renewing(found):
    ends = [row for row in found["dates"] if row["kind"] == "renews" or row["renewal"] == "automatic"]
    running = _("An agreement that renews itself needs no act before its last day for notice.") if ends else _(
        "A new or prolonged agreement is signed before the term ends."
    )
    return " ".join([running, _("To be decided by: %(who)s.") % {"who": decides(found)}])


def pausing(found):
    words = [_("This office’s notices, links and feeds towards the other side stop at once. Agreements keep running.")]
    if found["open"]:
        words.append(still_owed(found))
    return " ".join(words)


def ending(found):
    words = []
    if found["notice"]:
        words.append(_("Notice is given by %(day)s.") % {"day": day(found["notice"])})
    elif any(row["day"] is None for row in found["dates"]):
        words.append(_("An agreement without an end is ended by both sides or as it says itself."))
    if found["open"]:
        words.append(still_owed(found))
    words.append(_("What others hold of their own stays in force."))
    return " ".join(words)


def still_owed(found):
    n = found["open"]
    return ngettext("%(n)s promise is still owed.", "%(n)s promises are still owed.", n) % {"n": formats.number(n)}


def surviving(found):
    if not found["open"]:
        return _("No promise is open.")
    if not found["last_due"]:
        return still_owed(found)
    return _("%(owed)s The last one falls due on %(day)s.") % {"owed": still_owed(found), "day": day(found["last_due"])}


def recommendation(content):
    chosen = content["recommended"]
    text = content["recommendation"]
    return section(
        "recommendation", _("Recommendation"),
        sentence(_("Recommended: %(choice)s") % {"choice": Choice(chosen).label.lower()}) if chosen else None,
        *[sentence(line) for line in text.splitlines() if line.strip()],
        None if chosen or text else sentence(_("No recommendation is written.")),
    )  # fmt: skip


# --- The confidential annex -------------------------------------------------------------------------------------------


def annex_sections(content):
    return [stage(content), health(content), kept(content), standing(content)]


def stage(content):
    spells = [[one["stage"], day(one["first"]), day(one["until"])] for one in reversed(content["spells"])]
    gaps = [[gap["words"], gap["stage"], gap["figure"] or NONE, gap["why"] or NONE, gap["close"] or NONE]
            for gap in content["gaps"]]  # fmt: skip
    columns = [_("Missing"), _("Stage"), _("Found"), _("Why"), _("What would close it")]
    stored = _("Stored on %(day)s, rule version %(version)s.") % {
        "day": day(content["stored_on"]), "version": content["rule_version"],
    }
    return section(
        "stage", _("Stage"),
        pairs([
            (_("Stage now"), content["stage"]),
            (_("Tests passed"), ", ".join(content["tests"]) or _("none")),
        ]),
        table(_("Gaps below the stage and to the next one"), columns, gaps) if gaps
        else sentence(_("No gap is recorded.")),
        table(_("Stage over time"), [_("Stage"), _("From"), _("Until")], spells) if spells else None,
        sentence(stored) if content["stored_on"] else sentence(_("No stage is stored yet.")),
    )  # fmt: skip


def health(content):
    rows = [
        [one["name"], _("not recorded") if one["value"] is None else one["value"],
         NONE if one["value"] is None else one["figures"] or NONE, one["rule"]]
        for one in content["health"]
    ]  # fmt: skip
    columns = [_("Part"), _("Value"), _("From"), _("Rule")]
    return section(
        "health", _("Health"),
        table(_("Five parts, each from 0 to 100, never added"), columns, rows, numbers=(1,)) if rows
        else sentence(_("No health is stored yet.")),
    )  # fmt: skip


def kept(content):
    keys = ("on time", "late", "open", "overdue")
    rows = [[one["body"], *(figure(one[key]) for key in keys)] for one in content["promised"]]
    owed = [
        _("%(title)s, %(who)s, due on %(day)s") % {"title": row["title"], "who": one["body"], "day": day(row["due"])}
        for one in content["promised"] for row in one["titles"]
    ]
    columns = [_("Owed by"), _("On time"), _("Late"), _("Open"), _("Overdue")]
    return section(
        "kept", _("Promises by organisation"),
        table(_("Promises by the organisation that owes them"), columns, rows, numbers=(1, 2, 3, 4)) if rows
        else sentence(_("No promise is on file.")),
        points(owed),
    )  # fmt: skip


def standing(content):
    told = content["standing"]
    if not told:
        return section("standing", _("Standing"), sentence(_("This office holds no seat.")))
    return section("standing", _("Standing"), pairs([
        (_("Here"), told["word"]), (_("Since"), day(told["since"])), (_("Reason"), told["reason"] or NONE),
        (_("Conditions"), told["conditions"] or NONE),
    ]))  # fmt: skip
