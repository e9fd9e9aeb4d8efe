from django.urls import path

from desk.keeping import views

urlpatterns = [
    path("records/", views.records, name="records"),
    path("records/holds/new/", views.new_hold, name="new-hold"),
    path("records/holds/<int:pk>/lift/", views.lift, name="lift-hold"),
    path("records/classes/new/", views.new_class, name="new-class"),
    path("records/classes/suggested/", views.take_suggestions, name="take-suggestions"),
    path("records/classes/<int:pk>/", views.change_class, name="change-class"),
    path("records/classes/<int:pk>/drop/", views.drop_class, name="drop-class"),
    path("records/due/", views.press, name="press-due"),
    path("records/requests/new/", views.new_request, name="new-request"),
    path("records/requests/<int:pk>/", views.records_request, name="records-request"),
    path("records/requests/<int:pk>/blacken/", views.blacken, name="blacken"),
    path("records/requests/<int:pk>/grounds/", views.add_ground, name="add-ground"),
    path("records/requests/<int:pk>/print/", views.printed, name="print-request"),
    path("records/requests/<int:pk>/give/", views.give, name="give-out"),
]
