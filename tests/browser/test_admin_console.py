"""The admin works under its content security policy: no browser console shows an error."""

import pytest
from playwright.sync_api import Page

from tests.browser.visiting import log_in_as_administrator

ADDRESSES = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/media/",
    "/admin/users/",
    "/admin/locales/",
    "/admin/redirects/",
    "/admin/workflows/list/",
    "/admin/account/",
]


@pytest.fixture
def administrator(page: Page, demo_site: str) -> Page:
    log_in_as_administrator(page, demo_site)
    return page


@pytest.mark.parametrize("address", ADDRESSES)
def test_admin_page_opens_without_complaint(administrator: Page, demo_site: str, address: str) -> None:
    response = administrator.goto(demo_site + address)
    assert response is not None
    assert response.status == 200
    administrator.wait_for_load_state("networkidle")
