"""Waking the worker: after the commit only, and a silent broker loses nothing."""

import logging

import psycopg
import pytest
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from outcomes.services import wake
from outcomes.services.waking import send_settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """Names of the tasks that would have gone to the broker."""
    names = []
    monkeypatch.setattr(current_app._get_current_object(), "send_task", lambda name, **how: names.append(name))
    return names


def test_the_worker_is_told_after_the_commit(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        wake()
        before = list(sent)

    assert (before, sent) == ([], ["outcomes.tasks.settle"])


@pytest.mark.parametrize("fault", [OperationalError("gone"), psycopg.OperationalError("gone"), ConnectionError("gone")])
def test_a_silent_broker_is_logged_and_forgiven(fault, monkeypatch, caplog, django_capture_on_commit_callbacks):
    def fail(name, **how):
        raise fault

    monkeypatch.setattr(current_app._get_current_object(), "send_task", fail)

    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
        wake()

    assert "the next sweep will" in caplog.text


def test_another_fault_is_not_swallowed(monkeypatch):
    def fail(name, **how):
        raise TypeError("a mistake of ours")

    monkeypatch.setattr(current_app._get_current_object(), "send_task", fail)

    with pytest.raises(TypeError):
        send_settle()
