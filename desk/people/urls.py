from django.urls import path

from desk.people import views

urlpatterns = [
    path("organisations/<slug:slug>/members/", views.members, name="members"),
    path("organisations/<slug:slug>/members/<int:pk>/", views.member, name="member"),
    path("organisations/<slug:slug>/members/<int:pk>/act/", views.act, name="member-act"),
]
