"""What the page of an activity tells of its surroundings, each part as this person may read it."""

from django.db.models import BooleanField, ExpressionWrapper

from activities.models import Activity, ActivityPost, AgreementLink, DeliverableLink, LinkRelation, NextStep
from agreements.models import Agreement, Deliverable
from agreements.sectors import NAMES, language_name
from stakeholders.access import Permission


def with_inside(queryset, user):
    """Annotate `inside`: whether the person works for the organisation that recorded the activity."""
    of_owner = queryset.model.objects.all().owner_admits(user)
    return queryset.annotate(inside=ExpressionWrapper(of_owner, output_field=BooleanField()))


def is_inside(user, activity):
    return Activity.objects.filter(Activity.objects.all().owner_admits(user), pk=activity.pk).exists()


def may_change(user, activity):
    """Coordinators of the owner change its activities; whoever recorded one changes that one."""
    own = Activity.objects.filter(pk=activity.pk)
    if own.for_user(user, Permission.EDIT).exists():
        return True
    return activity.created_by_id == user.pk and own.for_user(user, Permission.LOG_ACTIVITY).exists()


def around_of(user, activity):
    """Languages, sectors and posts (inside the office), what it grew from and what it led to. Some eight queries."""
    inside = is_inside(user, activity)
    return {
        "inside": inside,
        "languages": [language_name(code) for code in activity.languages] if inside else [],
        "sectors": [str(NAMES[letter]) for letter in activity.sectors if letter in NAMES] if inside else [],
        "posts": posts_of(user, activity),
        "steps": steps_of(user, activity),
        "papers": papers_of(user, activity),
    }


def posts_of(user, activity):
    rows = ActivityPost.objects.for_user(user).filter(activity=activity)
    return rows.select_related("post__organisation", "holder").order_by("post__organisation__name", "post__title")


def steps_of(user, activity):
    """Next steps: open ones by their day, then those that are done."""
    rows = NextStep.objects.for_user(user).filter(activity=activity).select_related("user", "person", "done_by")
    return sorted(rows, key=lambda one: (one.done_at is not None, one.due_on is None, one.due_on or one.pk, one.pk))


def papers_of(user, activity):
    """{relation as a name: {"agreements": rows, "deliverables": rows}} of what this person reads."""
    agreements = dict(AgreementLink.objects.filter(activity=activity).values_list("agreement", "relation"))
    promises = dict(DeliverableLink.objects.filter(activity=activity).values_list("deliverable", "relation"))
    papers = Agreement.objects.for_user(user).filter(pk__in=agreements).order_by("signed_first", "pk")
    owed = Deliverable.objects.for_user(user).filter(pk__in=promises).order_by("due_on", "pk")
    return {
        relation.name.lower(): {
            "agreements": [one for one in papers if agreements[one.pk] == relation],
            "deliverables": [one for one in owed if promises[one.pk] == relation],
        }
        for relation in LinkRelation
    }
