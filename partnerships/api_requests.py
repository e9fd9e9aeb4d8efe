"""Requests for ties as JSON: the inbox of the reader's own office. The services of the pages do what is sent."""

import django_filters
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action

from partnerships.models import (
    CriterionAnswer,
    Fit,
    Form,
    RequestChannel,
    RequestKind,
    RequestState,
    TieRequest,
)
from partnerships.services import requests as services
from stakeholders.access import Permission
from stakeholders.api_writing import KEY, PlaceNumber, Writes, office_to_write_for, run
from stakeholders.verbs import once


class CriterionAnswerSerializer(serializers.ModelSerializer):
    text = serializers.CharField(source="criterion.text")

    class Meta:
        model = CriterionAnswer
        fields = ["criterion", "text", "fit", "note"]


class TieRequestSerializer(serializers.ModelSerializer):
    office = serializers.CharField(source="owner.slug", help_text="slug")
    place = serializers.CharField(source="place.name")
    place_id = serializers.IntegerField()
    partnership = serializers.SlugRelatedField("slug", read_only=True)
    answers = CriterionAnswerSerializer(many=True)
    files = serializers.SerializerMethodField(help_text="names of the papers")

    class Meta:
        model = TieRequest
        fields = [
            "id", "office", "kind", "place", "place_id", "sender", "sender_post", "channel", "received_on",
            "asked_form", "text", "files", "state", "reason", "authority", "decided_on", "again_on", "answer",
            "partnership", "answers",
        ]  # fmt: skip

    def get_files(self, request) -> list[str]:
        return [one.name for one in request.files.all()]


class NewRequestSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(RequestKind.choices, required=False, default=RequestKind.LETTER)
    place_id = PlaceNumber(source="place", help_text="number of the place that asks, or is thought of")
    received_on = serializers.DateField()
    text = serializers.CharField(max_length=20_000)
    sender = serializers.CharField(max_length=200, required=False, allow_blank=True)
    sender_post = serializers.CharField(max_length=200, required=False, allow_blank=True)
    channel = serializers.ChoiceField(RequestChannel.choices, required=False, allow_blank=True)
    asked_form = serializers.ChoiceField(Form.choices, required=False, default=Form.PARTNERSHIP)


class DecisionSerializer(serializers.Serializer):
    decision = serializers.ChoiceField([
        (state.value, state.label) for state in (RequestState.EXPLORING, RequestState.DECLINED, RequestState.LATER)
    ])  # fmt: skip
    reason = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")
    authority = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    again_on = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="of what is kept for later"
    )


class FitSerializer(serializers.Serializer):
    criterion = serializers.IntegerField()
    fit = serializers.ChoiceField(Fit.choices, allow_blank=True)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class FitsSerializer(serializers.Serializer):
    answers = FitSerializer(many=True, allow_empty=False)


class LetterSerializer(serializers.Serializer):
    answer = serializers.CharField(max_length=20_000, allow_blank=True)


class TieRequestFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=RequestState)
    kind = django_filters.ChoiceFilter(choices=RequestKind)
    place = django_filters.NumberFilter(field_name="place_id")

    class Meta:
        model = TieRequest
        fields = ["state", "kind", "place"]


class TieRequestViewSet(Writes, viewsets.ReadOnlyModelViewSet):
    """Only the office that received a request reads it."""

    queryset = TieRequest.objects.none()
    serializer_class = TieRequestSerializer
    filterset_class = TieRequestFilter

    def get_queryset(self):
        found = TieRequest.objects.for_user(self.request.user).select_related("owner", "place", "partnership")
        return found.prefetch_related("answers__criterion", "files").order_by("-received_on", "-pk")

    def changed(self, service, **given):
        """Do it to the request of the address and answer with it as it stands then."""
        found = self.allowed(TieRequest.objects.all(), Permission.MANAGE_TIE)
        run(service, found, by=self.request.user, at=timezone.now(), **given)
        return self.answer(found.pk)

    @extend_schema(request=NewRequestSerializer, parameters=[KEY])
    def create(self, request):
        """Put a letter or an idea into the inbox of the sender's office: 201, or 200 for a key that was sent before."""
        office = office_to_write_for(request.user).organisation
        given = self.read(NewRequestSerializer, request).validated_data
        key = request.headers.get("Idempotency-Key", "")
        key = f"api:{key}" if key else None
        known = bool(key) and TieRequest.objects.filter(external_id=once(f"request:{request.user.pk}", key)).exists()
        made = run(services.record_request, office, by=request.user, at=timezone.now(), key=key, **given)
        return self.answer(made.pk, status.HTTP_200_OK if known else status.HTTP_201_CREATED)

    @extend_schema(request=FitsSerializer)
    @action(detail=True, methods=["post"])
    def criteria(self, request, pk=None):
        """How it stands to criteria of the office; those that are not sent keep their answer, an empty `fit` takes
        one back."""
        found = self.allowed(TieRequest.objects.all(), Permission.MANAGE_TIE)
        sent = self.read(FitsSerializer, request).validated_data["answers"]
        answers = {one.criterion_id: (one.fit, one.note) for one in found.answers.all()}
        answers |= {one["criterion"]: (one["fit"], one["note"]) for one in sent}
        return self.changed(services.answer_criteria, answers=answers)

    @extend_schema(request=DecisionSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request, pk=None):
        """Explore it, decline it with a reason, or keep it for later. 409 where it is decided otherwise already."""
        self.allowed(TieRequest.objects.all(), Permission.MANAGE_TIE)
        given = dict(self.read(DecisionSerializer, request).validated_data)
        decision, again_on = given.pop("decision"), given.pop("again_on")
        if decision == RequestState.LATER:
            return self.changed(services.keep_for_later, reason=given["reason"], again_on=again_on)
        verb = services.explore_request if decision == RequestState.EXPLORING else services.decline_request
        return self.changed(verb, **given)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reopen(self, request, pk=None):
        """Take the decision back: it waits in the inbox again."""
        return self.changed(services.reopen_request)

    @extend_schema(request=LetterSerializer)
    @action(detail=True, methods=["post"])
    def letter(self, request, pk=None):
        """Keep the text of the answer to the sender. Nothing is sent by this."""
        self.allowed(TieRequest.objects.all(), Permission.MANAGE_TIE)
        return self.changed(services.write_answer, **self.read(LetterSerializer, request).validated_data)
