"""What surrounds an activity, as people type it: hours and zone, languages, sectors, posts, papers, next steps."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities import times
from activities.models import LinkRelation
from activities.queries import acting_seat, organisations_for, posts_for
from activities.services.next_steps import colleagues_of, contacts_of
from agreements.models import Agreement, Deliverable
from agreements.sectors import LANGUAGES, SECTORS
from drawing.widgets import DayInput
from stakeholders.dates import NotADate, PartialDate
from stakeholders.models import Person, Post, User


class HourInput(forms.TimeInput):
    """The browser's own picker of hours and minutes."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%H:%M")


class PostChoices(forms.ModelMultipleChoiceField):
    """Posts with the organisation they belong to, for titles repeat."""

    def label_from_instance(self, post):
        return f"{post.title}, {post.organisation}"


def hour_field(label):
    return forms.TimeField(label=label, required=False, widget=HourInput(), input_formats=["%H:%M", "%H:%M:%S"])


def papers_field(label):
    return forms.ModelMultipleChoiceField(
        label=label, queryset=Agreement.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )


def promises_field(label):
    return forms.ModelMultipleChoiceField(
        label=label, queryset=Deliverable.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )


def people_choices(queryset, empty):
    return forms.ModelChoiceField(queryset=queryset, required=False, empty_label=empty)


class AroundForm(forms.Form):
    """The part of the form of an activity that is rarely needed; names are those of Facts."""

    starts_time = hour_field(_("From, hour there"))
    ends_time = hour_field(_("To, hour there"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False,
        help_text=_("Hours are those of the place. Choose a zone where no city is named, as for a meeting online."),
    )  # fmt: skip
    second_hour = forms.BooleanField(
        label=_("The clocks go back that night: the second of the two hours is meant"), required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=LANGUAGES, required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}), help_text=_("Hold Ctrl or Cmd to choose several."),
    )  # fmt: skip
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"), choices=SECTORS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Sections of ISIC Rev. 4."),
    )  # fmt: skip
    posts = PostChoices(
        label=_("Posts that took part"), queryset=Post.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Whoever held the post that day is kept with it."),
    )  # fmt: skip
    agreements_from = papers_field(_("Grew from these agreements"))
    deliverables_from = promises_field(_("Grew from these deliverables"))
    agreements_to = papers_field(_("Led to these agreements"))
    deliverables_to = promises_field(_("Led to these deliverables"))
    next_step_user = people_choices(User.objects.none(), _("Nobody yet"))
    next_step_on = forms.DateField(label=_("Until"), required=False, widget=DayInput())

    def offer_around(self, user, partnership, activity=None):
        """Fill the choices; a list from which nothing can be chosen is left out."""
        self.fields["time_zone"].choices = [("", _("That of the city"))] + [(zone, zone) for zone in times.zones()]
        bodies = {body.pk for body in organisations_for(user, partnership)}
        there = Post.objects.filter(activity_posts__activity=activity) if activity else Post.objects.none()
        posts = Post.objects.filter(Q(pk__in=posts_for(user, bodies)) | Q(pk__in=there))
        posts = posts.select_related("organisation").order_by("organisation__name", "title")
        papers = Agreement.objects.for_user(user).filter(partnership=partnership)
        promises = Deliverable.objects.for_user(user).filter(agreement__partnership=partnership)
        offered = {"posts": posts} | dict.fromkeys(("agreements_from", "agreements_to"), papers)
        offered |= dict.fromkeys(("deliverables_from", "deliverables_to"), promises)
        for name, choices in offered.items():
            if choices.exists():
                self.fields[name].queryset = choices
            else:
                del self.fields[name]
        seat = None if activity else acting_seat(user, partnership)
        owner = activity.owner_id if activity else seat.organisation_id if seat else None
        self.fields["next_step_user"].queryset = colleagues_of(owner)
        self.fields["next_step_user"].label = _("Who does it")
        if not self.hour_comes_twice:
            del self.fields["second_hour"]

    @property
    def hour_comes_twice(self):
        """Whether the hour that was typed, or stands, comes twice that night where it is."""
        given = self.data if self.is_bound else self.initial
        try:
            starts = given.get("starts")
            starts = starts if isinstance(starts, PartialDate) else PartialDate.parse(str(starts or ""))
            hour = forms.TimeField().to_python(given.get("starts_time"))
        except (NotADate, forms.ValidationError):
            return False
        zone = given.get("time_zone") or getattr(self.initial.get("place"), "time_zone", "")
        return bool(hour and times.is_zone(zone) and times.comes_twice(starts.first, hour, zone))

    def around(self):
        """{name of Facts: what was typed}; None of what the form did not offer."""
        lists = ("posts", "agreements_from", "agreements_to", "deliverables_from", "deliverables_to")
        given = {name: list(self.cleaned_data[name]) if name in self.fields else None for name in lists}
        return given | {"second_hour": self.cleaned_data.get("second_hour", False)}


