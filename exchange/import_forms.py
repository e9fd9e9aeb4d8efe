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
    """One row to put right: a field for each of our columns, the wrong ones with their sentence."""

    def __init__(self, *args, columns, wrong, **kwargs):
        super().__init__(*args, **kwargs)
        for column in columns:
            attrs = {"class": "in"}
            label = f"{column.name} *" if column.required else column.name
            given = {"label": label, "required": False, "help_text": note_of(column)}
            if column.name == "summary" or column.longest > 1000:
                self.fields[column.name] = forms.CharField(widget=forms.Textarea(attrs=attrs | {"rows": 4}), **given)
            else:
                self.fields[column.name] = forms.CharField(widget=forms.TextInput(attrs=attrs), **given)
        for name, sentences in wrong.items():
            if name in self.fields:
                self.fields[name].widget.attrs |= {"aria-invalid": "true"}
                self.fields[name].problem = " ".join(sentences)
