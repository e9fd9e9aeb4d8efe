"""Filings and quotas as JSON. A filing is closed and a use reported by the services that the pages call."""

import django_filters
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.decorators import action

from agreements.api_writing import Changes, read, run
from agreements.clock_queries import filings, state_of
from agreements.models import ClockTask, Quota, QuotaUse
from agreements.services.clocks import close_filing, set_filing_aside
from agreements.services.quotas import report_use
from stakeholders.access import Permission

STATES = ("open", "late", "done", "waived")


class FilingSerializer(serializers.ModelSerializer):
    """Something to be filed by a day. event: what started it."""

    partnership = serializers.CharField(source="agreement.partnership.slug")
    organisation = serializers.CharField(source="organisation.name", help_text="who has to file it")
    state = serializers.SerializerMethodField()

    class Meta:
        model = ClockTask
        fields = [
            "id", "agreement", "partnership", "organisation", "event", "due_on", "title", "filed_with", "law",
            "law_url", "state", "closed_as", "done_on", "reference", "note",
        ]  # fmt: skip

    @extend_schema_field(serializers.ChoiceField(STATES))
    def get_state(self, task):
        return state_of(task, timezone.localdate())


class FilingFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter(field_name="agreement_id")
    open = django_filters.BooleanFilter(method="only_open", label="not closed yet")
    due_from = django_filters.DateFilter(field_name="due_on", lookup_expr="gte")
    due_to = django_filters.DateFilter(field_name="due_on", lookup_expr="lte")

    class Meta:
        model = ClockTask
        fields = ["agreement"]

    def only_open(self, queryset, name, value):
        return queryset.open() if value else queryset.exclude(closed_as="")


class FiledSerializer(serializers.Serializer):
    done_on = serializers.DateField()
    reference = serializers.CharField(max_length=200, help_text="under which it was filed: the proof")
    note = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)


class SetAsideSerializer(serializers.Serializer):
    note = serializers.CharField(max_length=2000, help_text="why nothing has to be filed")


class FilingViewSet(Changes, viewsets.ReadOnlyModelViewSet):
    """What a law or a rule of the house asks to be filed about an agreement, by due day."""

    queryset = ClockTask.objects.none()
    serializer_class = FilingSerializer
    filterset_class = FilingFilter

    def get_queryset(self):
        return filings(self.request.user).order_by("due_on", "pk")

    @extend_schema(request=FiledSerializer)
    @action(detail=True, methods=["post"])
    def file(self, request, pk=None):
        """It was filed: the day and the reference. Sent again nothing changes; 409 where somebody else closed it."""
        task = self.to_change(Permission.EDIT)
        given = read(FiledSerializer, request)
        return self.done(run(close_filing, task, by=request.user, at=timezone.now(), **given))

    @extend_schema(request=SetAsideSerializer)
    @action(detail=True, methods=["post"], url_path="set-aside")
    def set_aside(self, request, pk=None):
        """Nothing has to be filed, for a reason. Sent again nothing changes; 409 where somebody else closed it."""
        task = self.to_change(Permission.EDIT)
        given = read(SetAsideSerializer, request)
        return self.done(run(set_filing_aside, task, by=request.user, at=timezone.now(), **given))


class QuotaUseSerializer(serializers.ModelSerializer):
    class Meta:
        model = QuotaUse
        fields = ["year", "used", "months", "note"]


class QuotaSerializer(serializers.ModelSerializer):
    """Places a year in one direction. Years are those in which the academic year begins."""

    subject = serializers.CharField(source="subject_words")
    years = serializers.CharField(help_text="as 2026/27 – 2030/31")
    uses = QuotaUseSerializer(many=True)

    class Meta:
        model = Quota
        fields = [
            "id", "agreement", "direction", "level", "places", "months", "subject_code", "subject", "from_year",
            "until_year", "years", "uses",
        ]  # fmt: skip


class QuotaFilter(django_filters.FilterSet):
    agreement = django_filters.NumberFilter(field_name="agreement_id")

    class Meta:
        model = Quota
        fields = ["agreement", "direction", "level"]


class UsedSerializer(serializers.Serializer):
    year = serializers.IntegerField(
        min_value=1900, max_value=2200, help_text="in which the academic year begins: 2026 of 2026/27"
    )
    used = serializers.IntegerField(min_value=0, max_value=100_000, help_text="places")
    months = serializers.DecimalField(
        max_digits=7, decimal_places=1, min_value=0, required=False, allow_null=True, help_text="in all"
    )
    note = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)


class QuotaViewSet(Changes, viewsets.ReadOnlyModelViewSet):
    """How many may go a year under a university agreement, and how many went."""

    queryset = Quota.objects.none()
    serializer_class = QuotaSerializer
    filterset_class = QuotaFilter

    def get_queryset(self):
        return Quota.objects.for_user(self.request.user).prefetch_related("uses").order_by("pk")

    @extend_schema(request=UsedSerializer)
    @action(detail=True, methods=["post"])
    def use(self, request, pk=None):
        """Say how many places were used in a year. Of each year there is one figure; the later one stands."""
        quota = self.to_change(Permission.UPDATE_DELIVERABLE)
        given = read(UsedSerializer, request)
        run(report_use, quota, by=request.user, at=timezone.now(), **given)
        return self.done(quota)


routes = [("filings", FilingViewSet), ("quotas", QuotaViewSet)]
