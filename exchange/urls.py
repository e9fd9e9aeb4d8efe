from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [
    path("rates/", views.rates, name="rates"),
    path("rates/corridors/", views.corridors, name="corridors"),
]
