"""How much may be asked."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from api.checks import check_throttle_rates
from pages.models import HomePage
from tests.factories.tokens import issue_token
from tests.integration.api.conftest import Get

Homes = dict[str, HomePage]


@pytest.fixture(autouse=True)
def limits(settings: Settings) -> None:
    settings.API_THROTTLE_RATES = {"anonymous": "2/hour", "token": "3/hour"}
    cache.clear()


def statuses(get: Get, count: int, **headers: str) -> list[int]:
    return [get("pages/", **headers).status_code for _ in range(count)]


def test_who_asks_too_much_is_told_when_to_come_back(homes: Homes, get: Get) -> None:
    assert statuses(get, 3) == [200, 200, 429]
    refused = get("pages/")
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Cache-Control"] == "no-store"
    assert refused.json()["message"] == "too many requests"


def test_each_token_has_a_limit_of_its_own(homes: Homes, get: Get) -> None:
    first, second = ({"Authorization": f"Bearer {issue_token('App')[1]}"} for _ in range(2))
    assert statuses(get, 4, **first) == [200, 200, 200, 429]
    assert statuses(get, 1, **second) == [200]
    assert statuses(get, 3) == [200, 200, 429]


def test_guesses_at_tokens_count_for_the_address(homes: Homes, get: Get) -> None:
    assert statuses(get, 3, Authorization="Bearer guess") == [401, 401, 429]
    assert statuses(get, 1) == [429]


def test_an_address_that_a_visitor_made_up_is_not_believed(homes: Homes, get: Get) -> None:
    made_up = [get("pages/", **{"X-Forwarded-For": f"192.0.2.{number}"}).status_code for number in range(3)]
    assert made_up == [200, 200, 429]


def test_addresses_of_one_network_share_a_limit(homes: Homes, client: Client) -> None:
    def ask(address: str) -> int:
        return client.get("/api/v2/pages/", REMOTE_ADDR=address).status_code

    assert [ask(f"2001:db8:0:1::{number}") for number in range(3)] == [200, 200, 429]
    assert ask("2001:db8:0:2::1") == 200


def test_without_a_rate_there_is_no_limit(homes: Homes, get: Get, settings: Settings) -> None:
    settings.API_THROTTLE_RATES = {"token": "1/hour"}
    assert statuses(get, 4) == [200] * 4


@pytest.mark.parametrize(
    "rates", [{"anonymous": "10"}, {"anonymous": "0/hour"}, {"token": "ten/hour"}, {"visitor": "10/hour"}]
)
def test_a_wrong_rate_is_told_at_start(settings: Settings, rates: dict[str, str]) -> None:
    assert check_throttle_rates() == []
    settings.API_THROTTLE_RATES = rates
    assert [error.id for error in check_throttle_rates()] == ["api.E001"]
