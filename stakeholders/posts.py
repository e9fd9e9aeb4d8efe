"""Posts and their holders: a post is one for all, who holds it is what each office has on its own file."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from stakeholders.models import Membership, Person, Post, PostHolding, ProtocolNote
from stakeholders.services import KeepsItself, NameMissing, add_person
from stakeholders.verbs import Refusal, verb


class PostTaken(Refusal):
    code = "post_taken"
    message = _("This organisation has a post of this title already.")


class NotYourContact(Refusal):
    code = "not_your_contact"
    message = _("Your office has nobody of this name on its file at this organisation.")


class HoldsItAlready(Refusal):
    code = "holds_it_already"
    message = _("This person holds the post on that day already.")


class EndsBeforeItBegan(Refusal):
    code = "ends_before_it_began"
    message = _("That is before the holder came to the post.")


class EndedAlready(Refusal):
    code = "ended_already"
    message = _("This person’s time in the post ended before that day.")


class NobodyEnds(Refusal):
    code = "nobody_ends"
    message = _("Choose at least one post whose holder leaves.")


# --- Posts ------------------------------------------------------------------------------------------------------------


def _titled(title):
    title = " ".join(title.split())
    if not title:
        raise NameMissing(field="title")
    return title


def _not_anothers(organisation, by):
    """KeepsItself where people of the organisation sign in here and the author is none of them."""
    members = Membership.objects.current().filter(organisation=organisation)
    if members.exists() and not members.filter(user=by).exists():
        raise KeepsItself(organisation)


@verb("post.added")
def add_post(organisation, *, title, by, at, email="", sample=False):
    """Name a post of an organisation. One of the same title, whatever its case, is taken as it stands."""
    title = _titled(title)
    found = Post.objects.filter(organisation=organisation, title__iexact=title).first()
    if found:
        return found
    return Post.objects.get_or_create(
        organisation=organisation, title=title, defaults={"email": email.strip(), "sample": sample}
    )[0]


@verb("post.changed")
def change_post(post, *, by, at, **changes):
    """Change title, email or never_mail. Raises KeepsItself, NameMissing, PostTaken."""
    post = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
    _not_anothers(post.organisation, by)
    if "title" in changes:
        changes["title"] = title = _titled(changes["title"])
        same = Post.objects.filter(organisation=post.organisation_id, title__iexact=title)
        if same.exclude(pk=post.pk).exists():
            raise PostTaken(post, field="title")
    for field, value in changes.items():
        setattr(post, field, value)
    post.save(update_fields=list(changes))
    return post


# --- Holders ----------------------------------------------------------------------------------------------------------


def _locked_post(post):
    """The post, so that two changes of its holder come one after the other."""
    return Post.objects.select_for_update(no_key=True).get(pk=post.pk)


def _end(holding, last, field="on"):
    if holding.since and last < holding.since:
        raise EndsBeforeItBegan(holding, field=field)
    if holding.until and holding.until < last:
        raise EndedAlready(holding, field=field)
    holding.until = last
    holding.save(update_fields=["until"])
    return holding


@verb("post.holder_changed")
def change_holder(post, *, office, person, on, by, at, former=(), why=""):
    """From a day on somebody holds the post; the former holders' time ends the day before. Returns the new holding.

    former: holdings whose time ends; none where the post is shared or stood vacant. person: a contact on the office's
    own file, or None where there is no successor: then nothing begins and None is returned, and the post is vacant.
    on: the first day of the new holder. Sent twice it changes nothing. Raises NotYourContact, HoldsItAlready,
    EndsBeforeItBegan, EndedAlready.
    """
    post = _locked_post(post)
    begun = PostHolding.objects.filter(post=post, person=person, since=on, until=None).first() if person else None
    if begun:
        return begun
    if person and person.owner_id != office.organisation_id:
        raise NotYourContact(person, field="person")
    mine = PostHolding.objects.filter(post=post, person__owner=office.organisation_id)
    for holding in mine.filter(pk__in=[one.pk for one in former]).select_for_update(no_key=True):
        _end(holding, on - dt.timedelta(days=1))
    if person is None:
        return None
    if mine.filter(person=person).current(on).exists():
        raise HoldsItAlready(person, field="person")
    return PostHolding.objects.create(post=post, person=person, since=on)


@verb("post.holding_ended")
def end_holding(holding, *, on, by, at, why=""):
    """Somebody leaves a post on a day, their last one, and nobody is named to follow. Again changes nothing."""
    _locked_post(holding.post)
    holding = PostHolding.objects.select_for_update(no_key=True).get(pk=holding.pk)
    return holding if holding.until == on else _end(holding, on)


@verb("post.holding_dated")
def date_holding(holding, *, since, until, by, at):
    """Put the days of a holding right. None is not known, or still so."""
    holding = PostHolding.objects.select_for_update(no_key=True).get(pk=holding.pk)
    if since and until and until < since:
        raise EndsBeforeItBegan(holding, field="until")
    holding.since, holding.until = since, until
    holding.save(update_fields=["since", "until"])
    return holding


@verb("post.holdings_ended")
def end_holdings(holdings, *, office, on, by, at, why=""):
    """On an election day the holders of several posts leave together, on one day, all or none. Returns them.

    on: their last day. Raises NobodyEnds, EndsBeforeItBegan; one whose time has ended meanwhile is left as it is.
    """
    wanted = [one.pk for one in holdings]
    posts = Post.objects.filter(holdings__in=wanted).order_by("pk")
    list(Post.objects.filter(pk__in=posts.values("pk")).order_by("pk").select_for_update(no_key=True))
    rows = PostHolding.objects.filter(pk__in=wanted, person__owner=office.organisation_id).order_by("pk")
    rows = [row for row in rows.select_for_update(no_key=True) if row.until is None or row.until > on]
    if not wanted:
        raise NobodyEnds(field="holdings")
    return [_end(row, on) for row in rows]


# --- What is to be minded ---------------------------------------------------------------------------------------------


@verb("protocol.noted")
def note_protocol(*, office, by, at, post=None, person=None, address="", avoid="", notes=""):
    """Note how the holder of a post, or a person, is addressed and what to avoid. All empty takes the note away.

    The note is the office's own. Returns it, or None. Raises NotYourContact.
    """
    if person and person.owner_id != office.organisation_id:
        raise NotYourContact(person)
    of = {"owner": office.organisation, "post": post, "person": person}
    said = {"address": " ".join(address.split()), "avoid": avoid.strip(), "notes": notes.strip()}
    if not any(said.values()):
        ProtocolNote.objects.filter(**of).delete()
        return None
    return ProtocolNote.objects.update_or_create(**of, defaults={**said, "sample": office.sample})[0]


def new_holder(*, office, organisation, name, email, by, at):
    """A contact of this name at the organisation on the office's file: the one that is there, else a new one."""
    same = Person.objects.filter(owner=office.organisation, organisation=organisation, name__iexact=name.strip())
    return same.first() or add_person(
        office=office, organisation=organisation, name=name, email=email, by=by, at=at
    )
