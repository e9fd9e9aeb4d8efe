"""The seven questions that may be asked of a table, what each is called, and which options it takes (CONTRACTS 5)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Question:
    """options: names of what may be chosen; needed: those without which it cannot be asked.

    columns: [(name, what it holds)]; sample: a table of two or three rows, as text.
    """

    key: str
    title: str
    asks: str
    options: tuple
    columns: tuple
    sample: str
    needed: tuple = ()


QUESTIONS = {
    question.key: question
    for question in (
        Question(
            "independence", _("Do city ties follow regional ties?"),
            _("One row for each pair of cities, those without a tie included."), ("seed", "draws"),
            (("stratum", _("the pair of countries, or whatever is looked at apart")), ("i, j", _("the two cities")),
             ("region_i, region_j", _("the region that each lies in; rows without are dropped and counted")),
             ("region_tie, city_tie", _("1 where there is a tie, 0 where there is none")),
             ("region_since, city_since", _("year of the tie, if known; these columns may be missing"))),
            "stratum,i,j,region_i,region_j,region_tie,city_tie\nX-Y,a1,b1,A,B,1,1\nX-Y,a1,b2,A,C,0,0\n",
        ),
        Question(
            "conversion", _("Do ties turn into outcomes, and how long does it take?"), _("One row for each tie."),
            ("tau",),
            (("tie", _("its name")), ("time", _("years since signature, up to what happened or to the last look")),
             ("kind", _("1 an outcome came, 2 the tie ended, 0 it is still watched")),
             ("entry", _("years since signature at which watching began; may be missing")),
             ("group", _("0 or 1, known at signature; may be missing"))),
            "tie,time,kind,entry,group\nOsaka,2.5,1,0,1\nMilan,7,0,3,0\n",
        ),
        Question(
            "counts", _("With what does a city’s number of ties go together?"), _("One row for each city."), ("y", "x"),
            ((_("one column that is counted"), _("whole numbers from 0")),
             (_("one or more others"), _("numbers; rows with blanks are dropped and counted"))),
            "city,ties,flights,people\nOsaka,8,56,2700000\nMilan,15,102,1400000\n", ("y", "x"),
        ),
        Question(
            "effect", _("Would it have happened anyway?"),
            _("One row for each unit and year, every year of every unit."),
            ("controls", "anticipation", "seed"),
            (("unit", _("a country, a city, a firm")), ("year", _("a whole number")),
             ("y", _("what is looked at, often a logarithm")), ("cohort", _("first year with a tie, empty for never"))),
            "unit,year,y,cohort\nMexico,2010,4.1,2012\nCanada,2010,4.4,\n",
        ),
        Question(
            "gravity", _("What goes with the flow between two places?"), _("One row for each flow."),
            ("x", "fe", "cluster", "model"),
            (("origin, destination", _("the two places")), ("year", _("a whole number")),
             ("flow", _("not below 0; zeros are kept")), (_("what goes with it"), _("numbers, such as tie: 0 or 1")),
             ("pair", _("name of the pair; may be missing"))),
            "origin,destination,year,flow,tie\nA,B,2010,12.5,1\nA,C,2010,0,0\n",
        ),
        Question(
            "partners", _("Whom next?"), _("One row for each candidate, one column for each criterion."),
            ("weights", "seed", "draws"),
            (("candidate", _("its name")), (_("each criterion"), _("a number, empty where it is not known"))),
            "candidate,distance,flights,growth\nOsaka,10500,3,1.1\nMilan,7300,7,0.9\n", ("weights",),
        ),
        Question(
            "market", _("How does what places trade fit together?"), _("One row for each place and product."),
            ("what",),
            (("place, product", _("their names; a product left out is one not traded")),
             ("exports", _("a value")), ("imports", _("a value, for complementarity")),
             ("made", _("0 or 1, may stand in place of exports for proximity and density"))),
            "place,product,exports,imports\nA,steel,60,10\nB,steel,20,40\n", ("what",),
        ),
    )
}  # fmt: skip
CONTROLS = ("never", "not-yet")
CLUSTERS = ("pair", "origin", "destination", "year")
MODELS = ("ppml", "ols")
MEASURES = ("rca", "tci", "esi", "proximity", "density")
