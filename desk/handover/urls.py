from django.urls import path

from desk.handover import views

urlpatterns = [
    path("handover/", views.hand_overs, name="hand-overs"),
    path("handover/posts/<int:pk>/", views.post_pack, name="post-pack"),
    path("handover/people/<int:pk>/", views.person_pack, name="person-pack"),
    path("handover/colleagues/<int:pk>/", views.user_pack, name="user-pack"),
    path("handover/people/<int:pk>/pass-on/", views.hand_on_person, name="hand-on-person"),
    path("handover/colleagues/<int:pk>/pass-on/", views.hand_on_user, name="hand-on-user"),
    path("handover/<int:pk>/done/", views.done, name="hand-over-done"),
    path("posts/<int:pk>/holder/", views.change_holder, name="change-holder"),
    path("posts/holders/<int:pk>/leaves/", views.end_holding, name="end-holding"),
    path("organisations/<slug:slug>/election-day/", views.election_day, name="election-day"),
]
