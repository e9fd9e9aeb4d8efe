"""A program signs in to the API with a token: `Authorization: Bearer gemel_…` (docs/api.md)."""

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions, status
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.permissions import SAFE_METHODS
from rest_framework.throttling import SimpleRateThrottle

from stakeholders import doors
from stakeholders.middleware import zone_of
from stakeholders.middleware_sign_in import words_of
from stakeholders.models import ApiToken, Scope
from stakeholders.second_step import second_step_missing
from stakeholders.tokens import note_use


class WrongToken(exceptions.APIException):
    """Unknown, ended, revoked, or of somebody who may not sign in: one answer for all, so that none is told apart."""

    status_code = status.HTTP_401_UNAUTHORIZED
    auth_header = 'Bearer realm="api", error="invalid_token"'

    def __init__(self):
        super().__init__(_("This token is not known, or has ended."))


class TokenAuthentication(BaseAuthentication):
    """`request.user` is the token's person without the powers of staff, `request.auth` the token.

    The scope is asked here and not in a permission class: a view that names its own classes cannot forget it.
    """

    def authenticate(self, request):
        key = _key_of(request)
        if key is None:
            return None
        token = ApiToken.objects.with_key(key)
        if token is None or not token.user.is_active:
            raise WrongToken
        user = token.user
        if zone := zone_of(user):
            timezone.activate(zone)  # the middleware, which saw nobody, takes it back
        today = timezone.localdate()
        if not token.is_open(today):
            raise WrongToken
        _within_scope(token, request)
        if rule := second_step_missing(user, today):
            raise exceptions.PermissionDenied(words_of(rule))
        user.is_staff = user.is_superuser = False  # on this request alone
        note_use(token, today)
        doors.say(token=token.name)
        return user, token


def _key_of(request):
    """The key in the header; None where there is no such header, for then a session may speak."""
    words = get_authorization_header(request).split()
    if not words or words[0].lower() != b"bearer":
        return None
    if len(words) != 2 or not words[1].isascii():
        raise WrongToken
    return words[1].decode()


def _within_scope(token, request):
    """Refuse (403) what the token was not made for."""
    if token.scope == Scope.READ and request.method not in SAFE_METHODS:
        raise exceptions.PermissionDenied(_("This token may read and change nothing."))
    name = getattr(request.parser_context.get("view"), "basename", "")
    if token.nouns and name and name.removeprefix("api-") not in token.nouns:
        raise exceptions.PermissionDenied(_("This token was not made for this list."))


class TokenThrottle(SimpleRateThrottle):
    """So many calls of one token a minute, in each web process that keeps no cache with the others."""

    scope = "token"

    def get_cache_key(self, request, view):
        return f"token-calls:{request.auth.pk}" if isinstance(request.auth, ApiToken) else None


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "stakeholders.authentication.TokenAuthentication"
    name = "tokenAuth"

    def get_security_definition(self, auto_schema):
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of your own, made under your account. It acts as you, within its scope.",
        }
