"""Searching over the API."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from pages.models import HomePage
from search.engines.base import SearchUnavailable
from search.indexing import catch_up, rebuild
from tests.factories.site_tree import make_article, restrict_page, translate
from tests.factories.tokens import issue_token
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

Homes = dict[str, HomePage]


@pytest.fixture
def articles(homes: Homes, act: Act, settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    with act():
        lathe = make_article(homes["pl"], "Tokarka CNC", body=[("rich_text", "<p>Tokarka toczy wał.</p>")])
        translate(lathe, homes["lt"], "Tekinimo staklės")
        make_article(homes["pl"], "Obsługa tokarki")
        restrict_page(make_article(homes["pl"], "Tokarka dla uczestników"))
    rebuild()
    catch_up()


@pytest.mark.usefixtures("articles")
def test_hits_have_the_form_of_a_listing(get: Get) -> None:
    answer = get("pages/?search=tokarki&fields=seo_title&locale=pl")
    body = answer.json()
    assert answer.status_code == 200
    assert body["meta"] == {"total_count": 2, "requested_locale": "pl"}
    assert {item["title"] for item in body["items"]} == {"Tokarka CNC", "Obsługa tokarki"}
    assert body["items"][0]["meta"]["seo_title"] == ""


@pytest.mark.usefixtures("articles")
def test_hits_come_a_page_at_a_time(get: Get) -> None:
    pages = [get(f"pages/?search=tokarka&limit=1&offset={offset}").json() for offset in range(3)]
    assert [page["meta"]["total_count"] for page in pages] == [2, 2, 2]
    assert [len(page["items"]) for page in pages] == [1, 1, 0]
    assert pages[0]["items"] != pages[1]["items"]


@pytest.mark.usefixtures("articles")
def test_a_token_searches_what_it_opens(get: Get) -> None:
    def found(*scopes: str) -> set[str]:
        headers = {"Authorization": f"Bearer {issue_token('App', scopes)[1]}"}
        return {item["title"] for item in get("pages/?search=tokarka&locale=pl", **headers).json()["items"]}

    assert found("read:published") == {"Tokarka CNC", "Obsługa tokarki"}
    assert found("read:restricted:login") == {"Tokarka CNC", "Obsługa tokarki", "Tokarka dla uczestników"}


@pytest.mark.usefixtures("articles")
def test_a_search_may_be_filtered_and_ordered(get: Get) -> None:
    assert get("pages/?search=tokarka&slug=obsluga-tokarki").json()["meta"]["total_count"] == 1
    ordered = get("pages/?search=tokarka&order=-title").json()["items"]
    assert [item["title"] for item in ordered] == ["Tokarka CNC", "Obsługa tokarki"]
    assert get("pages/?search=tokarka&type=pages.CoursePage").json()["items"] == []


@pytest.mark.usefixtures("articles")
def test_a_search_that_cannot_be_answered_is_a_503(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise SearchUnavailable

    monkeypatch.setattr("api.searching.search_for", fail)
    answer = get("pages/?search=tokarka")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"


@pytest.mark.usefixtures("articles")
def test_a_search_ends_where_no_engine_ranks_any_more(get: Get) -> None:
    assert get("pages/?search=tokarka&limit=20&offset=9999").status_code == 200
    refused = get("pages/?search=tokarka&offset=10000")
    assert refused.status_code == 400
    assert refused.json()["message"] == "offset must be lower than 10000 in a search: add a word or a filter"
    assert get("pages/?offset=10000").status_code == 200


@pytest.mark.usefixtures("articles")
def test_phrases_fields_and_operators_are_understood_in_a_listing(get: Get) -> None:
    def found(query: str) -> set[str]:
        return {item["title"] for item in get(f"pages/?locale=pl&search={query}").json()["items"]}

    assert found('"tokarka toczy"') == {"Tokarka CNC"}
    assert found("tokarka -wał") == {"Obsługa tokarki"}
    assert found("title:obsługa") == {"Obsługa tokarki"}
    assert found("tokarka&search_operator=and") == {"Tokarka CNC", "Obsługa tokarki"}
    assert get("pages/?search=tokarka&search_operator=xor").status_code == 400
