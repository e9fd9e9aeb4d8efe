"""Tokens of the API: made, ended, and what their use leaves behind (docs/api.md)."""

import datetime as dt

import pghistory
from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import get_resolver, reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stakeholders.mail import queue_mail
from stakeholders.models import ApiToken, Scope, User
from stakeholders.models.links import hash_of
from stakeholders.models.tokens import LONGEST, SHOWN
from stakeholders.verbs import Refusal, verb

USUAL = 365  # days
MOST = 20  # tokens of one person that let in at the same time


class NotYourToken(Refusal):
    code = "not_your_token"
    message = _("A token is made and ended by the person in whose name it acts.")


class EndsTooLate(Refusal):
    code = "ends_too_late"
    message = _("A token ends within two years.")


class EndsInThePast(Refusal):
    code = "ends_in_the_past"
    message = _("Choose a day to come.")


class TooManyTokens(Refusal):
    code = "too_many_tokens"
    message = _("You have %(most)s tokens. End one that nothing uses any more.")


class UnknownNoun(Refusal):
    code = "unknown_noun"
    message = _("The API has no list of this name.")


def nouns_of_the_api():
    """The lists of the API by the words of their addresses, as "activities"."""
    names = (name for name in get_resolver().reverse_dict if isinstance(name, str))
    lists = (name for name in names if name.startswith("api-") and name.endswith("-list"))
    return sorted(name.removeprefix("api-").removesuffix("-list") for name in lists)


@verb("token.made")
def make_token(user, *, name, scope=Scope.READ, nouns=(), ends_on=None, by, at):
    """A key for a program that acts as this person. Returns (token, key); of the key only a hash is kept.

    nouns: what it may call; none for all. ends_on: its last day, by default in a year. The person is told by mail, so
    that one made by somebody else at their desk is noticed. Raises NotYourToken, EndsTooLate, EndsInThePast,
    TooManyTokens, UnknownNoun.
    """
    if by != user:
        raise NotYourToken(user)
    today = at.date()
    ends_on = ends_on or today + dt.timedelta(days=USUAL)
    if ends_on > today + dt.timedelta(days=LONGEST):
        raise EndsTooLate(user, field="ends_on")
    if ends_on < today:
        raise EndsInThePast(user, field="ends_on")
    if not set(nouns) <= set(nouns_of_the_api()):
        raise UnknownNoun(user, field="nouns")
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two made at once are counted both
    if ApiToken.objects.filter(user=user).open(today).count() >= MOST:
        raise TooManyTokens(user, message=TooManyTokens.message % {"most": MOST})
    key = ApiToken.new_key()
    token = ApiToken.objects.create(
        user=user, name=name, prefix=key[:SHOWN], token_hash=hash_of(key), scope=scope, nouns=sorted(nouns),
        created_on=today, ends_on=ends_on,
    )  # fmt: skip
    _tell(token, at)
    return token, key


def _tell(token, at):
    user, gemel = token.user, settings.GEMEL_NAME
    with translation.override(user.language):
        url = settings.GEMEL_URL + reverse("stakeholders:tokens")
        given = {"user": user, "token": token, "gemel_name": gemel, "url": url}
        queue_mail(
            key=f"token:{token.pk}", to=user.email,
            subject=gettext("An API token was made for you in %(name)s") % {"name": gemel},
            text=render_to_string("stakeholders/mail/token.txt", given), at=at,
        )  # fmt: skip


@verb("token.ended")
def end_token(token, *, by, at):
    """From now on it lets nobody in. Ending it again changes nothing. Raises NotYourToken."""
    token = ApiToken.objects.select_for_update(no_key=True).get(pk=token.pk)
    if by.pk != token.user_id:
        raise NotYourToken(token)
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
    return token


def note_use(token, today):
    """Remember the day; a second call of the day writes nothing. It is no change that anybody made, so no verb."""
    if token.last_used_on is None or token.last_used_on < today:
        earlier = Q(last_used_on=None) | Q(last_used_on__lt=today)
        with pghistory.context(verb="token.used"):
            ApiToken.objects.filter(earlier, pk=token.pk).update(last_used_on=today)
