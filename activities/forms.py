"""What people type of an activity. Each form hands over `facts` for the service and keeps what was typed."""

from decimal import Decimal

from babel.numbers import NumberFormatError, format_decimal, parse_decimal
from django import forms
from django.utils.translation import gettext_lazy as _

from activities.forms_around import AroundForm, around_initial
from activities.models import Activity, ActivityKind, ActivityStatus, Direction
from activities.queries import organisations_for
from activities.queries_money import logged_cost
from activities.services.activities import Facts
from agreements.models import Deliverable
from drawing import formats
from drawing.widgets import DayInput
from partnerships.uploads import ACCEPT
from stakeholders.dates import NotADate, PartialDate
from stakeholders.fields import PlaceField
from stakeholders.models import Organisation


class PartialDateField(forms.CharField):
    """A day, a month or a year, as 2026-11-22, 2026-11 or 2026. Cleans to a PartialDate."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("As 2026-11-22, 2026-11 or 2026."))
        kwargs.setdefault("max_length", 10)
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return str(value) if isinstance(value, PartialDate) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except NotADate as error:
            raise forms.ValidationError(_("Write the date as 2026-11-22, 2026-11 or 2026.")) from error


class AmountField(forms.DecimalField):
    """A number as people write it in their language: 1,200,000.50 in English, 1.200.000,50 in German."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**{"max_digits": 20, "decimal_places": 2, **kwargs})

    def prepare_value(self, value):
        if isinstance(value, Decimal):
            return format_decimal(value, locale=formats.locale(), group_separator=False)
        return value

    def to_python(self, value):
        text = "".join(str(value or "").split())
        if not text:
            return None
        try:
            return super().to_python(str(parse_decimal(text, locale=formats.locale(), strict=True)))
        except NumberFormatError as error:
            example = formats.number(Decimal("1200000"))
            raise forms.ValidationError(_("Write the number as %(n)s."), params={"n": example}) from error


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self, attrs=None):
        super().__init__({"multiple": True, "class": "in", **(attrs or {})})


class ManyFilesField(forms.FileField):
    """Any number of files; cleans to a list. What they are is looked at by the service."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", ManyFilesInput(attrs={"accept": ACCEPT}))
        super().__init__(**{"required": False, **kwargs})

    def clean(self, data, initial=None):
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(ManyFilesField, self).clean(file, initial) for file in files if file]


def refuse(form, refusal):
    """Put a service's refusal beside the field that it names, else above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))


class ActivityForm(AroundForm):
    """All that may be said of an activity on one page."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=ActivityKind.choices)
    title = forms.CharField(label=_("In one line, what happened?"), max_length=200)
    status = forms.ChoiceField(label=_("How does it stand?"), choices=ActivityStatus.choices, widget=forms.RadioSelect)
    starts = PartialDateField(label=_("When?"))
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DayInput())
    place = PlaceField(label=_("City"), required=False)
    place_text = forms.CharField(label=_("Where in it"), max_length=120, required=False)
    organisations = forms.ModelMultipleChoiceField(
        label=_("Who took part?"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    people = forms.IntegerField(label=_("People, about"), min_value=0, max_value=10_000_000, required=False)
    people_out = forms.IntegerField(label=_("People we sent"), min_value=0, max_value=10_000_000, required=False)
    people_in = forms.IntegerField(label=_("People we received"), min_value=0, max_value=10_000_000, required=False)
    direction = forms.ChoiceField(
        label=_("Who travelled?"), choices=[("", _("Nobody, or not known")), *Direction.choices], required=False
    )
    grew_from = forms.ModelChoiceField(
        label=_("Grew from"), queryset=Activity.objects.none(), required=False, empty_label=_("Nothing earlier")
    )
    deliverables = forms.ModelMultipleChoiceField(
        label=_("Deliverables it serves"),
        queryset=Deliverable.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Notes, cost and next step stay in your office, however widely the activity is read."),
    )
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    cost = AmountField(label=_("Cost"), max_digits=16, required=False)
    currency = forms.CharField(label=_("Currency of the cost"), max_length=3, required=False)
    cost_borne_by = forms.CharField(label=_("Who bore the cost"), max_length=120, required=False)
    files = ManyFilesField(label=_("Photo or paper, as evidence"))

    def __init__(self, *args, user, partnership, activity=None, **kwargs):
        super().__init__(*args, **kwargs)
        offered = {body.pk for body in organisations_for(user, partnership)}
        if activity:
            offered |= set(activity.participants.values_list("organisation", flat=True))
        self.fields["organisations"].queryset = Organisation.objects.filter(pk__in=offered)
        earlier = Activity.objects.for_user(user).filter(partnership=partnership)
        self.fields["grew_from"].queryset = earlier.exclude(pk=activity.pk) if activity else earlier
        promises = Deliverable.objects.for_user(user).filter(agreement__partnership=partnership)
        self.fields["deliverables"].queryset = promises
        if not promises.exists():
            del self.fields["deliverables"]
        self.offer_around(user, partnership, activity)

    def clean_currency(self):
        return self.cleaned_data["currency"].upper()

    def facts(self):
        given = {name: value for name, value in self.cleaned_data.items() if name != "files"}
        given["organisations"] = list(given["organisations"])
        given["deliverables"] = list(given.get("deliverables") or [])
        given |= self.around()
        return Facts(**given)


def initial_of(activity):
    """What the form starts with for an activity that stands."""
    note = getattr(activity, "office_note", None)
    spent = logged_cost(activity)
    return {
        "kind": activity.kind,
        "title": activity.title,
        "status": activity.status,
        "starts": PartialDate(activity.starts_first, activity.starts_last),
        "ends_on": activity.ends_on,
        "place": activity.place,
        "place_text": activity.place_text,
        "organisations": list(activity.participants.values_list("organisation", flat=True)),
        "people": activity.people,
        "people_out": activity.people_out,
        "people_in": activity.people_in,
        "direction": activity.direction,
        "grew_from": activity.grew_from_id,
        **around_initial(activity),
        "notes": note.notes if note else "",
        "cost": spent.amount if spent else None,
        "currency": spent.currency if spent else "",
        "cost_borne_by": spent.borne_by if spent else "",
    }
