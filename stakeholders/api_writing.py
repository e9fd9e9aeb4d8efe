"""What is sent over the API of organisations, contacts and figures. The services of the pages do it."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from stakeholders import facts, services
from stakeholders.access import Permission, Role
from stakeholders.identifiers import CLEANERS
from stakeholders.metrics import unit_of
from stakeholders.models import Organisation, OrganisationKind, Person, Place
from stakeholders.models.facts import LAST_YEAR, OLDEST_YEAR
from stakeholders.queries import may_keep_figures_of, office_of
from stakeholders.sectors import SECTORS
from stakeholders.verbs import Refusal

LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"  # a tag, as en or pt-BR
KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description="Sent again, nothing is made twice")


class Conflict(exceptions.APIException):
    status_code = status.HTTP_409_CONFLICT


def run(service, *args, **kwargs):
    """Do it; a refusal is 400 beside its field, or 409 where the record stands otherwise."""
    try:
        return service(*args, **kwargs)
    except Refusal as refusal:
        if refusal.field:
            raise serializers.ValidationError({refusal.field: [str(refusal.message)]}) from refusal
        raise Conflict(str(refusal.message)) from refusal


def office_to_write_for(user):
    """The office for which this person keeps the register, as the pages ask it."""
    office = office_of(user)
    if office is None or office.role != Role.COORDINATOR or office.limited:
        raise PermissionDenied
    return office


class PlaceNumber(serializers.IntegerField):
    """The number of a place, as /places/ gives it."""

    def to_internal_value(self, data):
        place = Place.objects.filter(pk=super().to_internal_value(data)).first()
        if place is None:
            raise serializers.ValidationError("This place is not known.")
        return place


class CodesSerializer(serializers.Serializer):
    """Of each scheme that is sent, the codes that shall stand."""

    def get_fields(self):
        one = {"max_length": 120, "trim_whitespace": True}
        return {
            scheme: serializers.ListField(child=serializers.CharField(**one), required=False, max_length=20)
            for scheme in CLEANERS
        }


class SectorsSerializer(serializers.Serializer):
    """Letters of ISIC with a strength of 1 to 3; what is not sent goes."""

    def get_fields(self):
        return {
            letter: serializers.IntegerField(min_value=1, max_value=3, required=False, label=str(label))
            for letter, label in SECTORS
        }


class OrganisationFactsSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(OrganisationKind.choices)
    place = PlaceNumber(help_text="number of the place")
    acts_for = PlaceNumber(required=False, allow_null=True, help_text="number of the place on whose side it stands")
    aliases = serializers.ListField(child=serializers.CharField(max_length=200), required=False, max_length=40)
    website = serializers.URLField(max_length=200, required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    language = serializers.RegexField(LANGUAGE, max_length=12, required=False, allow_blank=True)
    languages = serializers.ListField(
        child=serializers.RegexField(LANGUAGE, max_length=12), required=False, max_length=40
    )
    time_zone = serializers.CharField(max_length=64, required=False, allow_blank=True)
    identifiers = CodesSerializer(required=False)
    sectors = SectorsSerializer(required=False)

    def facts(self):
        """What the services take."""
        given = dict(self.validated_data)
        codes = given.pop("identifiers", None)
        sectors = given.pop("sectors", None)
        return {**given, "codes": codes, "sectors": sectors}


class FigureSentSerializer(serializers.Serializer):
    metric = serializers.CharField(max_length=60)
    year = serializers.IntegerField(min_value=OLDEST_YEAR, max_value=LAST_YEAR)
    value = serializers.DecimalField(max_digits=24, decimal_places=6)
    unit = serializers.CharField(max_length=40, required=False, allow_blank=True)
    source = serializers.CharField(max_length=200)

    def told(self):
        given = dict(self.validated_data)
        return {**given, "unit": given.get("unit") or unit_of(given["metric"])}


class PlaceFigureSentSerializer(FigureSentSerializer):
    place_id = PlaceNumber()


class ContactSentSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=150)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)
    language = serializers.RegexField(LANGUAGE, max_length=12, required=False, allow_blank=True)


class ContactChangeSerializer(ContactSentSerializer):
    never_mail = serializers.BooleanField(required=False)


class NewContactSerializer(ContactSentSerializer):
    organisation = serializers.CharField(help_text="slug")
    post = serializers.CharField(max_length=120, required=False, allow_blank=True)


class Writes:
    def allowed(self, queryset, permission=Permission.EDIT):
        """The record of the address, through the gate: unseen is 404, seen but not allowed is 403."""
        found = self.get_object()
        if not queryset.for_user(self.request.user, permission).filter(pk=found.pk).exists():
            raise PermissionDenied
        return found

    def answer(self, pk, code=status.HTTP_200_OK):
        return Response(self.get_serializer(self.get_queryset().get(pk=pk)).data, status=code)

    @staticmethod
    def read(serializer, request, **options):
        sent = serializer(data=request.data, **options)
        sent.is_valid(raise_exception=True)
        return sent


class WritesOrganisations(Writes):
    @extend_schema(request=OrganisationFactsSerializer, parameters=[KEY])
    def create(self, request):
        """Put an organisation on the office's file: 201, or 200 where it was known here and now is on file too.

        The same name and place again: 400, or with an Idempotency-Key 200 and the record as it stands.
        """
        office = office_to_write_for(request.user)
        given = self.read(OrganisationFactsSerializer, request).facts()
        given["codes"], given["sectors"] = given["codes"] or {}, given["sectors"] or {}
        try:
            made, is_new = facts.add_in_full(office=office, by=request.user, at=timezone.now(), **given)
        except services.AlreadyOnFile as known:
            if not request.headers.get("Idempotency-Key"):
                raise serializers.ValidationError({"name": [str(known.message)]}) from known
            made, is_new = known.subject, False
        except Refusal as refusal:
            raise serializers.ValidationError({refusal.field or "detail": [str(refusal.message)]}) from refusal
        return self.answer(made.pk, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)

    @extend_schema(request=OrganisationFactsSerializer)
    def partial_update(self, request, slug=None):
        """Change what is sent. Of identifiers the schemes that are named are set, of sectors all. 409 where the
        organisation keeps its data itself."""
        found = self.allowed(Organisation.objects.all())
        given = self.read(OrganisationFactsSerializer, request, partial=True).facts()
        changed = run(facts.change_in_full, found, by=request.user, at=timezone.now(), **given)
        return self.answer(changed.pk)

    @extend_schema(request=FigureSentSerializer)
    @action(detail=True, methods=["post"])
    def figures(self, request, slug=None):
        """Write down a figure of a year; one of the same metric and year takes its place."""
        found = self.allowed(Organisation.objects.all())
        told = self.read(FigureSentSerializer, request).told()
        run(facts.record_figure, found, by=request.user, at=timezone.now(), **told)
        return self.answer(found.pk)


class WritesContacts(Writes):
    @extend_schema(request=NewContactSerializer, parameters=[KEY])
    def create(self, request):
        """Write down a contact of an organisation, kept by the sender's office. With an Idempotency-Key, one of the
        same organisation, name and e-mail address answers as it stands."""
        office = office_to_write_for(request.user)
        given = dict(self.read(NewContactSerializer, request).validated_data)
        slug = given.pop("organisation")
        body = Organisation.objects.for_user(request.user, Permission.EDIT).filter(slug=slug).first()
        if body is None:
            raise serializers.ValidationError({"organisation": ["It is not known, or not yours to write to."]})
        if request.headers.get("Idempotency-Key"):
            same = {"organisation": body, "name": given["name"], "email__iexact": given.get("email", "")}
            known = Person.objects.filter(owner=office.organisation, **same).first()
            if known:
                return self.answer(known.pk)
        made = run(
            services.add_person, office=office, organisation=body, by=request.user, at=timezone.now(), **given
        )
        return self.answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=ContactChangeSerializer)
    def partial_update(self, request, pk=None):
        """Change what is sent."""
        found = self.allowed(Person.objects.all())
        given = self.read(ContactChangeSerializer, request, partial=True).validated_data
        run(services.change_person, found, by=request.user, at=timezone.now(), **given)
        return self.answer(found.pk)


class WritesPlaceFigures(Writes):
    @extend_schema(request=PlaceFigureSentSerializer)
    def create(self, request):
        """Write down a figure of a place: platform staff, and coordinators of an office whose home it is. One of the
        same metric and year takes its place."""
        sent = self.read(PlaceFigureSentSerializer, request)
        told = sent.told()
        place = told.pop("place_id")
        if not may_keep_figures_of(request.user, place):
            raise PermissionDenied
        made = run(facts.record_figure, place, by=request.user, at=timezone.now(), **told)
        return self.answer(made.pk)
