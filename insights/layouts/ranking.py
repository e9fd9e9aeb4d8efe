"""What the overview says of whom next; the page itself weighs anew under the weights of its address."""

from django.utils.translation import gettext as _

from drawing.formats import number, percent


def headline(found, office=None):
    """Who comes first by the usual weights, how firmly, and who comes first more often; one or two sentences."""
    usual = found["usual"]
    told = _(
        "Of %(n)s cities abroad, %(name)s comes first by the usual weights, and in %(share)s of %(draws)s random ones."
    ) % {"n": number(found["ranked"]), "name": usual["name"], "draws": number(found["draws"]),
         "share": percent(found["first"].get(str(usual["pk"]), 0.0))}  # fmt: skip
    if found["often"] == usual["name"]:
        return told
    return told + " " + _("%(name)s is first more often.") % {"name": found["often"]}
