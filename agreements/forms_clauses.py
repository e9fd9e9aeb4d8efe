"""What people type about clauses and amendments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.models import Clause, ClauseKind, Renewal
from drawing.widgets import DayInput


class ClauseForm(forms.Form):
    number = forms.CharField(
        label=_("Number"), max_length=20, required=False, help_text=_("As the paper writes it: 3, II.4, Art. 7.")
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=ClauseKind, initial=ClauseKind.COMMITMENT)
    text = forms.CharField(
        label=_("What does it say?"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5})
    )


class RewordForm(ClauseForm):
    """`seen` stands for the words that the form showed, so that nobody's later words are lost unseen."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)


class PlaceForm(forms.Form):
    clause = forms.ModelChoiceField(
        label=_("Clause"), queryset=Clause.objects.none(), required=False, empty_label=_("Under no clause")
    )

    def __init__(self, *args, agreement, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["clause"].queryset = Clause.objects.for_user(user).filter(agreement=agreement)


class AmendForm(forms.Form):
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class TermsForm(forms.Form):
    """The terms that an amendment may change, as they are to be."""

    title = forms.CharField(label=_("Title of the agreement"), max_length=300)
    expires_on = forms.DateField(label=_("Ends on"), required=False, widget=DayInput())
    renewal = forms.ChoiceField(label=_("Renewal"), choices=Renewal)
    renewal_months = forms.IntegerField(label=_("Each renewal, months"), required=False, min_value=1, max_value=600)
    notice_days = forms.IntegerField(label=_("Notice, days"), required=False, min_value=0, max_value=3650)
    fields_of = forms.CharField(label=_("Fields of cooperation"), max_length=300, required=False)

    @property
    def terms(self):
        """The cleaned terms, by the names that the service takes."""
        found = dict(self.cleaned_data)
        found["fields"] = found.pop("fields_of")
        return found


class DecideForm(forms.Form):
    key = forms.CharField(max_length=60)
    seen = forms.CharField(max_length=16)
    take = forms.ChoiceField(choices=[("ours", "ours"), ("theirs", "theirs")])
