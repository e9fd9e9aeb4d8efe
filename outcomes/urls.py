from django.urls import path

from outcomes.views import explain

app_name = "outcomes"
urlpatterns = [
    path("figures/<slug:key>/", explain.explain, name="explain"),
    path("method/", explain.method, name="method"),
]
