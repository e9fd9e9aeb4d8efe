"""What is sent over the API of agreements and deliverables. The services of the pages do it and refuse it alike."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from agreements.models import Agreement, AgreementKind, AgreementStatus, Clause, Deliverable, Renewal, UpdateAnswer
from agreements.services import agreements as recording
from agreements.services import deliverables as services
from agreements.services.editing import EDITABLE, edit_deliverable
from agreements.services.moves import move_agreement
from agreements.services.terms import FACTS, change_agreement
from partnerships.models import Partnership
from stakeholders.access import Permission
from stakeholders.dates import NotADate, PartialDate
from stakeholders.models import Organisation
from stakeholders.queries import office_of
from stakeholders.verbs import Refusal

KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description="Sent again, nothing is made twice")


class Conflict(exceptions.APIException):
    status_code = status.HTTP_409_CONFLICT


def key_of(request):
    """The sender's key in the form in which it is kept, or None."""
    key = request.headers.get("Idempotency-Key", "")
    return hashlib.sha256(key.encode()).hexdigest()[:40] if key else None


def run(service, *args, **kwargs):
    """Do it; a refusal is 400 beside its field, or 409 where the record stands otherwise."""
    try:
        return service(*args, **kwargs)
    except Refusal as refusal:
        if refusal.field:
            raise serializers.ValidationError({refusal.field: [str(refusal.message)]}) from refusal
        raise Conflict(str(refusal.message)) from refusal


class WrittenDate(serializers.CharField):
    """YYYY, YYYY-MM or YYYY-MM-DD, as a PartialDate."""

    def to_internal_value(self, data):
        try:
            return PartialDate.parse(super().to_internal_value(data))
        except NotADate as error:
            raise serializers.ValidationError("Write the date as 2026-11-22, 2026-11 or 2026.") from error


class Sent(serializers.Serializer):
    """Records are named by what this person reads; an unknown one and a closed one are answered alike."""

    def user(self):
        return self.context["request"].user

    def readable(self, queryset, what, **found):
        row = queryset.filter(**found).first()
        if row is None:
            raise serializers.ValidationError(f"This {what} is not known, or not yours to read.")
        return row


class NewAgreementSerializer(Sent):
    partnership = serializers.CharField(help_text="slug")
    kind = serializers.ChoiceField(AgreementKind.choices)
    title = serializers.CharField(max_length=300)
    signed = WrittenDate(required=False, help_text="YYYY, YYYY-MM or YYYY-MM-DD")
    in_force = WrittenDate(required=False, help_text="YYYY, YYYY-MM or YYYY-MM-DD")
    expires_on = serializers.DateField(required=False)
    renewal = serializers.ChoiceField(Renewal.choices, required=False, default=Renewal.NONE)
    notice_days = serializers.IntegerField(required=False, min_value=0, max_value=3650)
    parties = serializers.ListField(
        child=serializers.IntegerField(), required=False, default=list, max_length=200,
        help_text="organisations' numbers",
    )  # fmt: skip
    fields = serializers.CharField(max_length=300, required=False, help_text="fields of cooperation")
    source_note = serializers.CharField(max_length=300, required=False)
    parent = serializers.IntegerField(required=False, help_text="number of an agreement of the same partnership")
    parent_relation = serializers.ChoiceField(Agreement.Relation.choices, required=False)

    def validate_parent(self, pk):
        return self.readable(Agreement.objects.for_user(self.user()), "agreement", pk=pk)

    def validate_partnership(self, slug):
        return self.readable(Partnership.objects.for_user(self.user()), "partnership", slug=slug)

    def validate_parties(self, numbers):
        return [self.readable(Organisation.objects.all(), "organisation", pk=pk) for pk in numbers]


