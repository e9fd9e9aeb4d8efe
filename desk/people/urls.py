from django.urls import path

from desk.people import staff, views

urlpatterns = [
    path("organisations/<slug:slug>/members/", views.members, name="members"),
    path("organisations/<slug:slug>/members/<int:pk>/", views.member, name="member"),
    path("organisations/<slug:slug>/members/<int:pk>/act/", views.act, name="member-act"),
    path("settings/staff/", staff.staff_grants, name="staff-grants"),
    path("settings/staff/<int:pk>/opened/", staff.what_they_opened, name="staff-looks"),
    path("settings/staff/<int:pk>/end/", staff.end_grant, name="end-staff-grant"),
]
