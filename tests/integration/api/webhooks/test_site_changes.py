"""What is changed beside pages and files is told as well, so that no cache keeps an old menu."""

import pytest
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from api.webhooks.outbox import fill_outbox
from pages.models import HomePage, Menu, MenuItem, SiteTexts
from tests.integration.api.conftest import Get
from tests.integration.api.webhooks.endpoints import make_endpoint, messages

pytestmark = pytest.mark.postgresql

Homes = dict[str, HomePage]


@pytest.fixture
def menu(homes: Homes) -> Menu:
    menu = Menu.objects.create(site=Site.objects.get(), locale=homes["pl"].locale)
    MenuItem.objects.create(menu=menu, url="https://example.org/", label="Partner")
    fill_outbox()
    return menu


def test_a_menu_that_was_changed_is_told_by_the_key_of_its_answer(menu: Menu, get: Get) -> None:
    endpoint = make_endpoint()
    menu.items.update(label="Nic")  # by no act of an editor
    fill_outbox()
    assert messages(endpoint) == []
    item = menu.items.get()
    item.label = "Partnerzy"
    item.save()
    menu.save()
    assert fill_outbox() == 1
    [message] = messages(endpoint)
    assert message["type"] == "site.changed"
    assert message["data"] == {"keys": ["navigation"]}
    assert message["data"]["keys"][0] in get("navigation/?locale=pl")["Surrogate-Key"].split()


def test_all_that_was_changed_together_is_one_message_to_each_endpoint(menu: Menu, homes: Homes) -> None:
    endpoints = [make_endpoint(), make_endpoint("https://other.example.org/", locales=["lt"], active=False)]
    uninterested = make_endpoint("https://pages.example.org/", events=["page.published"])
    site = Site.objects.get()
    SiteTexts.objects.create(site=site, locale=homes["pl"].locale, contact_name="Centrum")
    Redirect.add_redirect("/stary", redirect_to="/pl/")
    Redirect.add_redirect("/starszy", redirect_to="/pl/")
    homes["lt"].locale.save()
    menu.delete()
    assert fill_outbox() == 2
    for endpoint in endpoints:
        [message] = messages(endpoint)
        assert message["data"]["keys"] == ["locales", "navigation", "redirects", "settings"]
    assert messages(uninterested) == []
    assert fill_outbox() == 0


def test_what_was_undone_is_not_told(menu: Menu) -> None:
    endpoint = make_endpoint()

    def change_and_fail() -> None:
        with transaction.atomic():
            menu.save()
            message = "the editor's act failed"
            raise ValueError(message)

    with pytest.raises(ValueError, match="failed"):
        change_and_fail()
    assert fill_outbox() == 0
    assert messages(endpoint) == []
