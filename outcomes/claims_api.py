"""Reports and leads as JSON. A report is made, corrected and withdrawn by the services that the pages call.

Nobody types a flow key or an evidence level here either: a report that names one is refused.
"""

import hashlib

import django_filters
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from activities.models import Activity
from agreements.models import Agreement
from outcomes.enums import Basis, Side
from outcomes.models import Claim, Indicator, Lead, LeadStage, Outcome, StepKind
from outcomes.queries.claims import may_change
from outcomes.queries.leads import listed
from outcomes.queries.similar import as_reported, similar_claims
from outcomes.services.claims import Facts, claim_outcome, correct_claim, made_before, withdraw_claim
from outcomes.services.refusals import AlreadyCorrected, AlreadyWithdrawn
from partnerships.models import Audience, Partnership
from stakeholders.dates import NotADate, PartialDate
from stakeholders.fields_api import PartialDateField
from stakeholders.models import Organisation
from stakeholders.verbs import Refusal

NOT_TYPED = ("evidence", "flow_key", "flow")
KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description="Sent again, nothing is made twice")


class Conflict(exceptions.APIException):
    status_code = status.HTTP_409_CONFLICT


class Alike(Conflict):
    """There are outcomes like it: say which one it is, or that it is another one."""

    default_detail = "Outcomes like it stand already. Send same_as with one of these numbers, or is_new."
    default_code = "looks_alike"


class SpanField(serializers.CharField):
    """YYYY, YYYY-MM or YYYY-MM-DD, as a PartialDate."""

    def to_internal_value(self, data):
        try:
            return PartialDate.parse(super().to_internal_value(data))
        except NotADate as error:
            raise serializers.ValidationError("Write the date as 2026-11-22, 2026-11 or 2026.") from error


class ClaimSerializer(serializers.ModelSerializer):
    """A report as it is read. steps: what the outcome reached, as this report says."""

    indicator = serializers.CharField(source="outcome.indicator.code")
    organisation = serializers.CharField(source="organisation.name")
    partnership = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    occurred = PartialDateField("occurred")

    class Meta:
        model = Claim
        fields = [
            "id", "outcome", "indicator", "partnership", "organisation", "side", "title", "amount", "currency", "rate",
            "rate_source", "rate_on", "basis", "occurred", "learnt_on", "evidence", "acknowledged_at", "withdrawn_at",
            "withdrawn_reason", "superseded_by", "audience",
        ]  # fmt: skip


class FactsSerializer(serializers.Serializer):
    """What a report and its correction say alike."""

    indicator = serializers.CharField(help_text="code, as OC1")
    title = serializers.CharField(max_length=200)
    amount = serializers.DecimalField(max_digits=20, decimal_places=2)
    currency = serializers.RegexField(r"^[A-Za-z]{3}$", required=False, default="")
    rate = serializers.DecimalField(
        max_digits=20, decimal_places=10, required=False, help_text="its own: reporting currency per unit"
    )
    rate_source = serializers.CharField(max_length=120, required=False, default="")
    rate_on = serializers.DateField(required=False, help_text="day of the rate, if not when it happened")
    occurred = SpanField(help_text="YYYY, YYYY-MM or YYYY-MM-DD")
    side = serializers.ChoiceField(Side.choices)
    basis = serializers.ChoiceField(Basis.choices, default=Basis.NONE)
    where = serializers.CharField(max_length=120, required=False, default="")
    names = serializers.CharField(max_length=200, required=False, default="")
    note = serializers.CharField(required=False, default="")
    step = serializers.ChoiceField(StepKind.choices, required=False)
    step_reached = SpanField(required=False)

    def validate(self, attrs):
        typed = [name for name in NOT_TYPED if name in self.initial_data]
        if typed:
            raise serializers.ValidationError(dict.fromkeys(typed, "Nobody types this: it is worked out."))
        return attrs

    def validate_indicator(self, code):
        found = Indicator.objects.filter(code=code, office=None).order_by("-version").first()
        if found is None:
            raise serializers.ValidationError("This indicator is not known.")
        return found

    def validate_side(self, side):
        if side == Side.JOINT:
            raise serializers.ValidationError("Nobody reports for both sides.")
        return side

    def validate_currency(self, code):
        return code.upper()

    def facts(self):
        names = set(Facts.__dataclass_fields__)
        return Facts(**{name: value for name, value in self.validated_data.items() if name in names})


class NewClaimSerializer(FactsSerializer):
    partnership = serializers.CharField(help_text="slug")
    organisation = serializers.IntegerField(help_text="number of the organisation that reports it")
    share = serializers.DecimalField(max_digits=7, decimal_places=6, required=False, min_value=0, max_value=1)
    share_reason = serializers.CharField(max_length=300, required=False, default="")
    activity = serializers.IntegerField(required=False)
    agreement = serializers.IntegerField(required=False)
    firm_name = serializers.CharField(max_length=200, required=False, default="")
    registration = serializers.CharField(max_length=120, required=False, default="")
    audience = serializers.ChoiceField(Audience.choices, required=False, default=Audience.PARTIES)
    same_as = serializers.IntegerField(required=False, help_text="number of the outcome that it tells of too")
    is_new = serializers.BooleanField(required=False, default=False, help_text="it is none of those like it")

    def readable(self, queryset, found, what):
        row = queryset.filter(**found).first()
        if row is None:
            raise serializers.ValidationError(f"This {what} is not known, or not yours to read.")
        return row

    def user(self):
        return self.context["request"].user

    def validate_partnership(self, slug):
        return self.readable(Partnership.objects.for_user(self.user()), {"slug": slug}, "partnership")

    def validate_organisation(self, pk):
        return self.readable(Organisation.objects.all(), {"pk": pk}, "organisation")

    def validate_activity(self, pk):
        return self.readable(Activity.objects.for_user(self.user()), {"pk": pk}, "activity")

    def validate_agreement(self, pk):
        return self.readable(Agreement.objects.for_user(self.user()), {"pk": pk}, "agreement")

    def validate_same_as(self, pk):
        return self.readable(Outcome.objects.for_user(self.user()), {"pk": pk}, "outcome")


