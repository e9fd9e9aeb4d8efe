from django.urls import path

from desk import views
from stakeholders.views import office

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("my-work/", views.my_work, name="my-work"),
    path("search/", views.search, name="search"),
    path("desk/mail/", views.mail, name="mail"),
    path("settings/office/", office.settings, name="settings"),
    path("settings/office/people/", office.invite, name="invite"),
    path("settings/office/people/<int:pk>/role/", office.change_role, name="change-role"),
    path("settings/office/people/<int:pk>/remove/", office.remove_member, name="remove-member"),
]
