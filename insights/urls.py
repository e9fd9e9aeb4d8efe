from django.urls import path

from insights import views

app_name = "insights"
urlpatterns = [path("stages/", views.stages, name="stages")]
