"""What people type about filings, the days that start them and the rules that hold."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms import PartialDateField
from agreements.models import RECORDED
from drawing.widgets import DayInput
from partnerships.uploads import ACCEPT
from stakeholders.forms import ServiceForm
from stakeholders.models import Place


class FiledForm(ServiceForm, forms.Form):
    done_on = forms.DateField(label=_("Filed on"), widget=DayInput())
    reference = forms.CharField(label=_("Reference"), max_length=200, required=False)
    file = forms.FileField(
        label=_("Receipt"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ACCEPT})
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, proof_asked="", **kwargs):
        super().__init__(*args, **kwargs)
        if proof_asked:
            self.fields["reference"].help_text = proof_asked
        self.fields["file"].help_text = _("The reference or the receipt is the proof: one of them is needed.")


class SetAsideForm(ServiceForm, forms.Form):
    note = forms.CharField(
        label=_("Why has nothing to be filed?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "id": "id_why"}),
    )  # fmt: skip


class MilestoneForm(ServiceForm, forms.Form):
    """A day of an agreement's making, as precisely as it is known."""

    event = forms.ChoiceField(label=_("What?"), choices=[(event.value, event.label) for event in RECORDED])
    on = PartialDateField(
        label=_("When?"), max_length=10,
        help_text=_("As precisely as it is known: 2027, 2027-04 or 2027-04-19. A new day replaces the one before."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class RulesForm(ServiceForm, forms.Form):
    """Which pack, from when; platform staff also name the place by its code."""

    pack = forms.ChoiceField(label=_("Rules"))
    place = forms.CharField(
        label=_("Place"), required=False, max_length=10,
        help_text=_("ISO code of a country or region, as AU or AU-QLD: it holds for every place below that has none."),
    )  # fmt: skip
    since = forms.DateField(
        label=_("For what happens from"), required=False, widget=DayInput(),
        help_text=_("Empty: from the day on which the rules apply."),
    )  # fmt: skip

    def __init__(self, *args, packs, staff=False, office=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pack"].choices = [(pack.code, pack.name) for pack in packs]
        if not staff:
            del self.fields["place"]
        elif not office:
            self.fields["place"].required = True

    def clean_place(self):
        code = self.cleaned_data["place"].strip().upper()
        if not code:
            return None
        found = Place.objects.filter(iso_code=code).first()
        if found is None:
            raise forms.ValidationError(_("No place on record has this code."))
        return found
