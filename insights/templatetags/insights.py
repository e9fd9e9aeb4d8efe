"""What pages of what to learn show of the public record: `{% load insights %}{% gravity_example request.user %}`."""

from math import expm1

from django import template
from django.utils.translation import gettext as _

from drawing.formats import number
from insights.models import Answer, AnswerState
from insights.studies import method_of

register = template.Library()


@register.inclusion_tag("insights/learn/_gravity_example.html")
def gravity_example(user):
    """The stored estimate on the shipped panel of countries; nothing before it was worked out. One query."""
    stored = Answer.objects.for_user(user).filter(study="gravity", owner=None, state=AnswerState.DONE, source=None)
    answer = stored.by([method_of("gravity")]).defer("table").first()
    if answer is None:
        return {"answer": None}
    found = answer.found
    names = {"ln:dist": _("Distance (logarithm)"), "cntg": _("Common border"), "lang": _("Common language"),
             "clny": _("Colonial tie, ever")}  # fmt: skip
    further = 100 * (1 - 1.1 ** found["distance"]["coef"]["ln:dist"])
    notes = {"ln:dist": _("10%% further goes with %(n)s%% less trade") % {"n": number(further, 1)}}
    rows = [row(found["distance"], key, name, notes.get(key, "")) for key, name in names.items()]
    across, within = (row(found[key], "rta", name, note) for key, name, note in (
        ("between", _("Trade agreement, across pairs"), _("beside the four above")),
        ("within", _("Trade agreement, each pair with itself"), _("beside what is constant of each pair")),
    ))  # fmt: skip
    rows[0]["percent"] = None  # of a logarithm: told in its note
    ends = [
        {"value": 100 * expm1(one["coef"]), "low": 100 * expm1(one["low"]), "high": 100 * expm1(one["high"])}
        for one in (across, within)
    ]
    return {"answer": answer, "facts": found["inputs"], "rows": [*rows, across, within],
            "between": ends[0], "within": ends[1]}  # fmt: skip


def row(one, key, name, note):
    return {"name": name, "note": note, "coef": one["coef"][key], "low": one["low"][key], "high": one["high"][key],
            "percent": one["effect_percent"][key]}  # fmt: skip
