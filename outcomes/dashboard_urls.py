"""Addresses of dashboards, networks and saved views."""

from django.urls import path

from outcomes.views import dashboards, networks, saved

urlpatterns = [
    path("dashboards/", dashboards.index, name="dashboards"),
    path("dashboards/places/<int:pk>/", dashboards.place, name="place"),
    path("dashboards/layers/<slug:word>/", dashboards.layer, name="layer"),
    path("dashboards/organisations/<slug:slug>/", dashboards.organisation, name="of-organisation"),
    path("partnerships/<slug:slug>/money/", dashboards.tie, name="tie-money"),
    path("dashboards/networks/<slug:slug>/", networks.network, name="network"),
    path("networks/", networks.networks, name="networks"),
    path("networks/<int:pk>/accept/", networks.accept, name="accept-member"),
    path("networks/<int:pk>/leave/", networks.end, name="leave-network"),
    path("views/", saved.views, name="views"),
    path("views/<int:pk>/", saved.view, name="view"),
    path("views/<int:pk>/remove/", saved.remove, name="remove-view"),
]
