"""A mailed link as a principal: what it opens, asked in one place. It opens its named items and nothing else."""

from django.http import Http404

from agreements.models import UpdateLink
from agreements.services.links import items_of


def link_of(token):
    """The link of this token, open or ended. 404 when there is none, so that guessing tells nothing."""
    link = UpdateLink.objects.with_token(token)
    if link is None:
        raise Http404
    return link


def item_of(link, pk):
    """One item of the link's set, or 404."""
    for item in items_of(link):
        if item.pk == pk:
            return item
    raise Http404
