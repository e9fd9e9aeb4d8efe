"""What people type of a lead."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from drawing.widgets import DayInput
from outcomes.forms import ResultField
from outcomes.models import LeadStage
from outcomes.services.claims import claimable_seats, office_behind
from outcomes.services.leads import LOST_STAGES, OPEN_STAGES, SIZE_BANDS
from stakeholders.models import Organisation


class LeadForm(forms.Form):
    """A possible deal, under a code name."""

    code_name = forms.CharField(
        label=_("Code name"), max_length=120,
        help_text=_("As your office calls it. Not the name of the firm."),
    )  # fmt: skip
    indicator = ResultField(label=_("What may come of it?"), empty_label=_("Not known yet"), required=False)
    organisation = forms.ModelChoiceField(label=_("Who carries it?"), queryset=Organisation.objects.none())
    opened_on = forms.DateField(label=_("Opened on"), widget=DayInput())
    sector = forms.CharField(label=_("Sector"), max_length=80, required=False)
    size_band = forms.ChoiceField(
        label=_("Size"), required=False, choices=[("", _("Not known")), *((band, band) for band in SIZE_BANDS)]
    )
    activity = forms.ModelChoiceField(
        label=_("Came through this activity"), queryset=Activity.objects.none(), required=False,
        empty_label=_("None named"),
    )  # fmt: skip
    firm_name = forms.CharField(
        label=_("Name of the firm"), max_length=200, required=False,
        help_text=_("Read by you and by those who may read confidential records."),
    )  # fmt: skip
    firm_consents = forms.BooleanField(label=_("The firm agreed to be named in a report of it"), required=False)
    confidential_until = forms.DateField(label=_("Confidential until"), widget=DayInput(), required=False)

    def __init__(self, *args, user, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        seats = claimable_seats(user, partnership)
        self.fields["indicator"].of_office(office_behind(seats))
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=seats.values("organisation"))
        self.fields["activity"].queryset = Activity.objects.for_user(user).filter(partnership=partnership)
        self.fields["opened_on"].initial = timezone.localdate

    def given(self):
        found = dict(self.cleaned_data)
        found["firm_consents"] = found["firm_consents"] or None
        return found


class MoveForm(forms.Form):
    """Where a lead goes next. A closed one may only be opened again."""

    stage = forms.ChoiceField(label=_("Goes to"))
    on = forms.DateField(label=_("On"), widget=DayInput())
    note = forms.CharField(
        label=_("Why, or what happened"), max_length=300, required=False,
        help_text=_("Needed when the lead ends or is opened again."),
    )  # fmt: skip

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, **kwargs)
        is_open = lead.stage in OPEN_STAGES
        stages = [*OPEN_STAGES, *LOST_STAGES] if is_open else OPEN_STAGES
        self.fields["stage"].choices = [
            (stage.value, LeadStage(stage).label) for stage in stages if stage != lead.stage
        ]
        if is_open and lead.stage != OPEN_STAGES[-1]:
            self.fields["stage"].initial = OPEN_STAGES[OPEN_STAGES.index(lead.stage) + 1].value
        self.fields["on"].initial = timezone.localdate
