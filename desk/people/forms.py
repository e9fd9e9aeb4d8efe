"""What is typed about a member of an organisation."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.people.services import ties_of
from partnerships.models import Partnership
from stakeholders.access import Role
from stakeholders.forms import InvitationForm, ServiceForm
from stakeholders.forms_posts import DayField


class MemberForm(ServiceForm, forms.Form):
    role = forms.ChoiceField(label=_("What they may do"), choices=Role.choices)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Last day"), required=False, help_text=_("Empty: until somebody ends it."))
    confidential = forms.BooleanField(label=_("Reads confidential records"), required=False)
    limited = forms.BooleanField(label=_("Only for the partnerships named here"), required=False)
    ties = forms.ModelMultipleChoiceField(
        label=_("Partnerships"), queryset=Partnership.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ties"].queryset = ties_of(organisation)

    @property
    def wanted(self):
        """The arguments of the verbs."""
        given = dict(self.cleaned_data)
        limited, ties = given.pop("limited"), given.pop("ties")
        return given | {"ties": list(ties) if limited else None}


class InviteForm(MemberForm, InvitationForm):
    field_order = ["name", "email", "role", "since", "until", "confidential", "limited", "ties"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = Role.CONTRIBUTOR
        self.fields["since"].initial = timezone.localdate
