"""Addresses of the life and the papers of an agreement."""

from django.urls import path

from agreements.views import life, notes, papers, register

urlpatterns = [
    path("agreements/<int:pk>/move/", life.move, name="move-agreement"),
    path("agreements/<int:pk>/change/", life.change, name="change-agreement"),
    path("agreements/<int:pk>/parties/", papers.party, name="add-party"),
    path("agreements/<int:pk>/sign/", papers.sign, name="sign"),
    path("agreements/signatures/<int:pk>/remove/", papers.remove_signature, name="remove-signature"),
    path("agreements/<int:pk>/copies/", papers.copy, name="file-copy"),
    path("agreements/<int:pk>/texts/new/", papers.new_text, name="new-text"),
    path("agreements/texts/<int:pk>/", papers.text, name="text"),
    path("agreements/<int:pk>/approvals/new/", papers.new_approval, name="new-approval"),
    path("agreements/approvals/<int:pk>/", papers.approval, name="approval"),
    path("agreements/files/<int:pk>/", papers.download, name="agreement-file"),
    path("agreements/<int:pk>/notes/", notes.notes, name="notes"),
    path("agreements/<int:pk>/register/", register.register, name="register"),
    path("settings/approvals/", papers.rule, name="approval-rule"),
]
