"""What the sample office prints: as many sheets as are promised, and no page of it wider than a phone."""

import re

import pytest
from django.utils import timezone

from activities.models import Delegation
from desk.sample.reviewing import add_review
from tests.browser.test_main_job import sign_in
from tests.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sheets(page):
    """How many A4 sheets the page makes on paper."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


def test_packs_and_briefs_fit_their_sheets_and_a_phone(open_page, sample):
    page = open_page(PHONE)
    sign_in(page, *sample["coordinator"])
    pack, visit = add_review(timezone.localdate(), timezone.now()), Delegation.objects.get()
    tie = f"/reviews/tie/{pack.partnership.slug}/"
    brief = f"/delegations/{visit.pk}/brief/"
    most = {
        tie: 4, f"{tie}annex/": 4, f"/reviews/packs/{pack.pk}/page/": 4, brief: 1, f"{brief}?language=en&second=ar": 2,
        f"/delegations/{visit.pk}/programme/print/?language=en&second=ja": 2,
    }  # fmt: skip

    seen = {}
    for path in most:
        page.goto(path)
        seen[path] = (page.evaluate("document.documentElement.scrollWidth"), sheets(page))

    assert {path: told for path, told in seen.items() if told[0] > PHONE["width"] or told[1] > most[path]} == {}
    assert seen[f"{brief}?language=en&second=ar"][1] == 2
