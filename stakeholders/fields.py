"""Form fields for things of this room."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from stakeholders.models import Level, Place
from stakeholders.queries import label_of, places_meant


class PlaceInput(forms.TextInput):
    """A text box that offers places as one types; without script the whole name is typed."""

    template_name = "stakeholders/place_input.html"
    level = Level.CITY

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["places_url"] = reverse_lazy("stakeholders:places")
        context["level"] = self.level or "any"
        return context

    def format_value(self, value):
        return label_of(value) if isinstance(value, Place) else value


class PlaceField(forms.CharField):
    """A place written as people write it: "Osaka" or "Springfield, Illinois, United States". Cleans to a Place.

    A name that several places bear is refused with the labels to choose from. level: None for every level; a country
    and its capital are apart by their labels, a city and a region of one name are not: the more populous is meant.
    """

    widget = PlaceInput
    default_error_messages = {
        "unknown": _("No place of this name is known. Type its first letters and choose from the list."),
        "several": _("Several places have this name. Write one of: %(labels)s."),
    }

    def __init__(self, *, level=Level.CITY, **kwargs):
        self.level = level
        super().__init__(**{"max_length": 300, **kwargs})
        self.widget.level = level

    def prepare_value(self, value):
        if isinstance(value, int):
            value = Place.objects.select_related("country", "parent").filter(pk=value).first()
        return label_of(value) if isinstance(value, Place) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = places_meant(text, level=self.level)
        if not found:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            labels = "; ".join(label_of(place) for place in found[:8])
            raise forms.ValidationError(self.error_messages["several"], code="several", params={"labels": labels})
        return found[0]
