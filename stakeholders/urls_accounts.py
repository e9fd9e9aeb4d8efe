"""Addresses under accounts/ that stand before allauth's own; each answers to allauth's name, for it is that page."""

from django.urls import path

from stakeholders import sso
from stakeholders.views import account, sign_in

urlpatterns = [
    path("email/", account.email, name="account_email"),
    path("oidc/<str:provider_id>/login/", sign_in.start, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", sso.callback, name="openid_connect_callback"),
    # What allauth offers beside and nobody needs here: accounts of a provider are tied at sign-in, never by hand.
    path("3rdparty/signup/", sign_in.nothing_here, name="socialaccount_signup"),
]
