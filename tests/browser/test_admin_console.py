"""The admin works under its content security policy: no browser console shows an error."""

import pytest
from playwright.sync_api import Page

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
    from cms.demo.logins import LOGINS  # noqa: PLC0415 - the browser tests alone need the demo

    login = next(login for login in LOGINS if login.role == "administrator")
    page.goto(f"{demo_site}/admin/login/")
    page.fill("#id_username", login.username)
    page.fill("#id_password", login.password)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{demo_site}/admin/")
    return page


@pytest.mark.parametrize("address", ADDRESSES)
def test_admin_page_opens_without_complaint(administrator: Page, demo_site: str, address: str) -> None:
    response = administrator.goto(demo_site + address)
    assert response is not None
    assert response.status == 200
    administrator.wait_for_load_state("networkidle")
