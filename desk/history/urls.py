from django.urls import path

from desk.history import views

urlpatterns = [
    path("history/", views.gone, name="deleted"),
    path("history/<str:label>/<int:pk>/", views.history, name="history"),
    path("history/<str:label>/<int:pk>/<int:event>/", views.put_back, name="put-back"),
]
