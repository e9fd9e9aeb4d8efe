from django.urls import path

from outcomes.views import claims, confirmations, explain, indicators, reporting

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
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/new/", indicators.add, name="add-indicator"),
    path("indicators/<int:pk>/", indicators.indicator, name="indicator"),
    path("indicators/<int:pk>/change/", indicators.change, name="change-indicator"),
    path("indicators/<int:pk>/retire/", indicators.retire, name="retire-indicator"),
    path("indicators/breakdowns/", indicators.dimension, name="add-dimension"),
    path("indicators/breakdowns/<int:pk>/retire/", indicators.drop_dimension, name="drop-dimension"),
    path("reporting/", reporting.reporting, name="reporting"),
    path("reporting/new/", reporting.plan, name="plan-reporting"),
    path("reporting/<int:pk>/", reporting.series, name="series"),
    path("reporting/<int:pk>/end/", reporting.end, name="end-reporting"),
    path("reporting/<int:pk>/<str:period>/", reporting.figure, name="figure"),
]
