"""What a coordinator types of a review: the day, the choice and the words for it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.models import Choice
from desk.review.services import LONGEST
from drawing.widgets import DayInput


class ReviewDayForm(forms.Form):
    """The day by which a tie is to be reviewed; empty takes the mark off."""

    review_on = forms.DateField(label=_("Review due on"), required=False, widget=DayInput)


class RecommendationForm(forms.Form):
    """What the coordinator advises; both may stay empty."""

    choice = forms.ChoiceField(
        label=_("What do you recommend?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("Nothing yet")), *Choice.choices],
    )  # fmt: skip
    recommendation = forms.CharField(
        label=_("Recommendation"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Stands in the pack as you write it. Write nothing that may not be published."),
    )  # fmt: skip
    after = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)  # the newest pack then frozen
