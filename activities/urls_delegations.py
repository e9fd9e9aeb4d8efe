"""Addresses of visits, below /delegations/ (the names stand in the activities' space)."""

from django.urls import path

from activities.views import delegation_letters as letters
from activities.views import delegation_lists as lists
from activities.views import delegation_prints as prints
from activities.views import delegations as views

urlpatterns = [
    path("delegations/", views.delegations, name="delegations"),
    path("delegations/new/", views.new, name="new-delegation"),
    path("delegations/<int:pk>/", views.delegation, name="delegation"),
    path("delegations/<int:pk>/edit/", views.edit, name="edit-delegation"),
    path("delegations/<int:pk>/move/", views.move, name="move-delegation"),
    path("delegations/<int:pk>/brief/", prints.brief, name="delegation-brief"),
    path("delegations/<int:pk>/activity/", views.become, name="delegation-becomes"),
    path("delegations/<int:pk>/points/", views.add_point, name="add-point"),
    path("delegations/points/<int:pk>/drop/", views.drop_point, name="drop-point"),
    path("delegations/<int:pk>/files/", views.add_paper, name="add-delegation-file"),
    path("delegations/files/<int:pk>/", views.paper, name="delegation-file"),
    path("delegations/files/<int:pk>/drop/", views.drop_paper, name="drop-delegation-file"),
    path("delegations/<int:pk>/people/", lists.people, name="delegation-people"),
    path("delegations/<int:pk>/people/add/", lists.add_people, name="add-people"),
    path("delegations/people/<int:pk>/", lists.person, name="delegation-person"),
    path("delegations/people/<int:pk>/up/", lists.person_up, name="person-up"),
    path("delegations/people/<int:pk>/down/", lists.person_down, name="person-down"),
    path("delegations/people/<int:pk>/drop/", lists.drop_person, name="drop-person"),
    path("delegations/<int:pk>/programme/", lists.programme_page, name="delegation-programme"),
    path("delegations/<int:pk>/programme/print/", prints.programme_print, name="delegation-print"),
    path("delegations/programme/<int:pk>/", lists.programme_item, name="programme-item"),
    path("delegations/programme/<int:pk>/drop/", lists.drop_item, name="drop-programme-item"),
    path("delegations/<int:pk>/letters/<slug:kind>/", letters.letters, name="delegation-letters"),
    path("delegations/<int:pk>/letters/<slug:kind>/word/", letters.letters_word, name="delegation-letters-word"),
    path("delegations/letters/", letters.letter_texts, name="letter-texts"),
    path("delegations/letters/<slug:kind>/<slug:language>/", letters.letter_text, name="letter-text"),
    path("delegations/letters/<slug:kind>/<slug:language>/restore/", letters.restore_letter, name="restore-letter"),
]
