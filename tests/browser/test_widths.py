"""No page of the sample office is wider than a phone, and none is refused anything by the policy."""

import pytest

from partnerships.models import Partnership
from tests.browser.test_main_job import sign_in
from tests.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_no_page_scrolls_sideways_on_a_phone(open_page, sample):
    page = open_page(PHONE)
    sign_in(page, *sample["coordinator"])
    tie = Partnership.objects.get(name__contains="Mexico City")
    wide = {}
    for path in (
        "/", "/stages/", "/figures/OC2/", "/figures/ties/", "/figures/promises/", "/figures/people/", "/method/",
        "/my-work/", "/partnerships/", f"/partnerships/{tie.slug}/", "/deliverables/", "/activities/", "/outcomes/",
        "/organisations/", "/log/", "/indicators/", "/targets/", "/reporting/", "/reports/", "/reports/new/", "/audit/",
        "/reminders/", "/reminders/?show=withheld", "/reminders/sent/", "/settings/reminders/",
        "/settings/reminders/rules/", "/settings/reminders/rules/deliverable-due/",
        f"/partnerships/{tie.slug}/timeline/", f"/partnerships/{tie.slug}/stage/", f"/partnerships/{tie.slug}/money/",
        f"/partnerships/{tie.slug}/money/ledger/", "/money/", "/money/gifts/", "/delegations/", "/reviews/",
        f"/reviews/tie/{tie.slug}/", f"/reviews/tie/{tie.slug}/annex/", "/import/", "/log/drafts/", "/log/by-mail/",
        "/activities/heads/", "/learn/", "/learn/conversion/", "/learn/regional/", "/learn/sought/", "/learn/effect/",
        "/learn/network/", "/learn/own/", "/learn/own/new/partners/", "/ranking/", "/ranking/candidates/",
    ):  # fmt: skip
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide[path] = width

    assert wide == {}
