"""Addresses of the council's review, below /reviews/ (the names stand in the desk's space)."""

from django.urls import path

from desk.review import views

urlpatterns = [
    path("", views.reviews, name="reviews"),
    path("all/", views.all_packs, name="review-all"),
    path("tie/<slug:slug>/", views.tie, name="review"),
    path("tie/<slug:slug>/write/", views.write, name="review-write"),
    path("tie/<slug:slug>/day/", views.mark, name="review-day"),
    path("tie/<slug:slug>/word/", views.word, name="review-word"),
    path("tie/<slug:slug>/annex/", views.annex, name="review-annex"),
    path("tie/<slug:slug>/annex/word/", views.annex_word, name="review-annex-word"),
    path("packs/<int:pk>/", views.pack, name="review-pack"),
    path("packs/<int:pk>/page/", views.part_page, {"part": "pack"}, name="review-pack-page"),
    path("packs/<int:pk>/data/", views.part_data, {"part": "pack"}, name="review-pack-data"),
    path("packs/<int:pk>/word/", views.part_word, {"part": "pack"}, name="review-pack-word"),
    path("packs/<int:pk>/annex/page/", views.part_page, {"part": "annex"}, name="review-pack-annex"),
    path("packs/<int:pk>/annex/data/", views.part_data, {"part": "annex"}, name="review-pack-annex-data"),
    path("packs/<int:pk>/annex/word/", views.part_word, {"part": "annex"}, name="review-pack-annex-word"),
]
