"""What each condition of the stage rule asks, what is recorded towards it and what would close it, in words."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.rules import FIRST_LAYERS, Test
from stakeholders.models.organisations import Layer


def layer_words(layers):
    return ", ".join(str(Layer(layer).label) for layer in sorted(layers))


def asked(test, limits):
    """The condition in words, with the numbers of this version."""
    months = {"months": limits.window_months}
    return {
        Test.ACTIVITY: _("An activity in %(months)d months, with date, place and a body of each side") % months,
        Test.EXCHANGES: _("At least %(n)d exchanges of people, culture or knowledge in %(months)d months")
        % {"n": limits.exchanges, **months},
        Test.OTHER_LAYER: _("An organisation besides city and region takes part"),
        Test.RECIPROCITY: _("Both sides send: reciprocity of %(r)s or more") % {"r": limits.reciprocity.normalize()},
        Test.TWO_LAYERS: _("At least %(n)d kinds of organisation take part") % {"n": limits.layers},
        Test.WORK_PLAN: _("A work plan in force with a named owner on both sides, or an open promise on each side"),
        Test.BOTH_FUND: _("Both sides put in money or kind in %(months)d months") % months,
        Test.VERIFIED_OUTCOME: _("A verified economic outcome in %(months)d months")
        % {"months": limits.outcome_months},
        Test.THREE_OUTCOMES: _("At least %(n)d verified outcomes in %(months)d months")
        % {"n": limits.strategic_outcomes, "months": limits.outcome_months},
        Test.TWO_YEARS: _("Verified outcomes in at least %(n)d calendar years") % {"n": limits.strategic_years},
        Test.TWO_KINDS: _("Verified outcomes of at least %(n)d kinds or sectors") % {"n": limits.strategic_kinds},
        Test.THREE_LAYERS: _("At least %(n)d kinds of organisation take part") % {"n": limits.strategic_layers},
        Test.BOTH_REPORTED: _("Both sides reported within %(months)d months") % {"months": limits.report_months},
    }[test]


def found(test, facts, level):
    """What is recorded towards a condition. facts: rules.TieFacts; level: R."""
    yes_no = {True: _("yes"), False: _("not both sides"), None: _("not recorded")}
    outcomes = facts.outcomes
    kinds = max(len({one.kind for one in outcomes}), len({one.sector for one in outcomes if one.sector}))
    n = len(outcomes)
    return {
        Test.ACTIVITY: str(facts.activities),
        Test.EXCHANGES: str(facts.exchanges),
        Test.OTHER_LAYER: layer_words(facts.layers - FIRST_LAYERS) or _("none"),
        Test.RECIPROCITY: _("R %(r)s: %(out)d out, %(into)d in")
        % {"r": f"{level:.2f}", "out": facts.exchanges_out, "into": facts.exchanges_in},
        Test.TWO_LAYERS: layer_words(facts.layers) or _("none"),
        Test.WORK_PLAN: yes_no[facts.work_plan],
        Test.BOTH_FUND: yes_no[facts.both_fund],
        Test.VERIFIED_OUTCOME: str(n),
        Test.THREE_OUTCOMES: str(n),
        Test.TWO_YEARS: ngettext("%(n)d year", "%(n)d years", len({one.year for one in outcomes}))
        % {"n": len({one.year for one in outcomes})},
        Test.TWO_KINDS: ngettext("%(n)d sort", "%(n)d sorts", kinds) % {"n": kinds},
        Test.THREE_LAYERS: layer_words(facts.layers) or _("none"),
        Test.BOTH_REPORTED: yes_no[facts.both_reported],
    }[test]


def closing(test, facts, partnership):
    """(sentence, words of the link, address): what would close a gap, and where it is recorded."""
    log = _("Log an activity"), f"{reverse('desk:log')}?p={partnership.slug}"
    report = _("Report an outcome"), f"{reverse('outcomes:claim')}?p={partnership.slug}"
    tab = lambda name: reverse("partnerships:tab", args=[partnership.slug, name])  # noqa: E731
    lacking = _("the other side sends") if facts.exchanges_out >= facts.exchanges_in else _("your side sends")
    return {
        Test.ACTIVITY: (_("Log one with place and a body of each side; planned and cancelled ones never count."), *log),
        Test.EXCHANGES: (_("Log exchanges: culture, students, staff, training, research, city services, sport."), *log),
        Test.OTHER_LAYER: (_("Bring in a chamber, port, university or other body, and name it on the activity."), *log),
        Test.RECIPROCITY: (_("Hold exchanges in which %(who)s.") % {"who": lacking}, *log),
        Test.TWO_LAYERS: (_("Name a body of another kind on an activity."), *log),
        Test.WORK_PLAN: (
            _("Record the work plan with its parties, or give each side a promise with a day."),
            _("Add an agreement"), reverse("agreements:new", args=[partnership.slug]),
        ),
        Test.BOTH_FUND: (
            _("Record who bore what: a cost line that names your side, and one that names the other."),
            _("Open the money"), reverse("outcomes:tie-money", args=[partnership.slug]),
        ),
        Test.VERIFIED_OUTCOME: (_("Report it and ask the firm or the other side to confirm it."), *report),
        Test.THREE_OUTCOMES: (_("Report more and have them confirmed."), *report),
        Test.TWO_YEARS: (_("One more in another calendar year."), *report),
        Test.TWO_KINDS: (_("One of another kind, or in another sector."), *report),
        Test.THREE_LAYERS: (_("Name bodies of further kinds on your activities."), *log),
        Test.BOTH_REPORTED: (
            _("Ask the other side to confirm an activity, to answer on a promise or to report an outcome."),
            _("Open the activities"), tab("activities"),
        ),
    }[test]  # fmt: skip
