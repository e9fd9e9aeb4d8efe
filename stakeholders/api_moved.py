"""The API at an address that a record used to have, or that belonged to what was merged into it."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from stakeholders.models import OldSlug


class FollowsSignposts:
    """A detail route that answers 308 with the present address; 404 where the caller may not read what is there.

    308 keeps the method, so a program that writes to an old address is told where, and nothing is written twice.
    """

    def handle_exception(self, exc):
        if isinstance(exc, Http404) and self.lookup_field in self.kwargs:
            key = self._present_key(self.kwargs[self.lookup_field])
            if key and self.get_queryset().filter(**{self.lookup_field: key}).exists():
                name = self.request.resolver_match.view_name
                url = reverse(name, kwargs={**self.kwargs, self.lookup_field: key})
                return HttpResponsePermanentRedirect(url, preserve_request=True)
        return super().handle_exception(exc)

    def _present_key(self, given):
        """Where an old slug (of an organisation) or the key of a merged row leads; None where nowhere."""
        rows = self.get_queryset().model._base_manager
        if self.lookup_field == "slug":
            old = OldSlug.objects.filter(kind=rows.model._meta.model_name, slug=given).first()
            return old and rows.filter(pk=old.object_id).values_list("slug", flat=True).first()
        if not str(given).isdecimal():
            return None
        return rows.filter(pk=int(str(given)[:18])).values_list("merged_into", flat=True).first()