class NewDeliverableSerializer(Sent):
    agreement = serializers.IntegerField()
    title = serializers.CharField(max_length=200)
    owed_by = serializers.IntegerField(help_text="number of an organisation seated in the partnership")
    due_on = serializers.DateField()
    description = serializers.CharField(required=False, default="")
    quantity_goal = serializers.DecimalField(max_digits=14, decimal_places=2, required=False, min_value=0)
    unit = serializers.CharField(max_length=40, required=False, default="")
    weight = serializers.DecimalField(max_digits=6, decimal_places=2, required=False, min_value=0, default=1)
    outside_term = serializers.BooleanField(
        required=False, default=False, help_text="it is meant to be due outside the term of the agreement"
    )
    clause = serializers.IntegerField(required=False, help_text="number of a clause of the agreement")

    def validate_agreement(self, pk):
        return self.readable(Agreement.objects.for_user(self.user()), "agreement", pk=pk)

    def validate_owed_by(self, pk):
        return self.readable(Organisation.objects.all(), "organisation", pk=pk)

    def validate_clause(self, pk):
        return self.readable(Clause.objects.for_user(self.user()), "clause", pk=pk)


class FactsSerializer(serializers.ModelSerializer):
    """The facts of the paper, under the names under which they are read. The state is moved, not written."""

    renewal_months = serializers.IntegerField(min_value=1, max_value=600, allow_null=True)
    notice_days = serializers.IntegerField(min_value=0, max_value=3650, allow_null=True)
    summary = serializers.CharField(max_length=5000, allow_blank=True)
    parent = serializers.IntegerField(required=False, allow_null=True, help_text="number of an agreement")
    parent_relation = serializers.ChoiceField(Agreement.Relation.choices, required=False, allow_blank=True)
    outside_term = serializers.BooleanField(
        required=False, help_text="open deliverables may lie outside the new term", write_only=True
    )

    class Meta:
        model = Agreement
        fields = [*FACTS, "outside_term"]

    def validate_parent(self, pk):
        found = Agreement.objects.for_user(self.context["request"].user).filter(pk=pk).first()
        if pk is not None and found is None:
            raise serializers.ValidationError("This agreement is not known, or not yours to read.")
        return found

    def validate_languages(self, codes):
        return list(dict.fromkeys(codes))

    def validate_sectors(self, letters):
        return list(dict.fromkeys(letters))

    def validate(self, given):
        unknown = set(self.initial_data) - set(self.fields)
        if unknown:
            raise serializers.ValidationError({name: ["This is not changed here."] for name in sorted(unknown)})
        return given


class MoveAgreementSerializer(serializers.Serializer):
    to = serializers.ChoiceField(AgreementStatus.choices)
    on = serializers.DateField(help_text="as of which day")
    reason = serializers.CharField(
        max_length=2000, required=False, default="", allow_blank=True, help_text="read by your office only"
    )
    seen = serializers.ChoiceField(
        AgreementStatus.choices, required=False, help_text="the state it was in when you looked; 409 where it moved on"
    )


class ChangeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Deliverable
        fields = EDITABLE


class UpdateSerializer(serializers.Serializer):
    answer = serializers.ChoiceField(UpdateAnswer.choices)
    note = serializers.CharField(max_length=5000, required=False, default="", allow_blank=True)
    quantity = serializers.DecimalField(max_digits=14, decimal_places=2, required=False, min_value=0)
    until = serializers.DateField(required=False, help_text="the new day asked for")


class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=2000)


class DaySerializer(serializers.Serializer):
    due_on = serializers.DateField()


def read(serializer, request):
    """What was sent, checked. Raises ValidationError."""
    sent = serializer(data=request.data, context={"request": request})
    sent.is_valid(raise_exception=True)
    return dict(sent.validated_data)


class Changes:
    """What the view sets that change records share: unseen is 404, seen but not allowed is 403."""

    def to_change(self, permission):
        item = self.get_object()
        if not type(item).objects.for_user(self.request.user, permission).filter(pk=item.pk).exists():
            raise PermissionDenied
        return item

    def done(self, item):
        return Response(self.get_serializer(self.get_queryset().get(pk=item.pk)).data)


