"""Whom an office turns to on a tie: posts named and taken off again. The other side is not told."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from partnerships.models import Seat, SeatRole, TieContact
from partnerships.services.refusals import NotYourOffice
from stakeholders.models import Organisation, Person, Post
from stakeholders.verbs import Refusal, verb


class ContactMissing(Refusal):
    code = "contact_missing"
    message = _("Choose a post, or a person where there is no post.")


class NotOnYourFile(Refusal):
    code = "not_on_your_file"
    message = _("This post or person belongs to an organisation that your office cannot open.")


def posts_to_turn_to(user, partnership):
    """Posts of the organisations seated in the tie, and of those of its places on the office's file."""
    bodies = Organisation.objects.for_user(user)
    seated = bodies.filter(seats__partnership=partnership)
    there = bodies.filter(place__partnerships=partnership)
    organisations = seated.values("pk").union(there.values("pk"))
    return Post.objects.filter(organisation__in=organisations).select_related("organisation").order_by(
        "organisation__name", "title", "pk"
    )


def people_to_turn_to(user, office, partnership):
    """Contacts on the office's file at those organisations."""
    people = Person.objects.for_user(user).filter(owner=office)
    seated = people.filter(organisation__seats__partnership=partnership)
    there = people.filter(organisation__place__partnerships=partnership)
    return people.filter(pk__in=seated.values("pk").union(there.values("pk"))).select_related("organisation").order_by(
        "organisation__name", "name", "pk"
    )


@verb("tie.contact_named")
def name_contact(partnership, *, office, purpose, by, at, post=None, person=None):
    """The office turns to this post, or person, for this purpose. Again is the same row.

    office: an organisation with a seat above observer. Raises NotYourOffice, ContactMissing, NotOnYourFile.
    """
    seats = Seat.objects.filter(partnership=partnership, organisation=office).exclude(role=SeatRole.OBSERVER)
    if not seats.exists():
        raise NotYourOffice(partnership)
    if (post is None) == (person is None):
        raise ContactMissing(field="post")
    if post and not posts_to_turn_to(by, partnership).filter(pk=post.pk).exists():
        raise NotOnYourFile(post, field="post")
    if person and not people_to_turn_to(by, office, partnership).filter(pk=person.pk).exists():
        raise NotOnYourFile(person, field="person")
    of = {"partnership": partnership, "owner": office, "purpose": purpose, "post": post, "person": person}
    try:
        with transaction.atomic():
            return TieContact.objects.get_or_create(**of, defaults={"sample": partnership.sample})[0]
    except IntegrityError:  # somebody named it between the look and the write
        return TieContact.objects.get(**of)


@verb("tie.contact_dropped")
def drop_contact(contact, *, by, at):
    """The office does not turn to it any more; its history stays."""
    contact.delete()


@verb("tie.contacts_handed_on")
def hand_on_contacts(office, *, people, to_person, by, at):
    """Where the office turned to these persons it turns to another one. Returns on how many lines.

    Lines that name a post stay: the post has its new holder.
    """
    rows = TieContact.objects.filter(owner=office, person__in=people).order_by("pk").select_for_update(no_key=True)
    moved = 0
    for row in rows:
        same = TieContact.objects.filter(
            owner=office, partnership=row.partnership_id, purpose=row.purpose, person=to_person
        )
        if same.exists():
            row.delete()
        else:
            row.person = to_person
            row.save(update_fields=["person"])
        moved += 1
    return moved
