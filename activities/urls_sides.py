"""Addresses of what the other side says of an activity, and of heads by country and sex."""

from django.urls import path

from activities.views import accounts, asked, asking, heads

urlpatterns = [
    path("activities/heads/", heads.table, name="heads-table"),
    path("activities/<int:pk>/heads/", heads.counted, name="heads"),
    path("activities/<int:pk>/ask/", asking.ask, name="ask"),
    path("activities/<int:pk>/account/", accounts.account, name="account"),
    path("activities/asks/<int:pk>/revoke/", asking.revoke, name="revoke-ask"),
    path("activities/accounts/<int:pk>/take/", accounts.take, name="take"),
    path("a/<str:token>/", asked.page, name="asked"),
    path("a/<str:token>/pass/", asked.pass_on, name="asked-pass"),
    path("a/<str:token>/new-link/", asked.new_link, name="asked-new-link"),
]