class WritesAgreements(Changes):
    """What may be sent of agreements, for a view set of theirs."""

    @extend_schema(request=NewAgreementSerializer, parameters=[KEY])
    def create(self, request):
        """Put an agreement on file for the sender's office, as a draft. The same key again answers with the first."""
        given = read(NewAgreementSerializer, request)
        tie = given.pop("partnership")
        office = office_of(request.user)
        may = Partnership.objects.for_user(request.user, Permission.EDIT).filter(pk=tie.pk).exists()
        if not may or office is None:
            raise PermissionDenied
        made = run(
            recording.record_agreement, tie, owner=office.organisation, by=request.user, at=timezone.now(),
            key=key_of(request), **given,
        )  # fmt: skip
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=FactsSerializer)
    def partial_update(self, request, pk=None):
        """Put the facts of the paper right: what is not sent stays as it is."""
        agreement = self.to_change(Permission.EDIT)
        sent = FactsSerializer(agreement, data=request.data, partial=True, context={"request": request})
        sent.is_valid(raise_exception=True)
        return self.done(run(change_agreement, agreement, by=request.user, at=timezone.now(), **sent.validated_data))

    @extend_schema(request=MoveAgreementSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """Move it on in its life as of a day. Moved again to where it stands, nothing changes."""
        agreement = self.to_change(Permission.EDIT)
        given = read(MoveAgreementSerializer, request)
        return self.done(run(move_agreement, agreement, by=request.user, at=timezone.now(), **given))


class WritesDeliverables(Changes):
    """What may be sent of deliverables, for a view set of theirs."""

    @extend_schema(request=NewDeliverableSerializer, parameters=[KEY])
    def create(self, request):
        """Add an item owed under an agreement. The same key again answers with the first."""
        given = read(NewDeliverableSerializer, request)
        agreement = given.pop("agreement")
        if not Agreement.objects.for_user(request.user, Permission.EDIT).filter(pk=agreement.pk).exists():
            raise PermissionDenied
        made = run(
            recording.add_deliverable, agreement, by=request.user, at=timezone.now(), key=key_of(request), **given
        )
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ChangeSerializer)
    def partial_update(self, request, pk=None):
        """Change title, description, quantity_goal, unit or weight of an open item."""
        item = self.to_change(Permission.EDIT)
        sent = ChangeSerializer(item, data=request.data, partial=True)
        sent.is_valid(raise_exception=True)
        return self.done(run(edit_deliverable, item, by=request.user, at=timezone.now(), **sent.validated_data))

    @extend_schema(request=UpdateSerializer, parameters=[KEY])
    @action(detail=True, methods=["post"])
    def report(self, request, pk=None):
        """Say how it goes. "done" hands it in; "more time" with a day asks for it. The same key again adds nothing."""
        item = self.to_change(Permission.UPDATE_DELIVERABLE)
        given = read(UpdateSerializer, request)
        run(
            services.update_deliverable, item, by=request.user, at=timezone.now(), key=key_of(request), **given
        )
        return self.done(item)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def accept(self, request, pk=None):
        """Accept what was handed in. Accepted again, nothing changes; 409 where nothing was handed in."""
        item = self.to_change(Permission.ACCEPT_DELIVERABLE)
        return self.done(run(services.accept_deliverable, item, by=request.user, at=timezone.now()))

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def give_back(self, request, pk=None):
        """Return what was handed in, and say why. 409 tells who decided before, and when."""
        item = self.to_change(Permission.ACCEPT_DELIVERABLE)
        given = read(ReasonSerializer, request)
        return self.done(run(services.return_deliverable, item, by=request.user, at=timezone.now(), **given))

    @extend_schema(request=DaySerializer)
    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """Give an open item another day."""
        item = self.to_change(Permission.EDIT)
        given = read(DaySerializer, request)
        return self.done(run(services.move_deliverable, item, by=request.user, at=timezone.now(), **given))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        """Nobody owes it any longer. Cancelled again, nothing changes."""
        item = self.to_change(Permission.EDIT)
        return self.done(run(services.cancel_deliverable, item, by=request.user, at=timezone.now()))
