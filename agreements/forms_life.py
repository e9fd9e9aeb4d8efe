"""What people type about the life and the papers of an agreement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms import PartialDateField, parent_fields, parents_in, seated
from agreements.models import AgreementKind, ApprovalResult, ApprovalType, Origin, Renewal
from agreements.rules import SAY_WHY
from agreements.sectors import LANGUAGES, SECTORS
from drawing.widgets import DayInput
from partnerships.uploads import ACCEPT
from stakeholders.models import Organisation, Place, Post, User

YES_NO = [("", _("The paper does not say")), ("yes", _("Yes")), ("no", _("No"))]
SAID = {"yes": True, "no": False}


class MoveForm(forms.Form):
    """One step of an agreement's life; `to` is the state it takes it to."""

    on = forms.DateField(label=_("As of"), widget=DayInput())
    reason = forms.CharField(
        label=_("Why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only your office reads this."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, to, **kwargs):
        super().__init__(*args, prefix=to.replace(" ", "-"), **kwargs)
        if to not in SAY_WHY:
            del self.fields["reason"]


class FactsForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgreementKind)
    binding = forms.ChoiceField(label=_("Does it bind the parties?"), choices=YES_NO, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages of the paper"), choices=LANGUAGES, required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}), help_text=_("Hold Ctrl or Cmd to choose several."),
    )  # fmt: skip
    fields = forms.CharField(label=_("Fields of cooperation"), max_length=300, required=False)
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"), choices=SECTORS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Sections of ISIC Rev. 4."),
    )  # fmt: skip
    expires_on = forms.DateField(label=_("Ends on"), required=False, widget=DayInput())
    renewal = forms.ChoiceField(label=_("Renewal"), choices=Renewal)
    renewal_months = forms.IntegerField(
        label=_("Each renewal, months"), required=False, min_value=1, max_value=600,
        help_text=_("For how long it is renewed each time."),
    )  # fmt: skip
    notice_days = forms.IntegerField(label=_("Notice, days"), required=False, min_value=0, max_value=3650)
    outside_term = forms.BooleanField(
        label=_("Open deliverables may lie outside the term"), required=False
    )
    summary = forms.CharField(
        label=_("Summary"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    source_note = forms.CharField(label=_("Where is this known from?"), max_length=300, required=False)

    def __init__(self, *args, agreement, user, **kwargs):
        super().__init__(*args, **kwargs)
        if hasattr(agreement, "amendment"):
            return  # it amends what it was drafted from
        offered = parents_in(agreement.partnership, user).exclude(pk=agreement.pk)
        if agreement.parent_id and not offered.filter(pk=agreement.parent_id).exists():
            return  # sent back without what it hangs on, it would be taken off it, by somebody who cannot see that
        self.fields |= parent_fields()
        self.fields["parent"].queryset = offered
        self.order_fields(["title", "kind", "parent_relation", "parent"])

    def clean_binding(self):
        return SAID.get(self.cleaned_data["binding"])


def facts_of(agreement):
    """What the form says before anything is typed."""
    facts = {name: getattr(agreement, name) for name in FactsForm.base_fields if name not in ("outside_term",)}
    facts |= {"parent": agreement.parent_id, "parent_relation": agreement.parent_relation}
    facts["binding"] = {True: "yes", False: "no", None: ""}[agreement.binding]
    return facts


class PartyForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("Choose one")
    )

    def __init__(self, *args, agreement, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = seated(agreement.partnership, user).exclude(
            agreement_parties__agreement=agreement
        )


class PartyChoice(forms.ModelChoiceField):
    def label_from_instance(self, party):
        return f"{party.organisation} ({party.side})"


class PostChoice(forms.ModelChoiceField):
    def label_from_instance(self, post):
        return f"{post.title}, {post.organisation}"


class SignatureForm(forms.Form):
    party = PartyChoice(label=_("For whom?"), queryset=None, empty_label=_("Choose one"))
    post = PostChoice(
        label=_("Post"), queryset=Post.objects.none(), required=False, empty_label=_("None named"),
        help_text=_("The post binds, whoever holds it later."),
    )  # fmt: skip
    person_name = forms.CharField(
        label=_("Name, as written"), max_length=150, required=False,
        help_text=_(
            "Left empty, the holder of the post on that day is written down. All who read the agreement see it."
        ),
    )  # fmt: skip
    signed = PartialDateField(
        label=_("Signed"), required=False, help_text=_("As precisely as it is known: 2013, 2013-04 or 2013-04-19.")
    )
    place = forms.CharField(label=_("Signed at"), max_length=120, required=False)

    def __init__(self, *args, agreement, **kwargs):
        super().__init__(*args, **kwargs)
        parties = agreement.parties.select_related("organisation", "side").order_by("pk")
        self.fields["party"].queryset = parties
        self.fields["post"].queryset = (
            Post.objects.filter(organisation__agreement_parties__agreement=agreement)
            .select_related("organisation").order_by("organisation__name", "title").distinct()
        )  # fmt: skip


def paper_field(label):
    return forms.FileField(label=label, required=False, widget=forms.FileInput(attrs={"accept": ACCEPT}))


class CopyForm(forms.Form):
    file = forms.FileField(label=_("The signed paper"), widget=forms.FileInput(attrs={"accept": ACCEPT}))


class TextForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=[("", _("Choose one")), *LANGUAGES])
    origin = forms.ChoiceField(label=_("Original or translation"), choices=Origin)
    made_by = forms.CharField(label=_("By whom"), max_length=150, required=False)
    authentic = forms.BooleanField(label=_("This text is authentic"), required=False)
    prevails = forms.BooleanField(
        label=_("This text prevails"), required=False, help_text=_("Where the texts differ, this one counts.")
    )
    sent_across_on = forms.DateField(
        label=_("Sent across on"), required=False, widget=DayInput(),
        help_text=_("Once this day is written, the other readers of the agreement read the text too."),
    )  # fmt: skip
    agreed_on = forms.DateField(label=_("Agreed on"), required=False, widget=DayInput())
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    file = paper_field(_("The text"))


class ApprovalForm(forms.Form):
    kind = forms.ChoiceField(label=_("What kind?"), choices=ApprovalType)
    body = forms.CharField(label=_("Who decides?"), max_length=200)
    side = forms.ModelChoiceField(
        label=_("Side"), queryset=Place.objects.none(), required=False, empty_label=_("None named")
    )
    asked_on = forms.DateField(label=_("Asked on"), required=False, widget=DayInput())
    decided_on = forms.DateField(label=_("Decided on"), required=False, widget=DayInput())
    result = forms.ChoiceField(
        label=_("Result"), choices=[("", _("Not decided yet")), *ApprovalResult.choices], required=False
    )
    reference = forms.CharField(
        label=_("Reference"), max_length=120, required=False, help_text=_("The number of the resolution, for example.")
    )
    file = paper_field(_("The decision"))

    def __init__(self, *args, agreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["side"].queryset = agreement.partnership.places.order_by("name")


class RuleForm(forms.Form):
    needed = forms.MultipleChoiceField(
        label=_("Asked for before an agreement is approved"), choices=ApprovalType, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note of your office"), required=False, max_length=10000, widget=forms.Textarea(attrs={"rows": 4})
    )


class DueDiligenceForm(forms.Form):
    text = forms.CharField(
        label=_("What was found out?"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 5})
    )
    checked_on = forms.DateField(label=_("Checked on"), required=False, widget=DayInput())
    named = forms.ModelMultipleChoiceField(
        label=_("Who else reads it?"), queryset=User.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You do, and whoever reads confidential records in your office."),
    )  # fmt: skip

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["named"].queryset = members
