from django.urls import path

from activities import urls_delegations, urls_sides, views
from activities.views import drafts

app_name = "activities"

urlpatterns = [
    path("activities/", views.activities, name="list"),
    path("activities/plan/", views.plan, name="plan"),
    path("activities/<int:pk>/", views.activity, name="activity"),
    path("activities/<int:pk>/edit/", views.edit, name="edit"),
    path("activities/<int:pk>/offer/", views.offer, name="offer"),
    path("activities/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("activities/<int:pk>/happened/", views.happened, name="happened"),
    path("activities/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("activities/<int:pk>/move/", views.move, name="move"),
    path("activities/<int:pk>/steps/", views.add_step, name="add-step"),
    path("activities/steps/<int:pk>/", views.step, name="step"),
    path("activities/steps/<int:pk>/done/", views.finish_step, name="finish-step"),
    path("activities/steps/<int:pk>/open/", views.reopen_step, name="reopen-step"),
    path("activities/steps/<int:pk>/drop/", views.drop_step, name="drop-step"),
    path("activities/files/<int:pk>/", views.file, name="file"),
    *urls_delegations.urlpatterns,
    *urls_sides.urlpatterns,
    path("log/drafts/", drafts.drafts, name="drafts"),
    path("log/drafts/<int:pk>/", drafts.draft, name="draft"),
    path("log/drafts/<int:pk>/request/", drafts.as_request, name="draft-request"),
    path("log/drafts/<int:pk>/throw-away/", drafts.throw_draft_away, name="throw-draft-away"),
    path("log/drafts/files/<int:pk>/", drafts.draft_file, name="draft-file"),
    path("log/by-mail/", drafts.by_mail, name="by-mail"),
    path("log/by-mail/<int:pk>/new/", drafts.renew_mail_address, name="renew-mail-address"),
]
