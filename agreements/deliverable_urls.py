"""Addresses of what is done with many deliverables, with series, and with a wish for more time."""

from django.urls import path

from agreements.views import bulk, editing, lists, series

urlpatterns = [
    path("deliverables/", lists.index, name="deliverables"),
    path("deliverables/calendar/", lists.calendar, name="calendar"),
    path("deliverables/bulk/", bulk.bulk, name="bulk"),
    path("deliverables/<int:pk>/edit/", editing.edit, name="edit-deliverable"),
    path("deliverables/updates/<int:pk>/time/", editing.answer_time, name="answer-time"),
    path("deliverables/series/<int:pk>/end/", series.end, name="end-series"),
]