def around_initial(activity):
    """What the form starts with for an activity that stands."""
    of_place = activity.place and activity.time_zone == activity.place.time_zone
    starts, ends = [
        moment and times.there(moment, activity.time_zone) for moment in (activity.starts_at, activity.ends_at)
    ]
    papers = {"agreement": activity.agreement_links, "deliverable": activity.deliverable_links}
    linked = {
        (name, relation): [pk for pk, how in links.values_list(name, "relation") if how == relation]
        for name, links in papers.items() for relation in LinkRelation
    }  # fmt: skip
    return {
        "starts_time": starts and starts.time(),
        "ends_time": ends and ends.time(),
        "time_zone": "" if of_place else activity.time_zone,
        "second_hour": bool(starts and starts.fold),
        "languages": activity.languages,
        "sectors": activity.sectors,
        "posts": list(activity.posts.values_list("post", flat=True)),
        "agreements_from": linked["agreement", LinkRelation.GREW_FROM],
        "agreements_to": linked["agreement", LinkRelation.LED_TO],
        "deliverables": linked["deliverable", LinkRelation.SERVES],
        "deliverables_from": linked["deliverable", LinkRelation.GREW_FROM],
        "deliverables_to": linked["deliverable", LinkRelation.LED_TO],
    }


class StepForm(forms.Form):
    """One next step: what, who does it, until when."""

    text = forms.CharField(label=_("What comes next?"), max_length=300)
    who = forms.ChoiceField(label=_("Who does it"), required=False)
    due_on = forms.DateField(label=_("Until"), required=False, widget=DayInput())

    def __init__(self, *args, activity, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {f"u{one.pk}": one for one in colleagues_of(activity.owner_id)}
        self.people |= {f"p{one.pk}": one for one in contacts_of(activity.owner_id, user)}
        self.fields["who"].choices = [("", _("Nobody yet")), *((key, str(one)) for key, one in self.people.items())]

    def given(self):
        """What the service takes."""
        who = self.people.get(self.cleaned_data["who"])
        return {
            "text": self.cleaned_data["text"],
            "due_on": self.cleaned_data["due_on"],
            "user": who if isinstance(who, User) else None,
            "person": who if isinstance(who, Person) else None,
        }


class MoveActivityForm(forms.Form):
    """Another day for what is planned; a month or a year will do."""

    starts = forms.CharField(label=_("New date"), max_length=10, help_text=_("As 2026-11-22, 2026-11 or 2026."))

    def clean_starts(self):
        try:
            return PartialDate.parse(self.cleaned_data["starts"])
        except NotADate as error:
            raise forms.ValidationError(_("Write the date as 2026-11-22, 2026-11 or 2026.")) from error


def step_initial(step):
    who = f"u{step.user_id}" if step.user_id else f"p{step.person_id}" if step.person_id else ""
    return {"text": step.text, "who": who, "due_on": step.due_on}
