from django.urls import path

from desk.readers import views

urlpatterns = [path("readers/<str:label>/<int:pk>/", views.readers, name="readers")]
