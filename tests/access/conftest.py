"""One world for all tests of this folder: made once in a transaction; what a test changes of it, it takes back.

Making it takes seconds, and twenty tests look at it. Every test here that asks the database takes `world`: a second one
would meet the people of the first.
"""

import pickle

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.views import defaults

from config import urls
from desk import context
from tests.access.visits import furnished

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="package")
def made_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """(the world as bytes, the folder of its files)"""
    media, around = tmp_path_factory.mktemp("access"), transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        try:
            with override_settings(MEDIA_ROOT=media, PASSWORD_HASHERS=QUICK):
                made = pickle.dumps(furnished())
        except BaseException:
            _take_back(around)
            raise
    yield made, media
    with django_db_blocker.unblock():
        _take_back(around)


def _take_back(around):
    transaction.set_rollback(True)
    around.__exit__(None, None, None)


@pytest.fixture
def world(made_once, db, settings):
    """The world as it was made: rows and objects changed by a test are its own."""
    made, settings.MEDIA_ROOT = made_once
    return pickle.loads(made)


@pytest.fixture
def hurried(monkeypatch):
    """What is alike for one person on every page is worked out once: how much waits, and the page of a refusal.

    A refusal is drawn whole when a person meets it first; from then on it only says what was raised.
    """
    waiting, count_work = {}, context.count_work

    def count_once(desk, now):
        if desk.user.pk not in waiting:
            waiting[desk.user.pk] = count_work(desk, now)
        return waiting[desk.user.pk]

    monkeypatch.setattr(context, "count_work", count_once)
    for status, page in ((404, defaults.page_not_found), (403, defaults.permission_denied)):
        monkeypatch.setattr(urls, f"handler{status}", _drawn_once(page, status), raising=False)


def _drawn_once(page, status):
    drawn = set()

    def handler(request, exception):
        if request.user.pk in drawn:
            return HttpResponse(str(exception), status=status, content_type="text/plain")
        drawn.add(request.user.pk)
        return page(request, exception)

    return handler
