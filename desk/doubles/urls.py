from django.urls import path

from desk.doubles import views

app_name = "doubles"

urlpatterns = [
    path("", views.doubles, name="pairs"),
    path("merges/", views.merges, name="merges"),
    path("merges/<int:pk>/undo/", views.undo_merge, name="undo"),
    path("<slug:kind>/<int:one>/<int:other>/", views.compare, name="compare"),
    path("<slug:kind>/<int:one>/<int:other>/apart/", views.apart, name="apart"),
]
