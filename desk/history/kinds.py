"""Which records have a history page, what hangs on them, and who may read it.

A history shows what a record said before it was opened to others, so it is the owning office's own: readers of the
other side read the record, not how it came about.
"""

from dataclasses import dataclass

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.models import Organisation, User


@dataclass(frozen=True)
class Child:
    """Rows shown with their parent. path: the field that points to it. under: the label of another child in between.

    by: where the child points to something else than the parent, the parent's own column that holds the same.
    """

    label: str
    path: str
    under: str = ""
    by: str = "pk"


AGREEMENT = "agreements.agreement"
CHILDREN = {
    "partnerships.partnership": (
        Child("partnerships.seat", "partnership"),
        Child("partnerships.leadoffer", "partnership"),
    ),
    AGREEMENT: (
        Child("agreements.party", "agreement"),
        Child("agreements.signature", "party", under="agreements.party"),
        Child("agreements.clause", "agreement"),
        Child("agreements.milestone", "agreement"),
        Child("agreements.agreementtext", "agreement"),
        Child("agreements.approval", "agreement"),
        Child("agreements.amendment", "agreement"),
        Child("agreements.quota", "agreement"),
        Child("agreements.internalnote", "agreement"),
        Child("agreements.duediligence", "agreement"),
    ),
    "agreements.deliverable": (
        Child("agreements.deliverableupdate", "deliverable"),
        Child("agreements.extensionanswer", "update", under="agreements.deliverableupdate"),
    ),
    "activities.activity": (
        Child("activities.participant", "activity"),
        Child("activities.activitypost", "activity"),
        Child("activities.officenote", "activity"),
        Child("activities.nextstep", "activity"),
        Child("activities.headcount", "activity"),
        Child("activities.costline", "activity"),
        Child("activities.agreementlink", "activity"),
        Child("activities.deliverablelink", "activity"),
        Child("activities.activityaccount", "activity"),
    ),
    "activities.delegation": (
        Child("activities.programmeitem", "delegation"),
        Child("activities.briefpoint", "delegation"),
        Child("activities.delegationmove", "delegation"),
    ),
    "activities.fund": (Child("activities.fundreport", "fund"),),
    "outcomes.claim": (
        Child("outcomes.claimfirm", "claim"),
        Child("outcomes.claimpart", "claim"),
        Child("outcomes.origin", "claim"),
        Child("outcomes.step", "claim"),
        Child("outcomes.thirdpartyrecord", "claim"),
        Child("outcomes.confirmation", "claim"),
    ),
    "outcomes.lead": (Child("outcomes.leadmove", "lead"),),
    "stakeholders.organisation": (
        Child("stakeholders.organisationidentifier", "organisation"),
        Child("stakeholders.organisationsector", "organisation"),
        Child("stakeholders.organisationfigure", "organisation"),
        Child("stakeholders.post", "organisation"),
        Child("stakeholders.postholding", "post", under="stakeholders.post"),
    ),
    "stakeholders.person": (Child("stakeholders.postholding", "person"),),
    "stakeholders.office": (
        Child("stakeholders.designation", "office"),
        Child("stakeholders.membership", "organisation", by="organisation_id"),
        Child("reminders.officerule", "office", by="organisation_id"),
        Child("agreements.approvalrule", "office", by="organisation_id"),
        Child("agreements.jurisdiction", "office", by="organisation_id"),
    ),
}

# Where the record has a page of its own.
PAGES = {
    "partnerships.partnership": lambda record: reverse("partnerships:detail", args=[record.slug]),
    AGREEMENT: lambda record: reverse("agreements:agreement", args=[record.pk]),
    "agreements.deliverable": lambda record: reverse("agreements:deliverable", args=[record.pk]),
    "activities.activity": lambda record: reverse("activities:activity", args=[record.pk]),
    "outcomes.claim": lambda record: reverse("outcomes:outcome", args=[record.outcome_id]),
    "stakeholders.organisation": lambda record: reverse("stakeholders:organisation", args=[record.slug]),
    "stakeholders.person": lambda record: reverse("stakeholders:person", args=[record.pk]),
    "stakeholders.office": lambda record: reverse("desk:settings"),
}


def model_of(label):
    """The tracked model of a label as "agreements.agreement"; None for a word that names none."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return model if events_of(model) is not None else None


def events_of(model):
    """The model of its event rows; None where a model is not tracked."""
    return next(iter((getattr(model, "pgh_event_models", None) or {}).values()), None)


def tracked_models():
    return [model for model in apps.get_models() if events_of(model) is not None]


def children_of(model):
    """[(Child, model)] of what is shown with a record of this model."""
    found = [(child, model_of(child.label)) for child in CHILDREN.get(model._meta.label_lower, ())]
    return [(child, of) for child, of in found if of is not None]


def page_of(record):
    """The address of the record's own page, or ""."""
    try:
        return PAGES.get(record._meta.label_lower, lambda record: "")(record)
    except NoReverseMatch:
        return ""


def whole_offices(user):
    """Keys of the organisations that this person reads as a whole."""
    keys = keys_of(user).with_permission(Permission.VIEW)
    return {key.organisation for key in keys.held if key.ties is None} | keys.granted


def readable(model, user):
    """Records of a model whose history this person reads."""
    label = model._meta.label_lower
    manager = model._default_manager
    if not user.is_authenticated:
        return manager.none()
    if label == "stakeholders.user":
        return manager.filter(pk=user.pk)
    if label == "stakeholders.office":
        return manager.filter(organisation__in=whole_offices(user))
    if label == "stakeholders.post":
        return manager.filter(organisation__in=Organisation.objects.for_user(user))
    if not hasattr(manager.all(), "for_user"):
        return manager.none()
    found = manager.for_user(user)
    owner, tie = getattr(found, "owner_path", None), getattr(found, "partnership_path", None)
    if not owner:
        return found
    if tie:
        return found.filter(keys_of(user).with_permission(Permission.VIEW).opens(owner, tie))
    return found.filter(**{f"{owner}__in": whole_offices(user)})


def could_read(event, model, user):
    """Whether the person would have read a record that is gone, by what its last event says of it.

    The office that owned it reads on; one that was for named readers, those of them who read confidential records.
    What had no owner of its own is read with its parent, or not at all.
    """
    keys = keys_of(user).with_permission(Permission.VIEW)
    label = model._meta.label_lower
    owner = getattr(event, "owner_id", None) or getattr(event, "office_id", None)
    if label == "stakeholders.organisation":
        return was_in_register(event.pgh_obj_id, user)
    if owner is None:
        return False
    tie = getattr(event, "partnership_id", None)
    held = [key for key in keys.held if key.organisation == owner and (key.ties is None or tie in key.ties)]
    if getattr(event, "audience", "") == "named":
        return any(key.confidential for key in held)
    return bool(held) or owner in keys.granted


def was_in_register(organisation, user):
    entries = events_of(apps.get_model("stakeholders.registerentry"))
    return entries.objects.filter(organisation_id=organisation, office_id__in=whole_offices(user)).exists()


def colleagues(user):
    """Users whose names this person knows: members, now or before, of the same organisations, and platform staff."""
    mine = {key.organisation for key in keys_of(user).held} | keys_of(user).granted
    members = apps.get_model("stakeholders.membership")
    before = events_of(members).objects.filter(organisation_id__in=mine).values("user_id")
    now = members.objects.filter(organisation__in=mine).values("user_id")
    return {user.pk, *User.objects.filter(pk__in=now.union(before)).values_list("pk", flat=True)}
