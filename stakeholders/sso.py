"""Signing in with the account that one's city already has: OpenID Connect, set by OIDC_* (docs/accounts.md).

The provider says who somebody is; whether they have an account here was decided by an invitation. So nobody signs up
this way: the first time, an account is found by an address that the provider itself has verified, and from then on by
the provider's own name for the person (`sub`), whatever becomes of the address.
"""

from allauth.account.adapter import get_adapter as account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from stakeholders.models import User

SIGNED = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """allauth's questions about accounts of a provider, answered for this house."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def can_authenticate_by_email(self, login, email):
        return False  # done below, by stricter rules and without touching the password

    def pre_social_login(self, request, sociallogin):
        """Tie the provider's account to ours at its first use, or say that there is none. One answer for unknown
        address, unverified address and closed account."""
        if sociallogin.is_existing:
            return
        user = _meant(sociallogin)
        if user is None:
            messages.error(request, _("No account here belongs to that sign-in. Ask a coordinator of your office."))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)
        account_adapter(request).send_notification_mail(
            "socialaccount/email/account_connected", user, {"account": sociallogin.account}
        )

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        messages.error(request, _("Signing in there did not work. Try again, or sign in with your password."))
        raise ImmediateHttpResponse(redirect("account_login"))


def claims_of(sociallogin):
    """What the provider says of the person: its signed token, and what it tells besides; {} where the two disagree
    on who that is (OpenID Connect Core 5.3.2)."""
    told = sociallogin.account.extra_data
    token, info = told.get("id_token") or {}, told.get("userinfo") or {}
    if info and info.get("sub") != token.get("sub"):
        return {}
    return {**info, **{name: token[name] for name in ("email", "email_verified") if name in token}}


def _meant(sociallogin):
    """The account that the provider's verified address names; None without one, or where another of the provider's
    accounts is tied to it already."""
    claims = claims_of(sociallogin)
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str):
        return None
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    taken = user and SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).exists()
    return None if taken else user


class SignedTokens(OpenIDConnectOAuth2Adapter):
    """The token's signature is checked though it came straight from the provider: it costs one request, and a wrong
    address of the provider is noticed."""

    def _decode_id_token(self, app, id_token):
        config = self.openid_config
        try:
            if jwtkit.jwt.get_unverified_header(id_token).get("alg") not in SIGNED:
                raise OAuth2Error("The ID token is not signed with a public key.")
            return jwtkit.verify_and_decode(
                credential=id_token, keys_url=config["jwks_uri"], issuer=config["issuer"], audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )  # fmt: skip
        except (KeyError, jwtkit.jwt.PyJWTError) as fault:
            raise OAuth2Error("The ID token cannot be read.") from fault

    def complete_login(self, request, app, token, **kwargs):
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The provider sent no ID token.")
        return super().complete_login(request, app, token, **kwargs)


def callback(request, provider_id):
    """Where the provider sends the person back to."""
    try:
        return OAuth2CallbackView.adapter_view(SignedTokens(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
