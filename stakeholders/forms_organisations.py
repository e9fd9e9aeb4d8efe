"""What people type about organisations: names, codes, sectors, dated figures."""

import zoneinfo

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from stakeholders import languages
from stakeholders.fields import PlaceField
from stakeholders.forms import ServiceForm
from stakeholders.identifiers import CLEANERS, SEVERAL, BadCode, cleaned
from stakeholders.metrics import choices_for, metric_of
from stakeholders.models import Organisation, OrganisationKind, OrganisationSector
from stakeholders.models.facts import LAST_YEAR, OLDEST_YEAR
from stakeholders.queries import label_of
from stakeholders.sectors import SECTORS

SECTOR = "sector_"
MOST_ALIASES = 40


class CodeInput(forms.TextInput):
    """A text box that offers codes of the shipped registers as one types a code or a name."""

    template_name = "stakeholders/code_input.html"

    def __init__(self, register, attrs=None):
        self.register = register
        super().__init__(attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context.update(known_url=reverse_lazy("stakeholders:known-bodies"), register=self.register)
        return context


class LinesField(forms.CharField):
    """One entry a line; cleans to a list without blanks and repeats."""

    widget = forms.Textarea

    def __init__(self, *, longest=200, most=MOST_ALIASES, **options):
        self.longest, self.most = longest, most
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 3, "dir": "auto"}), "required": False, **options})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        found = list(dict.fromkeys(line for line in lines if line))
        if any(len(line) > self.longest for line in found) or len(found) > self.most:
            raise forms.ValidationError(
                _("At most %(most)s lines of %(longest)s signs."), params={"most": self.most, "longest": self.longest}
            )
        return found


