from django.urls import path

from desk.layers import views

urlpatterns = [
    path("layers/", views.city, name="layers"),
    path("partnerships/<slug:slug>/layers/", views.tie, name="tie-layers"),
    path("partnerships/<slug:slug>/layers/<slug:layer>/", views.one_layer, name="layer"),
    path("partnerships/<slug:slug>/layers/<slug:ours>/<slug:theirs>/", views.pair, name="layer-pair"),
]
