from django.urls import path

from desk.persons import views

urlpatterns = [
    path("people/<int:pk>/data/", views.contact, name="contact-data"),
    path("people/<int:pk>/data/person.zip", views.contact_zip, name="contact-zip"),
    path("accounts-data/<int:pk>/", views.account, name="account-data"),
    path("accounts-data/<int:pk>/person.zip", views.account_zip, name="account-zip"),
    path("my-data/", views.my_data, name="my-data"),
    path("erased/", views.erasures, name="erasures"),
]
