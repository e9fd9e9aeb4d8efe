from django.urls import path

from activities import views

app_name = "activities"

urlpatterns = [
    path("activities/", views.activities, name="list"),
    path("activities/plan/", views.plan, name="plan"),
    path("activities/<int:pk>/", views.activity, name="activity"),
    path("activities/<int:pk>/edit/", views.edit, name="edit"),
    path("activities/<int:pk>/offer/", views.offer, name="offer"),
    path("activities/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("activities/<int:pk>/happened/", views.happened, name="happened"),
    path("activities/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("activities/files/<int:pk>/", views.file, name="file"),
]
