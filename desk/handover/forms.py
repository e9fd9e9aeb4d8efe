"""Who follows in a post, who leaves on an election day, who takes over a colleague's work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.services.next_steps import colleagues_of
from stakeholders.forms import ServiceForm
from stakeholders.forms_posts import DayField
from stakeholders.models import Person, PostHolding


class HoldingsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, holding):
        return f"{holding.person.name}, {holding.post.title}"


def why_field():
    return forms.CharField(
        label=_("Why"), max_length=200, required=False, help_text=_("As “Elected on 3 May” or “Retired”.")
    )


class HolderForm(ServiceForm, forms.Form):
    person = forms.ModelChoiceField(
        label=_("Who follows?"), queryset=None, required=False, empty_label=_("Somebody not on file yet")
    )
    name = forms.CharField(label=_("Name, where not on file yet"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    on = DayField(label=_("First day"))
    former = HoldingsField(
        label=_("Whose time ends the day before?"), queryset=None, required=False,
        help_text=_("Take the tick off where two share the post."),
    )  # fmt: skip
    why = why_field()

    def __init__(self, *args, user, post, now, **kwargs):
        super().__init__(*args, **kwargs)
        held = [holding.person_id for holding in now]
        people = Person.objects.for_user(user).filter(organisation=post.organisation).exclude(pk__in=held)
        self.fields["person"].queryset = people.order_by("name", "pk")
        holdings = PostHolding.objects.filter(pk__in=[holding.pk for holding in now])
        self.fields["former"].queryset = holdings.select_related("person", "post").order_by("pk")
        if now:
            self.fields["former"].initial = [holding.pk for holding in now]
        else:
            del self.fields["former"]


class LeaveForm(ServiceForm, forms.Form):
    on = DayField(label=_("Last day"))
    why = why_field()


class ElectionForm(ServiceForm, forms.Form):
    on = DayField(label=_("Last day of those who leave"))
    holdings = HoldingsField(
        label=_("Who leaves?"), queryset=None,
        error_messages={"required": _("Choose at least one post whose holder leaves.")},
    )  # fmt: skip
    why = forms.CharField(label=_("Why"), max_length=200, required=False, initial=_("Election"))

    def __init__(self, *args, holdings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["holdings"].queryset = holdings
        self.fields["holdings"].initial = [holding.pk for holding in holdings]


class HandOnForm(ServiceForm, forms.Form):
    to_user = forms.ModelChoiceField(
        label=_("Which colleague takes over?"), queryset=None, required=False, empty_label=_("Nobody yet"),
        help_text=_("They get the next steps and the lead of visits."),
    )  # fmt: skip
    to_person = forms.ModelChoiceField(
        label=_("Whom do you ask from now on?"), queryset=None, required=False, empty_label=_("Nobody yet"),
        help_text=_("They stand for the promises and the ties for which you turned to the one who leaves."),
    )  # fmt: skip
    why = why_field()

    def __init__(self, *args, user, office, subject, **kwargs):
        super().__init__(*args, **kwargs)
        left = [one.pk for one in subject.users]
        self.fields["to_user"].queryset = colleagues_of(office.organisation_id).exclude(pk__in=left)
        people = Person.objects.for_user(user).filter(owner=office.organisation, organisation=subject.organisation)
        people = people.exclude(pk__in=[one.pk for one in subject.people])
        self.fields["to_person"].queryset = people.order_by("name", "pk")
        if not subject.users:
            del self.fields["to_user"]
        if not subject.people:
            del self.fields["to_person"]
