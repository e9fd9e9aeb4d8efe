from django.urls import path

from outcomes.views import claims, confirmations, explain

app_name = "outcomes"
urlpatterns = [
    path("outcomes/", claims.outcomes, name="list"),
    path("outcomes/new/", claims.claim, name="claim"),
    path("outcomes/<int:pk>/", claims.outcome, name="outcome"),
    path("outcomes/<int:pk>/ask/", confirmations.ask, name="ask"),
    path("outcomes/claims/<int:pk>/correct/", claims.correct, name="correct"),
    path("outcomes/claims/<int:pk>/withdraw/", claims.withdraw, name="withdraw"),
    path("outcomes/files/<int:pk>/", claims.file, name="file"),
    path("c/<str:token>/", confirmations.confirm, name="confirm"),
    path("figures/<slug:key>/", explain.explain, name="explain"),
    path("method/", explain.method, name="method"),
]
