from django.urls import path, register_converter
from django.urls.converters import StringConverter

from partnerships.views import listing, page, standing


class TabConverter(StringConverter):
    """The name of a tab; a tie's money and its stage stand in later rooms and have addresses of their own."""

    regex = "(?!(?:money|stage)/)[^/]+"


register_converter(TabConverter, "tab")

app_name = "partnerships"
urlpatterns = [
    path("partnerships/", listing.partnerships, name="list"),
    path("partnerships/on-record/", listing.on_record, name="on-record"),
    path("partnerships/new/", standing.add, name="add"),
    path("partnerships/<slug:slug>/", page.partnership, name="detail"),
    path("partnerships/<slug:slug>/keep/", standing.keep, name="keep"),
    path("partnerships/<slug:slug>/change/", standing.change, name="change"),
    path("partnerships/<slug:slug>/standing/", standing.move, name="standing"),
    path("partnerships/<slug:slug>/<tab:tab>/", page.tab, name="tab"),
]