class OrganisationForm(ServiceForm, forms.ModelForm):
    """A new organisation. The place is one of the cities on record."""

    place = PlaceField(label=_("City"), help_text=_("Type its first letters and choose from the list."))
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    aliases = LinesField(
        label=_("Also called"), help_text=_("Short names, former names and names in other scripts, one a line.")
    )
    language = forms.ChoiceField(label=_("Written to in"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Works in"), choices=languages.CHOICES, required=False, help_text=_("Hold Ctrl to choose several.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    acts_for = PlaceField(
        label=_("Acts for"),
        required=False,
        level=None,
        help_text=_("The city, region or country on whose side it stands, where that is not where it is: a consulate."),
    )
    locode = forms.CharField(
        label=_("UN/LOCODE"), required=False, max_length=120, widget=CodeInput("ports"),
        help_text=_("Of a port: DEHAM."),
    )  # fmt: skip
    domain = forms.CharField(
        label=_("Web domains"), required=False, max_length=600, widget=CodeInput("universities"),
        help_text=_("By which mail and registers know it: uni-hamburg.de. Several with ; between them."),
    )  # fmt: skip
    ror = forms.CharField(label=_("ROR"), required=False, max_length=120, help_text=_("Of a university: 03yrm5c26."))
    registration = forms.CharField(
        label=_("Registration number"),
        required=False,
        max_length=120,
        help_text=_("Of a firm, with country and register: DE Hamburg HRB 1234."),
    )

    class Meta:
        model = Organisation
        fields = [
            "name", "kind", "place", "website", "email", "aliases", "language", "languages", "time_zone", "acts_for",
        ]  # fmt: skip
        labels = {
            "name": _("Name"),
            "kind": _("Kind"),
            "email": _("Office address (e-mail)"),
        }
        help_texts = {"name": _("As it calls itself."), "email": _("Of the house, not of a person.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose a kind")), *OrganisationKind.choices]
        given = [code for code in [self.initial.get("language"), *self.initial.get("languages", [])] if code]
        known = [*languages.CHOICES, *((code, code) for code in given if code not in languages.NAMES)]
        self.fields["language"].choices = [("", _("Not on file")), *known]
        self.fields["languages"].choices = known
        zones = [(zone, zone) for zone in sorted(zoneinfo.available_timezones())]
        self.fields["time_zone"].choices = [("", _("That of its place")), *zones]
        strengths = [("", _("no")), *OrganisationSector.Strength.choices]
        for letter, label in SECTORS:
            self.fields[SECTOR + letter] = forms.ChoiceField(label=label, choices=strengths, required=False)
        self.before = {}
        if self.instance.pk:
            self.before = {"place": self.instance.place, "acts_for": self.instance.acts_for}
            self._fill_from(self.instance)

    def _fill_from(self, organisation):
        codes = {}
        for code in organisation.identifiers.order_by("pk"):
            codes.setdefault(code.scheme, []).append(code.value)
        for scheme, values in codes.items():
            self.initial.setdefault(scheme, "; ".join(values))
        for row in organisation.sectors.all():
            self.initial[SECTOR + row.section] = row.strength

    def clean(self):
        given = super().clean()
        for scheme in CLEANERS:
            texts = self._codes(scheme)
            try:
                given[scheme] = [cleaned(scheme, text) for text in texts]
            except BadCode as bad:
                self.add_error(scheme, str(bad.message))
        return given

    def _codes(self, scheme):
        """A number may hold a semicolon only where there may be several."""
        text = self.cleaned_data.get(scheme, "")
        parts = text.split(";") if scheme in SEVERAL else [text]
        return [part for part in parts if part.strip()]

    def facts(self):
        """What the services take: the fields of the record, the codes by scheme, the sectors with strength."""
        given = self.cleaned_data
        return {
            **{field: given[field] for field in self._meta.fields if field in given},
            "codes": {scheme: given[scheme] for scheme in CLEANERS},
            "sectors": {letter: int(given[SECTOR + letter]) for letter, _label in SECTORS if given[SECTOR + letter]},
        }

    def clean_acts_for(self):
        return self._unless_left("acts_for")

    def _unless_left(self, field):
        """A place whose label was left as it stood is that place, though another may bear the same label."""
        before = self.before.get(field)
        typed = " ".join(self.data.get(self.add_prefix(field), "").split())
        return before if before and typed == label_of(before) else self.cleaned_data[field]

    def sector_fields(self):
        return [self[SECTOR + letter] for letter, _label in SECTORS]

    def has_in(self, *names):
        """Whether one of these fields has something in it or a fault, so that its group stands open."""
        return any(self.errors.get(name) or self[name].value() for name in names)

    def words_open(self):
        return self.has_in("aliases", "language", "languages", "time_zone", "acts_for")

    def codes_open(self):
        return self.has_in(*CLEANERS)

    def sectors_open(self):
        return self.has_in(*(SECTOR + letter for letter, _label in SECTORS))

    def validate_unique(self):
        """Whether it exists is the service's question: it takes the one that is there."""


class OrganisationChangeForm(OrganisationForm):
    """The place changes only where no partnership rests on it (services.PlaceHeld)."""

    place = PlaceField(label=_("Place"), level=None)

    def clean_place(self):
        return self._unless_left("place")


class FigureForm(ServiceForm, forms.Form):
    """A figure of a year. kind: of the organisation; none for a place."""

    metric = forms.ChoiceField(label=_("What was counted"), required=False)
    other = forms.CharField(
        label=_("or something else"), max_length=60, required=False, help_text=_("As “berths” or “patents”.")
    )
    year = forms.IntegerField(label=_("Year"), min_value=OLDEST_YEAR, max_value=LAST_YEAR)
    value = forms.DecimalField(label=_("Figure"), max_digits=18, decimal_places=6)
    unit = forms.CharField(
        label=_("Unit"), max_length=40, required=False, help_text=_("Left out, the usual one of the list.")
    )
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("Who says so: a report, a register."))

    def __init__(self, *args, kind=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["metric"].choices = [("", _("Choose")), *choices_for(kind)]

    def clean(self):
        given = super().clean()
        given["metric"] = metric_of(given.pop("other", "") or given.get("metric") or "")
        if not given["metric"] and "metric" not in self.errors:
            self.add_error("metric", _("Say what was counted."))
        return given


class LookUpForm(forms.Form):
    """A search in the shipped registers of ports and universities."""

    name = forms.CharField(
        label=_("Port or university"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=_("Name, UN/LOCODE or web domain."),
    )  # fmt: skip
    country = forms.CharField(label=_("Country"), max_length=2, required=False, help_text=_("Two letters, as DE."))
