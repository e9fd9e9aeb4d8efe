from django.urls import path

from stakeholders.views import (
    account,
    accounts,
    figures,
    known,
    organisation_figures,
    organisations,
    places,
    posts,
    second_step,
    tokens,
)

app_name = "stakeholders"

urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.add_organisation, name="add-organisation"),
    path("organisations/known/", known.known, name="known-bodies"),
    path("organisations/<slug:slug>/figures/", organisation_figures.add_figure, name="add-figure"),
    path(
        "organisations/<slug:slug>/figures/<int:pk>/remove/", organisation_figures.remove_figure, name="remove-figure"
    ),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:slug>/change/", organisations.change_organisation, name="change-organisation"),
    path("organisations/<slug:slug>/contacts/", organisations.add_person, name="add-person"),
    path("organisations/<slug:slug>/posts/", posts.posts, name="posts"),
    path("posts/<int:pk>/", posts.change_post, name="post"),
    path("posts/<int:pk>/protocol/", posts.post_protocol, name="post-protocol"),
    path("posts/holders/<int:pk>/", posts.date_holding, name="holding"),
    path("people/<int:pk>/protocol/", posts.person_protocol, name="person-protocol"),
    path("people/<int:pk>/", organisations.change_person, name="person"),
    path("places/", places.places, name="places"),
    path("places/<int:pk>/figures/", figures.place_figures, name="place-figures"),
    path("places/<int:pk>/figures/<int:figure>/remove/", figures.remove_place_figure, name="remove-place-figure"),
    path("accounts/2fa/totp/code.svg", accounts.totp_qr, name="totp-qr"),
    path("account/", account.you, name="you"),
    path("account/second-step/", account.second_step_due, name="second-step-due"),
    path("account/sessions/end/", account.end_others, name="end-sessions"),
    path("account/sessions/<int:pk>/end/", account.end_one, name="end-session"),
    path("organisations/<slug:slug>/second-step/", second_step.second_step, name="second-step"),
    path("settings/tokens/", tokens.tokens, name="tokens"),
    path("settings/tokens/<int:pk>/end/", tokens.end, name="end-token"),
]
