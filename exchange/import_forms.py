from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.dataset_words import WORDS, datasets_for, note_of
from exchange.uploads import ACCEPT


class UploadForm(forms.Form):
    """A table to bring in: of what, from where."""

    dataset = forms.ChoiceField(label=_("What is in the file?"), widget=forms.Select(attrs={"class": "in"}))
    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"class": "in", "accept": ACCEPT}),
        help_text=_("CSV or XLSX with one header row. Nothing is written before you have seen what it would change."),
    )
    source = forms.CharField(
        label=_("Where is it from?"),
        max_length=60,
        initial="manual",
        widget=forms.TextInput(attrs={"class": "in"}),
        help_text=_("With the id of a row it is how the same file is known again. Keep it the same from year to year."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dataset"].choices = [(name, WORDS[name][0]) for name in datasets_for(user)]


class RowForm(forms.Form):
    """One row to put right: a field for each of our columns, the wrong ones first and with their sentence."""

    def __init__(self, *args, columns, wrong, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for column in sorted(columns, key=lambda column: column.name not in wrong):
            field = self.fields[column.name] = field_of(column, self.initial.get(column.name, ""))
            field.problem = " ".join(wrong.get(column.name, ()))
            if field.problem:
                told = f"id_{column.name}_helptext id_{column.name}-problem"
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": told}

    def wrong(self):
        return [field for field in self if field.field.problem]

    def others(self):
        return [field for field in self if not field.field.problem]


def field_of(column, now):
    """The field of a column that holds `now`; a word is chosen from its list, and what stands there stays a choice."""
    given = {
        "label": f"{column.name} *" if column.required else column.name,
        "required": False,
        "help_text": "" if column.kind == "word" else note_of(column),
    }
    attrs = {"class": "in"}
    if column.kind == "word":
        known = {word.lower() for word in column.choices}
        words = ["", *column.choices]
        first = [] if now.lower() in known or not now else [now]
        chosen = [now if word.lower() == now.lower() else word for word in words]
        choices = [(word, word) for word in first + chosen]
        return forms.ChoiceField(choices=choices, widget=forms.Select(attrs=attrs), **given)
    if column.name == "summary":
        return forms.CharField(widget=forms.Textarea(attrs=attrs | {"rows": 4}), **given)
    return forms.CharField(widget=forms.TextInput(attrs=attrs), **given)
