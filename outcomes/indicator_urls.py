"""Addresses of what is measured: indicators, targets, periodic figures."""

from django.urls import path

from outcomes.views import additionality, indicators, reporting, targets

urlpatterns = [
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/new/", indicators.add, name="add-indicator"),
    path("indicators/<int:pk>/", indicators.indicator, name="indicator"),
    path("indicators/<int:pk>/change/", indicators.change, name="change-indicator"),
    path("indicators/<int:pk>/retire/", indicators.retire, name="retire-indicator"),
    path("indicators/breakdowns/", indicators.dimension, name="add-dimension"),
    path("indicators/breakdowns/<int:pk>/retire/", indicators.drop_dimension, name="drop-dimension"),
    path("targets/", targets.targets, name="targets"),
    path("additionality/", additionality.additionality, name="additionality"),
    path("reporting/", reporting.reporting, name="reporting"),
    path("reporting/new/", reporting.plan, name="plan-reporting"),
    path("reporting/<int:pk>/", reporting.series, name="series"),
    path("reporting/<int:pk>/end/", reporting.end, name="end-reporting"),
    path("reporting/<int:pk>/<str:period>/", reporting.figure, name="figure"),
]
