"""Addresses. Each room brings its own pages in `urls.py` and its own API routes in `api.py`."""

from importlib import import_module
from importlib.util import find_spec

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import SimpleRouter

from desk import health


def api_routes():
    """The routes of every room: `routes` in its `api.py` is a list of (name, viewset)."""
    router = SimpleRouter()
    for room in settings.ROOMS:
        if find_spec(f"{room}.api"):
            for name, viewset in import_module(f"{room}.api").routes:
                router.register(name, viewset, basename=f"api-{name}")
    return router.urls


# The administration is entered as everything else is: with the second step, and throttled.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # Ours before allauth's of the same address: stricter, or with less shown.
    path("accounts/", include("stakeholders.urls_accounts")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("api/v1/", include(api_routes())),
    path("organisations/doubles/", include("desk.doubles.urls")),  # before the organisations, by whose slug it looks
    *(path("", include(f"{room}.urls")) for room in settings.ROOMS if find_spec(f"{room}.urls")),
]
