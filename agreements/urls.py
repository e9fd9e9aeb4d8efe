from django.urls import path

from agreements.views import agreements, amendments, asking, clauses, deliverables, partner, sharing

app_name = "agreements"
urlpatterns = [
    path("deliverables/", deliverables.index, name="deliverables"),
    path("deliverables/<int:pk>/", deliverables.detail, name="deliverable"),
    path("deliverables/<int:pk>/update/", deliverables.update, name="update"),
    path("deliverables/<int:pk>/accept/", deliverables.accept, name="accept"),
    path("deliverables/<int:pk>/return/", deliverables.give_back, name="return"),
    path("deliverables/<int:pk>/move/", deliverables.move, name="move"),
    path("deliverables/<int:pk>/cancel/", deliverables.cancel, name="cancel"),
    path("deliverables/<int:pk>/ask/", asking.ask, name="ask"),
    path("deliverables/<int:pk>/share/", sharing.deliverable, name="share-deliverable"),
    path("deliverables/files/<int:pk>/", deliverables.download, name="file"),
    path("deliverables/links/<int:pk>/revoke/", asking.revoke, name="revoke"),
    path("agreements/<int:pk>/", agreements.detail, name="agreement"),
    path("agreements/<int:pk>/share/", sharing.agreement, name="share-agreement"),
    path("agreements/<int:pk>/clauses/", clauses.clauses, name="clauses"),
    path("agreements/clauses/<int:pk>/", clauses.clause, name="clause"),
    path("agreements/clauses/<int:pk>/move/", clauses.move, name="move-clause"),
    path("agreements/clauses/<int:pk>/remove/", clauses.remove, name="remove-clause"),
    path("deliverables/<int:pk>/clause/", clauses.place, name="place-deliverable"),
    path("agreements/<int:pk>/amend/", amendments.amend, name="amend"),
    path("agreements/<int:pk>/difference/", amendments.difference, name="difference"),
    path("agreements/<int:pk>/terms/", amendments.terms, name="terms"),
    path("agreements/<int:pk>/decide/", amendments.decide, name="decide"),
    path("agreements/<int:pk>/apply/", amendments.apply, name="apply"),
    path("agreements/<int:pk>/deliverables/new/", agreements.new_deliverable, name="new-deliverable"),
    path("partnerships/<slug:slug>/agreements/new/", agreements.new, name="new"),
    path("u/<str:token>/", partner.page, name="update-link"),
    path("u/<str:token>/<int:pk>/", partner.save, name="update-item"),
    path("u/<str:token>/sent/<int:pk>/", partner.sent, name="update-sent"),
    path("u/<str:token>/new-link/", partner.new_link, name="update-new-link"),
]
