"""Takes the sample out again, whole: records, people, files and their history."""

import pghistory
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from pghistory.models import Context

from activities.models import Activity, Delegation
from agreements.models import Agreement, ClockTask, Deliverable, DeliverableUpdate, Jurisdiction, QuotaUse, UpdateLink
from desk.models import RecordsRequest, Review, ReviewAnnex, ReviewPack
from desk.sample.books import books_of
from desk.sample.ties import SOURCE
from outcomes.models import (
    Claim,
    Confirmation,
    Counted,
    Indicator,
    LargeTotal,
    Lead,
    Outcome,
    Reach,
    ReportingPlan,
    RollUp,
    Share,
    Snapshot,
    Target,
    Total,
    YearlyTotal,
)
from outcomes.services.waking import wake
from partnerships.models import Criteria, Partnership, Seat, TieRecord, TieRequest
from reminders.models import Feed, Notice, OfficeRule, Recipient, Webhook
from stakeholders.models import Office, Organisation, OutgoingMail, Person, Post, User

LOADED, CLEARED = "sample.loaded", "sample.cleared"


def clear():
    """Delete every record of the sample office and all that hangs on it. Returns {model label: rows}."""
    offices = list(Office.objects.filter(sample=True).values_list("organisation", flat=True))
    bodies = set(Organisation.objects.filter(sample=True).values_list("pk", flat=True)) | set(offices)
    users = set(User.objects.filter(sample=True).values_list("pk", flat=True))
    owned = Q(owner__in=bodies) | Q(sample=True)
    links = list(UpdateLink.objects.filter(office__in=bodies).values_list("pk", flat=True))
    gone = {}
    with transaction.atomic(), pghistory.context(verb=CLEARED):
        forget_since()
        Agreement.objects.filter(owned).update(parent=None, parent_relation="")  # all go at once
        for queryset in (
            Confirmation.objects.filter(claim__in=Claim.objects.filter(owned)),
            Counted.objects.filter(owner__in=bodies),
            Reach.objects.filter(Q(partnership__sample=True) | Q(counted=None)),  # before the places that it is made of
            RollUp.objects.filter(owner__in=bodies),
            Total.objects.filter(owner__in=bodies),
            YearlyTotal.objects.filter(owner__in=bodies),
            LargeTotal.objects.filter(owner__in=bodies),
            Claim.objects.filter(owned),
            Lead.objects.filter(owned),
            Share.objects.filter(Q(outcome__sample=True) | Q(outcome__claims=None)),
            Outcome.objects.filter(Q(sample=True) | Q(claims=None)),
            Target.objects.filter(Q(owner__in=bodies) | Q(sample=True)),
            ReportingPlan.objects.filter(Q(owner__in=bodies) | Q(sample=True)),
            Indicator.objects.filter(Q(office__in=bodies) | Q(sample=True), computed=True),  # ratios hold their parts
            Indicator.objects.filter(Q(office__in=bodies) | Q(sample=True)),
            Snapshot.objects.filter(owner__in=bodies),
            RecordsRequest.objects.filter(owner__in=bodies),  # before the grounds on which something is blackened
            ReviewAnnex.objects.filter(pack__owner__in=bodies),
            ReviewPack.objects.filter(owner__in=bodies),
            Review.objects.filter(owner__in=bodies),
            OutgoingMail.objects.filter(notices__office__in=bodies),
            Notice.objects.filter(office__in=bodies),
            OfficeRule.objects.filter(office__in=bodies),
            Webhook.objects.filter(office__in=bodies),
            Feed.objects.filter(user__in=users),
            Recipient.objects.filter(Q(user__in=users) | Q(person__owner__in=bodies)),
            Delegation.objects.filter(owned),
            *books_of(bodies),
            Activity.objects.filter(owned),
            DeliverableUpdate.objects.filter(deliverable__in=Deliverable.objects.filter(owned)),
            OutgoingMail.objects.filter(key__in=[f"update-link:{pk}" for pk in links]),
            UpdateLink.objects.filter(office__in=bodies),
            ClockTask.objects.filter(Q(owner__in=bodies) | Q(organisation__in=bodies)),
            Jurisdiction.objects.filter(Q(office__in=bodies) | Q(set_by__in=users)),
            QuotaUse.objects.filter(reported_by__in=users),
            Deliverable.objects.filter(owned),
            Agreement.objects.filter(owned),
            TieRequest.objects.filter(owner__in=bodies),  # before the criteria that they were held against
            Criteria.objects.filter(owner__in=bodies),
            TieRecord.objects.filter(source=SOURCE),
            Seat.objects.filter(Q(sample=True) | Q(organisation__in=bodies)),
            Partnership.objects.filter(sample=True),
            Person.objects.filter(Q(owner__in=bodies) | Q(sample=True)),
            Post.objects.filter(organisation__in=bodies),
            Office.objects.filter(organisation__in=bodies),
            Organisation.objects.filter(pk__in=bodies),
            User.objects.filter(pk__in=users),
        ):
            for label, rows in queryset.delete()[1].items():
                gone[label] = gone.get(label, 0) + rows
        forget_history(CLEARED)
        end_sessions(users)
        wake()
    return gone


def forget_since():
    """Ties of the public record got their year from the sample: they lose it with the sample."""
    ours = TieRecord.objects.filter(source=SOURCE)
    Partnership.objects.filter(tie_records__in=ours, sample=False).update(since_first=None, since_last=None)


def forget_history(verb):
    """Drop the history of all that this clearing deleted, and what loading and clearing wrote of anything else."""
    ours = Context.objects.filter(Q(metadata__verb__in=[LOADED, verb]) | Q(metadata__sample=True))
    for events in event_models():
        deleted = events.objects.filter(pgh_label__contains="delete", pgh_context__in=ours.filter(metadata__verb=verb))
        events.objects.filter(pgh_obj_id__in=list(deleted.values_list("pgh_obj_id", flat=True))).delete()
        events.objects.filter(pgh_context__in=ours).delete()
    ours.delete()


def event_models():
    return [model for model in apps.get_models() if getattr(model, "pgh_tracked_model", None) is not None]


def end_sessions(users):
    for session in Session.objects.all().iterator():
        if session.get_decoded().get("_auth_user_id") in {str(pk) for pk in users}:
            session.delete()
