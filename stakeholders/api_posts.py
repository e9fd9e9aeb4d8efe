"""Posts and their holders as JSON: a post is one for all, its holders are what the reader's own office has on file.

The desk registers it, for a change of holder leaves a hand-over pack there.
"""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets

from stakeholders import posts
from stakeholders.access import Permission
from stakeholders.api_writing import KEY, Writes, office_to_write_for, run
from stakeholders.models import Organisation, Post, PostHolding
from stakeholders.post_queries import holdings_for


class HolderSerializer(serializers.ModelSerializer):
    contact = serializers.IntegerField(source="person_id", help_text="number of the contact, as /contacts/ gives it")
    name = serializers.CharField(source="person.name")

    class Meta:
        model = PostHolding
        fields = ["contact", "name", "since", "until"]


class PostSerializer(serializers.ModelSerializer):
    organisation = serializers.SlugRelatedField("slug", read_only=True)
    holders = HolderSerializer(many=True, source="known_holdings", help_text="the newest first")

    class Meta:
        model = Post
        fields = ["id", "organisation", "title", "email", "never_mail", "holders"]


class PostSentSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=120)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)


class NewPostSerializer(PostSentSerializer):
    organisation = serializers.CharField(help_text="slug")


class PostChangeSerializer(PostSentSerializer):
    never_mail = serializers.BooleanField(required=False)


class PostFilter(django_filters.FilterSet):
    title = django_filters.CharFilter(lookup_expr="icontains")
    organisation = django_filters.CharFilter(field_name="organisation__slug")

    class Meta:
        model = Post
        fields = ["title", "organisation"]


class PostViewSet(Writes, viewsets.ReadOnlyModelViewSet):
    queryset = Post.objects.none()
    serializer_class = PostSerializer
    filterset_class = PostFilter

    def get_queryset(self):
        user = self.request.user
        holdings = holdings_for(user).order_by(F("since").desc(nulls_last=True), "-pk")
        found = Post.objects.filter(organisation__in=Organisation.objects.for_user(user)).select_related("organisation")
        return found.prefetch_related(Prefetch("holdings", queryset=holdings, to_attr="known_holdings")).order_by("pk")

    def editable(self):
        """Organisations whose posts this person names: those on the file of the office they coordinate."""
        office = office_to_write_for(self.request.user)
        return office, Organisation.objects.for_user(self.request.user, Permission.EDIT)

    def post_to_change(self):
        """The post of the address and the office that changes it; unseen is 404, seen but not allowed 403."""
        found = self.get_object()
        office, bodies = self.editable()
        if not bodies.filter(pk=found.organisation_id).exists():
            raise PermissionDenied
        return found, office

    @extend_schema(request=NewPostSerializer, parameters=[KEY])
    def create(self, request):
        """Name a post of an organisation: 201, or 200 where it has one of this title already."""
        office, bodies = self.editable()
        given = dict(self.read(NewPostSerializer, request).validated_data)
        body = bodies.filter(slug=given.pop("organisation")).first()
        if body is None:
            raise serializers.ValidationError({"organisation": ["It is not known, or not yours to write to."]})
        known = set(Post.objects.filter(organisation=body).values_list("pk", flat=True))
        made = run(posts.add_post, body, by=request.user, at=timezone.now(), sample=office.sample, **given)
        return self.answer(made.pk, status.HTTP_200_OK if made.pk in known else status.HTTP_201_CREATED)

    @extend_schema(request=PostChangeSerializer)
    def partial_update(self, request, pk=None):
        """Change what is sent. 409 where people of the organisation sign in here and keep its posts themselves."""
        found, _office = self.post_to_change()
        given = self.read(PostChangeSerializer, request, partial=True).validated_data
        run(posts.change_post, found, by=request.user, at=timezone.now(), **given)
        return self.answer(found.pk)
