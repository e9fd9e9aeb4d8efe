"""What a coordinator types to ask the other side by a mailed link, and heads by country and sex."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.accounts import CHOOSABLE
from activities.forms_sides import HEADS_AT_MOST
from activities.models import Sex
from activities.services.asking import Addressee
from drawing.widgets import DayInput
from partnerships.models import Partnership
from stakeholders.models import Level, Place

CHOICES = [("place", _("Place")), ("organisations", _("Organisations")), ("people", _("Head count"))]
BLANK_ROWS = 2


class AskForm(forms.Form):
    """Whom to ask, and which of the facts go out beside title, kind and date."""

    whom = forms.ChoiceField(label=_("Who is asked?"), choices=[])
    chosen = forms.MultipleChoiceField(
        label=_("What they see besides title, kind and date"), choices=CHOICES, required=False,
        widget=forms.CheckboxSelectMultiple, initial=list(CHOOSABLE),
    )  # fmt: skip
    message = forms.CharField(
        label=_("A line from you"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, people, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = {f"p{one.pk}": one for one in people} | {f"o{one.pk}": one for one in posts}
        self.fields["whom"].choices = [(key, f"{one}, {one.organisation}") for key, one in self.found.items()]

    def addressee(self):
        """The Addressee that was chosen."""
        return Addressee.of(self.found[self.cleaned_data["whom"]])


class HeadsRow(forms.Form):
    """One country of the table, a number for each sex."""

    country = forms.ModelChoiceField(label=_("Country"), queryset=Place.objects.none(), required=False, empty_label="–")

    def __init__(self, *args, countries, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries
        for place, (_sex, label) in enumerate(Sex.choices):
            self.fields[f"sex{place}"] = forms.IntegerField(
                label=label, min_value=0, max_value=HEADS_AT_MOST, required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
        for field in self.fields.values():
            field.widget.attrs |= {"aria-label": field.label, "class": "in"}

    @property
    def cells(self):
        """The number fields, in the order of Sex."""
        return [self[f"sex{place}"] for place in range(len(Sex))]

    def clean(self):
        found = super().clean()
        if not found.get("country") and "country" not in self.errors and any(
            people is not None for people in self.counts(found).values()
        ):
            self.add_error("country", _("Choose the country of these people."))
        return found

    @staticmethod
    def counts(found):
        return {sex: found.get(f"sex{place}") for place, sex in enumerate(Sex.values)}

    def row(self):
        """(country, {sex: people}) or None where the row is empty."""
        found = self.cleaned_data
        return (found["country"], self.counts(found)) if found.get("country") else None


class HeadsForm:
    """The whole table: rows, and whether more than the head count is meant."""

    def __init__(self, data=None, *, rows=(), suggested=()):
        """rows: HeadCount rows that stand; suggested: countries offered where nothing is written yet."""
        countries = Place.objects.filter(level=Level.COUNTRY).order_by("name")
        initial = {}
        for row in rows:
            at = list(Sex.values).index(row.sex)
            initial.setdefault(row.country_id, {"country": row.country_id})[f"sex{at}"] = row.people
        for country in suggested:
            initial.setdefault(country, {"country": country})
        maker = forms.formset_factory(HeadsRow, extra=BLANK_ROWS, max_num=300, absolute_max=300)
        self.rows = maker(data, initial=list(initial.values()), form_kwargs={"countries": countries}, prefix="heads")
        self.over = bool(data.get("over")) if data is not None else any(row.over for row in rows)
        self.refusal = ""

    def is_valid(self):
        return self.rows.is_valid()

    def counted(self):
        """[(country, {sex: people})] for the service."""
        written = filter(None, (form.row() for form in self.rows))
        return [row for row in written if any(people is not None for people in row[1].values())]


class HeadsPeriodForm(forms.Form):
    """A tie and a period, for a fund's report."""

    p = forms.ModelChoiceField(
        label=_("Partnership"), queryset=Partnership.objects.none(), to_field_name="slug", required=False,
        empty_label=_("Every partnership"),
    )  # fmt: skip
    since = forms.DateField(label=_("From"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput())

    def __init__(self, *args, ties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["p"].queryset = ties
