from django.urls import path

from outcomes import dashboard_urls, indicator_urls, report_urls
from outcomes.views import (
    claims,
    confirmations,
    evidence,
    explain,
    leads,
    new_claim,
    outcome,
    review,
    settlement,
)

app_name = "outcomes"
urlpatterns = [
    path("outcomes/", claims.outcomes, name="list"),
    path("outcomes/new/", new_claim.claim, name="claim"),
    path("outcomes/<int:pk>/", outcome.outcome, name="outcome"),
    path("outcomes/review/", review.review, name="review"),
    path("outcomes/review/decide/", review.decide, name="decide-pair"),
    path("outcomes/<int:pk>/settle/", settlement.settle, name="settle"),
    path("outcomes/claims/<int:pk>/step/", evidence.step, name="step"),
    path("outcomes/claims/<int:pk>/record/", evidence.record, name="hand-in-record"),
    path("outcomes/claims/<int:pk>/check/", evidence.check, name="check-claim"),
    path("outcomes/records/<int:pk>/decide/", evidence.decide, name="decide-record"),
    path("leads/", leads.leads, name="leads"),
    path("leads/new/", leads.new, name="new-lead"),
    path("leads/<int:pk>/", leads.lead, name="lead"),
    path("leads/<int:pk>/move/", leads.move, name="move-lead"),
    path("outcomes/<int:pk>/ask/", confirmations.ask, name="ask"),
    path("outcomes/claims/<int:pk>/correct/", claims.correct, name="correct"),
    path("outcomes/claims/<int:pk>/withdraw/", claims.withdraw, name="withdraw"),
    path("outcomes/files/<int:pk>/", claims.file, name="file"),
    path("c/<str:token>/", confirmations.confirm, name="confirm"),
    path("figures/<slug:key>/", explain.explain, name="explain"),
    path("method/", explain.method, name="method"),
    *dashboard_urls.urlpatterns,
    *indicator_urls.urlpatterns,
    *report_urls.urlpatterns,
]
