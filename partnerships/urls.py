from django.urls import path

from partnerships.views import listing, page, standing

app_name = "partnerships"
urlpatterns = [
    path("partnerships/", listing.partnerships, name="list"),
    path("partnerships/on-record/", listing.on_record, name="on-record"),
    path("partnerships/new/", standing.add, name="add"),
    path("partnerships/<slug:slug>/", page.partnership, name="detail"),
    path("partnerships/<slug:slug>/keep/", standing.keep, name="keep"),
    path("partnerships/<slug:slug>/change/", standing.change, name="change"),
    path("partnerships/<slug:slug>/standing/", standing.move, name="standing"),
    path("partnerships/<slug:slug>/<str:tab>/", page.tab, name="tab"),
]