class CorrectionSerializer(FactsSerializer):
    reason = serializers.CharField(max_length=300)


class WithdrawalSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=300)


def raised(refusal):
    """A refusal as the API says it: 409 where the report has moved on, else 400 beside the field."""
    if isinstance(refusal, AlreadyCorrected | AlreadyWithdrawn):
        return Conflict(str(refusal.message))
    return serializers.ValidationError({refusal.field or "": [str(refusal.message)]})


class ClaimFilter(django_filters.FilterSet):
    partnership = django_filters.CharFilter(field_name="partnership__slug")
    indicator = django_filters.CharFilter(field_name="outcome__indicator__code")
    standing = django_filters.BooleanFilter(method="only_standing", label="neither corrected nor withdrawn")

    class Meta:
        model = Claim
        fields = ["partnership", "indicator", "outcome"]

    def only_standing(self, queryset, name, value):
        standing = queryset.standing()
        return standing if value else queryset.exclude(pk__in=standing.values("pk"))


class ClaimViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Claim.objects.none()
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilter

    def get_queryset(self):
        found = Claim.objects.for_user(self.request.user)
        return found.select_related("organisation", "partnership", "outcome__indicator").order_by("-pk")

    @extend_schema(request=NewClaimSerializer, responses={201: ClaimSerializer}, parameters=[KEY])
    def create(self, request):
        """Report an outcome. Where some like it stand the answer is 409 with them, until same_as or is_new is sent."""
        sent = NewClaimSerializer(data=request.data, context={"request": request})
        sent.is_valid(raise_exception=True)
        given, facts = sent.validated_data, sent.facts()
        key = request.headers.get("Idempotency-Key", "")
        key = hashlib.sha256(key.encode()).hexdigest()[:40] if key else ""
        again = made_before(request.user, key)
        if not (again or given["is_new"] or "same_as" in given):
            self.refuse_alike(request.user, given, facts)
        try:
            made = claim_outcome(
                given["partnership"], given["organisation"], facts, by=request.user, at=timezone.now(),
                idempotency_key=key, same_as=given.get("same_as"), via="api",
            )  # fmt: skip
        except Refusal as refusal:
            raise raised(refusal) from refusal
        code = status.HTTP_200_OK if again else status.HTTP_201_CREATED
        return Response(ClaimSerializer(made).data, status=code)

    def refuse_alike(self, user, given, facts):
        new = as_reported(facts, given["partnership"], given["organisation"])
        if alike := similar_claims(user, new):
            raise Alike(f"{Alike.default_detail} {', '.join(str(row.outcome_id) for row in alike)}")

    def to_change(self):
        claim = self.get_object()
        if not may_change(self.request.user, claim):
            raise PermissionDenied
        return claim

    @extend_schema(request=CorrectionSerializer, responses={200: ClaimSerializer})
    @action(detail=True, methods=["post"])
    def correct(self, request, pk=None):
        """Say it anew: another report stands in its place, and a figure that changes has to be confirmed again."""
        claim = self.to_change()
        sent = CorrectionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            made = correct_claim(
                claim, sent.facts(), reason=sent.validated_data["reason"], by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            raise raised(refusal) from refusal
        return Response(ClaimSerializer(made).data)

    @extend_schema(request=WithdrawalSerializer, responses={200: ClaimSerializer})
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        """It counts no longer and stays in history. Withdrawn again, nothing changes."""
        claim = self.to_change()
        sent = WithdrawalSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            made = withdraw_claim(claim, reason=sent.validated_data["reason"], by=request.user, at=timezone.now())
        except Refusal as refusal:
            raise raised(refusal) from refusal
        return Response(ClaimSerializer(made).data)


class LeadSerializer(serializers.ModelSerializer):
    partnership = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    carried_by = serializers.SerializerMethodField()
    indicator = serializers.CharField(source="indicator.code", default=None)

    class Meta:
        model = Lead
        fields = [
            "id", "partnership", "code_name", "carried_by", "indicator", "stage", "sector", "size_band", "opened_on",
            "closed_on", "confidential_until", "outcome", "audience",
        ]  # fmt: skip

    def get_carried_by(self, lead) -> str:
        return (lead.organisation or lead.owner).name


class LeadFilter(django_filters.FilterSet):
    partnership = django_filters.CharFilter(field_name="partnership__slug")
    stage = django_filters.ChoiceFilter(choices=LeadStage)

    class Meta:
        model = Lead
        fields = ["partnership", "stage"]


class LeadViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Lead.objects.none()
    serializer_class = LeadSerializer
    filterset_class = LeadFilter

    def get_queryset(self):
        return listed(self.request.user)


routes = [("claims", ClaimViewSet), ("leads", LeadViewSet)]
