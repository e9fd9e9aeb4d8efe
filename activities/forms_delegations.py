"""What people type of a visit, its people, programme, points and letters."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from activities.forms import PartialDateField
from activities.forms_around import hour_field
from activities.models import DelegationPerson, PointKind, Reply, Side, VisitDirection
from activities.queries import organisations_for
from activities.services.delegations import Visit
from activities.services.next_steps import colleagues_of
from drawing.widgets import DayInput
from partnerships.uploads import ACCEPT
from stakeholders.dates import PartialDate
from stakeholders.fields import PlaceField
from stakeholders.models import Organisation, Place, User


def day_field(label, **more):
    return forms.DateField(label=label, required=False, widget=DayInput(), **more)


class VisitForm(forms.Form):
    """A visit, from the first idea to fixed dates."""

    title = forms.CharField(label=_("What do you call this visit?"), max_length=200)
    direction = forms.ChoiceField(label=_("Who travels?"), choices=VisitDirection.choices, widget=forms.RadioSelect)
    starts = PartialDateField(label=_("First day"), required=False)
    ends_on = day_field(_("Last day"))
    places = forms.ModelMultipleChoiceField(
        label=_("Where"), queryset=Place.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_place = PlaceField(label=_("Another city"), required=False)
    hosts = forms.ModelMultipleChoiceField(
        label=_("Hosts"), queryset=Organisation.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.CharField(label=_("Purpose"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    lead = forms.ModelChoiceField(
        label=_("Who leads it in your office"), queryset=User.objects.none(), required=False,
        empty_label=_("Nobody yet"),
    )  # fmt: skip
    next_by = day_field(_("Next step wanted by"), help_text=_("It stands in My work until it is done."))
    purge_on = day_field(
        _("Delete the list of people and the files on"),
        help_text=_("Left empty, 90 days after the last day. Head counts are kept."),
    )

    def __init__(self, *args, user, partnership, owner, delegation=None, **kwargs):
        super().__init__(*args, **kwargs)
        places = partnership.places.all()
        bodies = {body.pk for body in organisations_for(user, partnership)}
        if delegation:
            places = Place.objects.filter(pk__in=places) | delegation.places.all()
            bodies |= set(delegation.hosts.values_list("pk", flat=True))
        self.fields["places"].queryset = Place.objects.filter(pk__in=places.values("pk")).order_by("name")
        self.fields["hosts"].queryset = Organisation.objects.filter(pk__in=bodies).order_by("name")
        self.fields["lead"].queryset = colleagues_of(owner)

    def visit(self):
        given = dict(self.cleaned_data)
        more = given.pop("more_place")
        places, given["hosts"] = list(given["places"]), list(given["hosts"])
        return Visit(**{**given, "places": places + [more] if more and more not in places else places})


def visit_initial(delegation):
    starts = delegation.starts_first and PartialDate(delegation.starts_first, delegation.starts_last)
    return {
        "title": delegation.title, "direction": delegation.direction, "starts": starts, "ends_on": delegation.ends_on,
        "places": [place.pk for place in delegation.places.all()],
        "hosts": [body.pk for body in delegation.hosts.all()],
        "purpose": delegation.purpose, "lead": delegation.lead_id, "next_by": delegation.next_by,
        "purge_on": delegation.purge_on,
    }  # fmt: skip


class MoveVisitForm(forms.Form):
    note = forms.CharField(label=_("A word on it"), max_length=300, required=False)
    next_by = day_field(_("Next step wanted by"))


class PersonForm(forms.ModelForm):
    """One person of the list. precedence: the place in the order of the side."""

    precedence = forms.IntegerField(label=_("Place in the order"), min_value=1, max_value=100_000, required=False)

    class Meta:
        model = DelegationPerson
        fields = [
            "side", "name", "office", "organisation", "address", "language", "email", "reply", "representative",
        ]  # fmt: skip
        labels = {
            "side": _("Side"), "name": _("Name"), "office": _("Title or office"), "organisation": _("Organisation"),
            "address": _("Form of address"), "language": _("Language"), "email": _("E-mail"), "reply": _("Reply"),
            "representative": _("Comes in their stead"),
        }  # fmt: skip
        help_texts = {"address": _("As Mayor Lee, or Your Excellency.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reply"].choices = Reply.choices
        self.fields["side"].choices = Side.choices
        if self.instance.pk:
            self.initial["precedence"] = self.instance.precedence


class GuestListForm(forms.Form):
    """A list pasted or uploaded; shown before it is kept."""

    text = forms.CharField(
        label=_("Paste the list"), required=False, max_length=400_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One person on each line: name, title or office, organisation, e-mail, with tabs or commas between. With "
            "a first line of headings the order is free; form of address, language, order, reply and side are read too."
        ),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file, CSV or XLSX"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"})
    )
    side = forms.ChoiceField(label=_("They are"), choices=Side.choices, initial=Side.GUEST)
    replace = forms.BooleanField(label=_("In place of those of this side who are on the list"), required=False)


class ProgrammeForm(forms.Form):
    """One point of the programme; hours are those of the place."""

    what = forms.CharField(label=_("What"), max_length=200)
    day = forms.DateField(label=_("Day"), widget=DayInput())
    starts = hour_field(_("From, hour there"))
    ends = hour_field(_("To, hour there"))
    place = forms.ModelChoiceField(
        label=_("City"), queryset=Place.objects.none(), required=False, empty_label=_("Not named")
    )
    where = forms.CharField(label=_("Where in it"), max_length=200, required=False)
    host = forms.ModelChoiceField(
        label=_("Host"), queryset=Organisation.objects.none(), required=False, empty_label=_("Not named")
    )
    host_text = forms.CharField(label=_("Host, a person or another body"), max_length=150, required=False)
    languages = forms.CharField(label=_("Languages interpreted"), max_length=60, required=False)
    interpreter = forms.CharField(label=_("Interpreter"), max_length=150, required=False)
    people = forms.ModelMultipleChoiceField(
        label=_("Who goes"), queryset=DelegationPerson.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Nobody chosen is everybody."),
    )  # fmt: skip
    notes = forms.CharField(
        label=_("Notes for your office"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Not on the programme that guests get."),
    )  # fmt: skip

    def __init__(self, *args, user, delegation, item=None, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = {body.pk for body in organisations_for(user, delegation.partnership)}
        bodies |= set(delegation.hosts.values_list("pk", flat=True)) | ({item.host_id} if item else set())
        places = set(delegation.places.values_list("pk", flat=True)) | ({item.place_id} if item else set())
        places = places or set(delegation.partnership.places.values_list("pk", flat=True))
        self.fields["host"].queryset = Organisation.objects.filter(pk__in=bodies).order_by("name")
        self.fields["place"].queryset = Place.objects.filter(pk__in=places).order_by("name")
        self.fields["people"].queryset = people = delegation.people.all()
        if not people.exists():
            del self.fields["people"]


def programme_initial(item):
    names = (
        "what", "day", "starts", "ends", "place", "where", "host", "host_text", "languages", "interpreter", "notes",
    )  # fmt: skip
    return {name: getattr(item, name) for name in names} | {"people": [one.pk for one in item.people.all()]}


class PointForm(forms.Form):
    kind = forms.ChoiceField(label=_("Point"), choices=PointKind.choices)
    text = forms.CharField(label=_("What"), max_length=500)


class PaperForm(forms.Form):
    file = forms.FileField(label=_("A file of this visit"), widget=forms.FileInput(attrs={"accept": ACCEPT}))


class LetterForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("An empty line begins a new paragraph."),
    )  # fmt: skip


def languages():
    """[(code, name)] of every language of the product."""
    return list(settings.EVERY_LANGUAGE.items())


class LanguagesForm(forms.Form):
    """One or two languages of a print."""

    language = forms.ChoiceField(label=_("Language"))
    second = forms.ChoiceField(label=_("Second language"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages()
        self.fields["second"].choices = [("", _("None")), *languages()]


class BecomesForm(forms.Form):
    """What of the visit goes into the log."""

    title = forms.CharField(label=_("In one line, what happened?"), max_length=200)
    people = forms.IntegerField(label=_("Heads"), min_value=0, max_value=100_000, required=False)
    organisations = forms.ModelMultipleChoiceField(
        label=_("Who took part?"), queryset=Organisation.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    notes = forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    next_steps = forms.CharField(
        label=_("Next steps, one on each line"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_on = day_field(_("Until"))

    def __init__(self, *args, user, delegation, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = {body.pk for body in organisations_for(user, delegation.partnership)}
        bodies |= set(delegation.hosts.values_list("pk", flat=True))
        self.fields["organisations"].queryset = Organisation.objects.filter(pk__in=bodies).order_by("name")

    def given(self):
        data = dict(self.cleaned_data)
        return data | {
            "organisations": list(data["organisations"]),
            "next_steps": [line.strip() for line in data["next_steps"].splitlines() if line.strip()],
        }
