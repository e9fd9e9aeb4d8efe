"""Reads of whom an office turns to on a tie, with who holds the posts today."""

from dataclasses import dataclass

from partnerships.models import ContactPurpose, TieContact
from stakeholders.models import Post
from stakeholders.post_queries import Held, held_posts

ORDER = list(ContactPurpose.values)


@dataclass
class Turned:
    """A contact of a tie. held: the post with its holders; None where a person is named."""

    contact: TieContact
    held: Held | None

    @property
    def organisation(self):
        of = self.contact.post or self.contact.person
        return of.organisation

    @property
    def name(self):
        """Who is met today; "" where the post is vacant or its holder is not on file."""
        return self.held.names if self.held else self.contact.person.name


def contacts_of(user, partnerships, today=None):
    """{partnership id: [Turned]} in the order of the purposes; four queries, however many ties."""
    rows = TieContact.objects.for_user(user).filter(partnership__in=partnerships)
    rows = list(rows.select_related("post__organisation", "person__organisation").order_by("pk"))
    posts = Post.objects.filter(pk__in={row.post_id for row in rows if row.post_id})
    held = {one.post.pk: one for one in held_posts(user, posts, today)} if rows else {}
    found = {}
    for row in sorted(rows, key=lambda row: (ORDER.index(row.purpose), row.pk)):
        found.setdefault(row.partnership_id, []).append(Turned(row, held.get(row.post_id)))
    return found
