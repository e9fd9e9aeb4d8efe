"""What is sent over the API of activities. The services of the pages do it and refuse it alike."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from activities.models import Activity, ActivityKind, ActivityStatus, Direction
from activities.queries_around import may_change
from activities.services.activities import Facts, cancel_activity, edit_activity, log_activity, mark_happened
from activities.services.facts_of import facts_of
from activities.services.moving import move_activity
from activities.services.offering import offer_activity
from agreements.api_writing import KEY, Changes, Sent, WrittenDate, key_of, read, run
from agreements.models import Agreement, Deliverable
from partnerships.models import Partnership
from stakeholders.access import Permission
from stakeholders.models import Organisation, Place, Post

HEADS = {"required": False, "allow_null": True, "min_value": 0, "max_value": 10_000_000}
PAPERS = ("agreements_from", "agreements_to", "deliverables", "deliverables_from", "deliverables_to")


def numbers(what, **more):
    return serializers.ListField(
        child=serializers.IntegerField(), required=False, max_length=500, help_text=f"numbers of {what}", **more
    )


class WrittenActivitySerializer(Sent):
    """What may be said of an activity. In a change, what is not sent stays as it is."""

    kind = serializers.ChoiceField(ActivityKind.choices)
    title = serializers.CharField(max_length=200)
    starts = WrittenDate(help_text="YYYY, YYYY-MM or YYYY-MM-DD, where it takes place")
    starts_time = serializers.TimeField(
        required=False, allow_null=True, help_text="HH:MM on the clocks there; an hour that does not exist is refused"
    )
    ends_on = serializers.DateField(required=False, allow_null=True, help_text="its last day")
    ends_time = serializers.TimeField(required=False, allow_null=True, help_text="HH:MM on the clocks there")
    time_zone = serializers.CharField(
        required=False, allow_blank=True, max_length=64, help_text="as Asia/Tokyo; empty for that of the place"
    )
    second_hour = serializers.BooleanField(
        required=False, help_text="where the clocks go back and the hour comes twice: the second; else the first"
    )
    place = serializers.IntegerField(required=False, allow_null=True, help_text="number of a city")
    place_text = serializers.CharField(max_length=120, required=False, allow_blank=True)
    direction = serializers.ChoiceField(Direction.choices, required=False, allow_blank=True)
    people = serializers.IntegerField(**HEADS)
    people_out = serializers.IntegerField(**HEADS)
    people_in = serializers.IntegerField(**HEADS)
    organisations = numbers("organisations of both sides")
    posts = numbers("posts that took part; read by your office only")
    languages = serializers.ListField(
        child=serializers.CharField(max_length=12), required=False, max_length=50, help_text="codes, as es or zh-hans"
    )
    sectors = serializers.ListField(
        child=serializers.CharField(max_length=1), required=False, max_length=21, help_text="sections of ISIC Rev. 4"
    )
    grew_from = serializers.IntegerField(required=False, allow_null=True, help_text="number of an earlier activity")
    agreements_from = numbers("agreements it grew from")
    agreements_to = numbers("agreements it led to")
    deliverables = numbers("deliverables it serves")
    deliverables_from = numbers("deliverables it grew from")
    deliverables_to = numbers("deliverables it led to")
    notes = serializers.CharField(required=False, allow_blank=True, help_text="read by your office only")

    def each(self, queryset, what, ids):
        """The records of these numbers, in two readings however many there are."""
        found = {row.pk: row for row in queryset.filter(pk__in=set(ids))}
        if len(found) < len(set(ids)):
            raise serializers.ValidationError(f"A {what} is not known, or not yours to read.")
        return list(found.values())

    def validate_place(self, pk):
        return None if pk is None else self.readable(Place.objects.filter(level="city"), "place", pk=pk)

    def validate_grew_from(self, pk):
        return None if pk is None else self.readable(Activity.objects.for_user(self.user()), "activity", pk=pk)

    def validate_organisations(self, ids):
        return self.each(Organisation.objects.all(), "organisation", ids)

    def validate_posts(self, ids):
        return self.each(Post.objects.all(), "post", ids)

    def papers(self, ids):
        return self.each(Agreement.objects.for_user(self.user()), "agreement", ids)

    def promises(self, ids):
        return self.each(Deliverable.objects.for_user(self.user()), "deliverable", ids)

    validate_agreements_from = validate_agreements_to = papers
    validate_deliverables = validate_deliverables_from = validate_deliverables_to = promises

    def validate(self, given):
        unknown = set(self.initial_data) - set(self.fields)
        if unknown:
            raise serializers.ValidationError({name: ["This is not written here."] for name in sorted(unknown)})
        return given


class NewActivitySerializer(WrittenActivitySerializer):
    partnership = serializers.CharField(help_text="slug")
    status = serializers.ChoiceField(ActivityStatus.choices, required=False, default=ActivityStatus.HAPPENED)
    next_step = serializers.CharField(max_length=300, required=False, help_text="read by your office only")
    next_step_on = serializers.DateField(required=False, help_text="until when")

    def validate_partnership(self, slug):
        return self.readable(Partnership.objects.for_user(self.user()), "partnership", slug=slug)


class HappenedSerializer(serializers.Serializer):
    people = serializers.IntegerField(**HEADS)


class MoveActivitySerializer(serializers.Serializer):
    starts = WrittenDate(help_text="YYYY, YYYY-MM or YYYY-MM-DD; the hours on the clocks there stay")


class WritesActivities(Changes):
    """What may be sent of activities, for a view set of theirs."""

    @extend_schema(request=NewActivitySerializer, parameters=[KEY])
    def create(self, request):
        """Log or plan an activity for the sender's organisation. The same key again answers with the first.

        Its office alone reads it until it is offered to the other side.
        """
        given = read(NewActivitySerializer, request)
        tie = given.pop("partnership")
        if not Partnership.objects.for_user(request.user, Permission.LOG_ACTIVITY).filter(pk=tie.pk).exists():
            raise PermissionDenied
        made = run(
            log_activity, tie, Facts(**given), by=request.user, at=timezone.now(),
            idempotency_key=key_of(request) or "", via="api",
        )  # fmt: skip
        return Response(self.get_serializer(self.get_queryset().get(pk=made.pk)).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=WrittenActivitySerializer)
    def partial_update(self, request, pk=None):
        """Change what is known of it. Where a fact that the other side confirmed changes, it is confirmed anew."""
        activity = self.own()
        sent = WrittenActivitySerializer(data=request.data, partial=True, context={"request": request})
        sent.is_valid(raise_exception=True)
        facts = replace(facts_of(activity), **sent.validated_data)
        return self.done(run(edit_activity, activity, facts, by=request.user, at=timezone.now()))

    @extend_schema(request=HappenedSerializer)
    @action(detail=True, methods=["post"])
    def happened(self, request, pk=None):
        """What was planned took place. Said again, nothing changes; 409 where it was cancelled or lies ahead."""
        activity, given = self.own(), read(HappenedSerializer, request)
        return self.done(run(mark_happened, activity, by=request.user, at=timezone.now(), **given))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        """It did not take place. Cancelled again, nothing changes; 409 where the other side confirmed it."""
        return self.done(run(cancel_activity, self.own(), by=request.user, at=timezone.now()))

    @extend_schema(request=MoveActivitySerializer)
    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """Give what is planned another date. 409 where it is not planned any longer."""
        activity, given = self.own(), read(MoveActivitySerializer, request)
        return self.done(run(move_activity, activity, by=request.user, at=timezone.now(), **given))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def offer(self, request, pk=None):
        """Let the leads of both sides read date, place, kind, title, organisations, head count and files."""
        activity = self.to_change(Permission.SHARE)
        return self.done(run(offer_activity, activity, by=request.user, at=timezone.now()))

    def own(self):
        """The activity, where this person may change it: 404 unseen, 403 seen and another's."""
        activity = self.get_object()
        if not may_change(self.request.user, activity):
            raise PermissionDenied
        return activity
