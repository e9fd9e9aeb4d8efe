"""Forms of whom next: weights in the address, what candidates are let in, the name of a set, the words of a brief."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.criteria import LEAST_POPULATION
from stakeholders.models import Place
from stakeholders.models.places import Level

MOST_PLACES = 500


class CandidatesForm(forms.Form):
    """Which cities are held against one another: all abroad above a size, in some countries, or a list."""

    least_population = forms.IntegerField(
        label=gettext_lazy("At least so many people"), min_value=0, max_value=50_000_000, required=False,
        help_text=gettext_lazy("0 for every city on file: 34,006 of them have 15,000 people or more."),
    )
    countries = forms.CharField(
        label=gettext_lazy("Only in these countries"), required=False, max_length=1500,
        help_text=gettext_lazy("Names or two-letter codes, with commas between them. Empty: everywhere abroad."),
    )
    places = forms.CharField(
        label=gettext_lazy("Or only these cities"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One on each line, with its country: Lyon, FR. Then the two fields above do not count."),
    )  # fmt: skip

    def clean_least_population(self):
        given = self.cleaned_data["least_population"]
        return LEAST_POPULATION if given is None else given

    def clean_countries(self):
        words = [word.strip() for word in self.cleaned_data["countries"].split(",") if word.strip()]
        known = Place.objects.filter(level=Level.COUNTRY)
        found = []
        for word in words:
            country = known.filter(country_code=word.upper()).first() if len(word) == 2 else None
            country = country or known.filter(name__iexact=word).first()
            if country is None:
                raise forms.ValidationError(_("No country is called “%(word)s”.") % {"word": word}, code="unknown")
            found.append(country.country_code)
        return sorted(set(found))

    def clean_places(self):
        lines = [line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip()]
        if len(lines) > MOST_PLACES:
            raise forms.ValidationError(_("A list holds 500 cities at most."), code="too_many")
        return sorted({self.city_of(line) for line in lines})

    def city_of(self, line):
        name, *region, country = (part.strip() for part in line.split(",")) if "," in line else ("", "")
        if not name or len(country) != 2 or len(region) > 1:
            raise forms.ValidationError(
                _("Write “%(line)s” with its country: a comma and two letters.") % {"line": line}, code="no_country"
            )
        found = Place.objects.cities().filter(country_code=country.upper(), name__iexact=name)
        found = list((found.filter(parent__name__iexact=region[0]) if region else found).select_related("parent")[:9])
        if not found:
            raise forms.ValidationError(_("No city is called “%(line)s” on file.") % {"line": line}, code="unknown")
        if len(found) > 1:
            named = ", ".join(sorted(str(city.parent) for city in found))
            raise forms.ValidationError(
                _("Several cities are called “%(line)s”; put the region between, one of: %(named)s.")
                % {"line": line, "named": named},
                code="several",
            )
        return found[0].pk


class SetForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the set"), max_length=80)


class BriefForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    reason = forms.CharField(
        label=gettext_lazy("In your own words"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What the figures do not say: who knows whom, what was asked for, what it will cost."),
    )  # fmt: skip
