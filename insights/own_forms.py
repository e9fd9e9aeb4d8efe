"""The form that puts a question to a table of one's own: the file, and the options that this question takes."""

import csv

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.asking import CLUSTERS, CONTROLS, MEASURES, MODELS
from insights.services.own import MOST_BYTES, MOST_ROWS

USUAL_FE = "pair,origin_year,destination_year"
FE = ("pair", "origin_year", "destination_year", "origin", "destination", "year")
WEIGHTS_HEAD = ["criterion", "weight", "direction"]
CONTROL_WORDS = (gettext_lazy("units that never have a tie"), gettext_lazy("units that have none yet"))
MEASURE_WORDS = (
    gettext_lazy("revealed comparative advantage"), gettext_lazy("complementarity of exports and imports"),
    gettext_lazy("similarity of exports"), gettext_lazy("proximity of products"),
    gettext_lazy("density around products not made yet"),
)  # fmt: skip
MODEL_WORDS = (gettext_lazy("PPML, in levels, zeros kept"), gettext_lazy("least squares, of the logarithm"))
CLUSTER_WORDS = (gettext_lazy("pair"), gettext_lazy("origin"), gettext_lazy("destination"), gettext_lazy("year"))


def of(words, told):
    return list(zip(words, told, strict=True))


def optional(field, **more):
    return field(required=False, **more)


FIELDS = {
    "y": lambda: forms.CharField(label=gettext_lazy("Column that is counted"), max_length=80),
    "x": lambda: forms.CharField(
        label=gettext_lazy("Columns that it may go with"), max_length=500,
        help_text=gettext_lazy("With commas between them; ln: or ln1p: before a name takes the logarithm."),
    ),
    "tau": lambda: optional(
        forms.FloatField, label=gettext_lazy("Years of the restricted mean"), min_value=0.01, max_value=1000,
        help_text=gettext_lazy("Empty: the longest time in the table."),
    ),
    "controls": lambda: forms.ChoiceField(label=gettext_lazy("Compared with"), choices=of(CONTROLS, CONTROL_WORDS)),
    "anticipation": lambda: forms.IntegerField(
        label=gettext_lazy("Years before the start that stand apart"), min_value=0, max_value=5, initial=0,
    ),
    "fe": lambda: optional(
        forms.CharField, label=gettext_lazy("Effects taken out"), max_length=120, initial=USUAL_FE,
        help_text=gettext_lazy("Of pair, origin_year, destination_year, origin, destination, year; empty for none."),
    ),
    "cluster": lambda: forms.ChoiceField(label=gettext_lazy("Errors by"), choices=of(CLUSTERS, CLUSTER_WORDS)),
    "model": lambda: forms.ChoiceField(label=gettext_lazy("Model"), choices=of(MODELS, MODEL_WORDS)),
    "what": lambda: forms.ChoiceField(label=gettext_lazy("Measure"), choices=of(MEASURES, MEASURE_WORDS)),
    "weights": lambda: forms.CharField(
        label=gettext_lazy("Weights"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("A line for each criterion: its column, weight, + or -. For example: distance, 2, -"),
    ),
    "draws": lambda: optional(
        forms.IntegerField, label=gettext_lazy("Random draws"), min_value=100, max_value=100_000,
        help_text=gettext_lazy("Empty: as many as usual."),
    ),
    "seed": lambda: optional(
        forms.IntegerField, label=gettext_lazy("Seed of the draws"), min_value=0, max_value=2_000_000_000,
        help_text=gettext_lazy("The same seed gives the same answer. Empty: 0."),
    ),
}  # fmt: skip


class OwnTableForm(forms.Form):
    """file, then the options of one question. `options()` of what was checked, as insights.questions takes them."""

    file = forms.FileField(
        label=gettext_lazy("Table"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy("CSV in UTF-8 (comma, semicolon or tab), one header row, at most 5 MB and 50,000 rows."),
    )  # fmt: skip

    def __init__(self, question, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        for name in question.options:
            self.fields[name] = FIELDS[name]()
        if question.key == "gravity":
            self.fields["x"].initial = "tie"

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."), code="too_large")
        self.content = sent.read()
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _("The file is no CSV in UTF-8. Save it from your spreadsheet as “CSV UTF-8”."), code="encoding"
            ) from None
        if "\0" in text:
            raise forms.ValidationError(_("The file is no CSV; it holds bytes that text does not."), code="binary")
        if sum(1 for line in text.splitlines() if line.strip(" ,;\t\"")) > MOST_ROWS + 1:
            raise forms.ValidationError(_("The table has more than 50,000 rows."), code="too_many")
        return sent

    def clean_weights(self):
        """The lines as a table in CSV."""
        rows = [[cell.strip() for cell in row] for row in csv.reader(self.cleaned_data["weights"].splitlines())]
        rows = [row for row in rows if any(row) and row != WEIGHTS_HEAD]
        for row in rows:
            if len(row) != len(WEIGHTS_HEAD):
                raise forms.ValidationError(
                    _("Write “%(line)s” as three parts with commas between them.") % {"line": ", ".join(row)},
                    code="no_weight",
                )
        return "\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row)
                         for row in [WEIGHTS_HEAD, *rows]) + "\n"  # fmt: skip

    def clean_fe(self):
        words = listed(self.cleaned_data["fe"])
        unknown = [word for word in words if word not in FE]
        if unknown:
            words = _("“%(word)s” is none of these effects.") % {"word": unknown[0]}
            raise forms.ValidationError(words, code="unknown")
        return words

    def clean_x(self):
        return listed(self.cleaned_data["x"])

    def options(self):
        """{name: value} of what was chosen; what was left empty keeps its usual value."""
        given = {name: self.cleaned_data[name] for name in self.question.options}
        return {name: value for name, value in given.items() if value is not None and (value != "" or name == "fe")}


def listed(text):
    return [word.strip() for word in text.split(",") if word.strip()]
