from django.urls import include, path

from desk import first_run, quick_log, views
from stakeholders.views import office, rights

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("my-work/", views.my_work, name="my-work"),
    path("log/", quick_log.log, name="log"),
    path("log/worker.js", quick_log.worker, name="log-worker"),
    path("log/<int:pk>/undo/", quick_log.undo, name="undo-log"),
    path("search/", views.search, name="search"),
    path("reviews/", include("desk.review.urls")),
    path("", include("desk.layers.urls")),
    path("", include("desk.handover.urls")),
    path("", include("desk.money.urls")),
    path("", include("desk.history.urls")),
    path("", include("desk.readers.urls")),
    path("", include("desk.persons.urls")),
    path("", include("desk.people.urls")),
    path("", include("desk.keeping.urls")),
    path("desk/mail/", views.mail, name="mail"),
    path("first-run/", first_run.first_run, name="first-run"),
    path("first-run/ties/", first_run.ties, name="first-run-ties"),
    path("first-run/ties/add/", first_run.add_tie, name="first-run-add"),
    path("settings/office/", office.settings, name="settings"),
    path("settings/rights/", rights.rights, name="rights"),
    path("settings/office/people/", office.invite, name="invite"),
    path("settings/office/people/<int:pk>/role/", office.change_role, name="change-role"),
    path("settings/office/people/<int:pk>/remove/", office.remove_member, name="remove-member"),
]
