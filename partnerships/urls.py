from django.urls import path, register_converter
from django.urls.converters import StringConverter

from partnerships.views import contacts, lead, listing, mandates, page, requests, standing


class TabConverter(StringConverter):
    """The name of a tab; a tie's money, stage and layers stand in later rooms and have addresses of their own."""

    regex = "(?!(?:money|stage|layers)/)[^/]+"


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
    path("partnerships/<slug:slug>/contacts/", contacts.contacts, name="contacts"),
    path("partnerships/contacts/<int:pk>/drop/", contacts.drop, name="drop-contact"),
    path("partnerships/<slug:slug>/lead/", lead.lead, name="lead"),
    path("partnerships/lead-offers/<int:pk>/", lead.offer, name="lead-offer"),
    path("partnerships/lead-offers/<int:pk>/accept/", lead.accept, name="accept-lead"),
    path("partnerships/lead-offers/<int:pk>/decline/", lead.decline, name="decline-lead"),
    path("partnerships/lead-offers/<int:pk>/withdraw/", lead.withdraw, name="withdraw-lead"),
    path("partnerships/<slug:slug>/<tab:tab>/", page.tab, name="tab"),
    path("requests/", requests.inbox, name="requests"),
    path("requests/new/", requests.new, name="new-request"),
    path("requests/criteria/", requests.criteria, name="criteria"),
    path("requests/<int:pk>/", requests.one, name="request"),
    path("requests/<int:pk>/criteria/", requests.answer, name="answer-request"),
    path("requests/<int:pk>/decide/", requests.decide, name="decide-request"),
    path("requests/<int:pk>/reopen/", requests.reopen, name="reopen-request"),
    path("requests/<int:pk>/letter/", requests.letter, name="request-letter"),
    path("requests/<int:pk>/letter.txt", requests.letter_text, name="request-letter-text"),
    path("requests/files/<int:pk>/", requests.file, name="request-file"),
    path("settings/mandates/", mandates.mandates, name="mandates"),
    path("settings/mandates/give/", mandates.give, name="give-designation"),
    path("settings/mandates/<int:pk>/end/", mandates.end, name="end-designation"),
    path("settings/mandates/leads/<int:pk>/settle/", lead.settle_by_staff, name="settle-lead"),
]
