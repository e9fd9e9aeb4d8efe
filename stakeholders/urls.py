from django.urls import path

from stakeholders.views import accounts, organisations, places

app_name = "stakeholders"

urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.add_organisation, name="add-organisation"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:slug>/change/", organisations.change_organisation, name="change-organisation"),
    path("organisations/<slug:slug>/contacts/", organisations.add_person, name="add-person"),
    path("people/<int:pk>/", organisations.change_person, name="person"),
    path("places/", places.places, name="places"),
    path("accounts/2fa/totp/code.svg", accounts.totp_qr, name="totp-qr"),
]
