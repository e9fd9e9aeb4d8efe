"""Addresses of frozen reports, their links, and audit samples."""

from django.urls import path

from outcomes.views import audit, report_links, reports

urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", reports.new_report, name="new-report"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/page/", reports.report_page, name="report-page"),
    path("reports/<int:pk>/data/", reports.report_data, name="report-data"),
    path("reports/<int:pk>/share/", report_links.share, name="share-report"),
    path("reports/links/<int:pk>/end/", report_links.end, name="end-report-link"),
    path("s/<str:token>/", report_links.shared, name="shared"),
    path("audit/", audit.audit, name="audit"),
    path("audit/<int:pk>/", audit.audit_sample, name="audit-sample"),
    path("audit/<int:pk>/archive/", audit.audit_archive, name="audit-archive"),
]
