"""Posts as JSON, with the change of a holder: it leaves a hand-over pack, as it does from the page."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from desk.handover import services
from stakeholders.access import Permission
from stakeholders.api_posts import PostViewSet
from stakeholders.api_writing import run
from stakeholders.models import Person, PostHolding


class HolderChangeSerializer(serializers.Serializer):
    contact = serializers.IntegerField(
        allow_null=True, help_text="number, as /contacts/ gives it; null where nobody follows"
    )
    on = serializers.DateField(help_text="first day of the new holder; the former ones leave the day before")
    shared = serializers.BooleanField(required=False, default=False, help_text="who holds it now goes on")
    why = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class HeldPostViewSet(PostViewSet):
    @extend_schema(request=HolderChangeSerializer)
    @action(detail=True, methods=["post"])
    def holder(self, request, pk=None):
        """From a day on a contact of the office holds the post, or nobody; the hand-over pack is there at once. Sent
        twice it changes nothing."""
        found, office = self.post_to_change()
        given = self.read(HolderChangeSerializer, request).validated_data
        day, number = given["on"], given["contact"]
        who = {"office": office, "why": given["why"], "by": request.user, "at": timezone.now()}
        mine = PostHolding.objects.filter(post=found, person__owner=office.organisation)
        held = mine.filter(Q(until=None) | Q(until__gte=day)).order_by("pk")
        if number is None:
            if held:
                run(services.vacate_all, held, on=day - dt.timedelta(days=1), **who)
            return self.answer(found.pk)
        person = Person.objects.for_user(request.user, Permission.EDIT).filter(pk=number).first()
        if person is None:
            raise serializers.ValidationError({"contact": ["This contact is not known, or not yours."]})
        if not mine.filter(person=person, since=day, until=None).exists():
            former = [] if given["shared"] else list(held.exclude(person=person))
            run(services.hand_over_post, found, person=person, on=day, former=former, **who)
        return self.answer(found.pk)


routes = [("posts", HeldPostViewSet)]
