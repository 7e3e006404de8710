"""Suggestions over the API."""

import pytest
from django.test import Client
from pytest_django import Settings
from wagtail.models import Locale

from pages.models import ArticlePage, HomePage
from pages.terms.models import Term
from search.indexing import catch_up, rebuild
from tests.factories.site_tree import make_article, restrict_page, translate
from tests.factories.tokens import issue_token
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

Homes = dict[str, HomePage]
ORIGIN = "https://app.example.org"


@pytest.fixture
def articles(homes: Homes, act: Act, own_index: None) -> None:
    with act():
        lathe = make_article(homes["pl"], "Tokarka CNC", body=[("rich_text", "<p>Tokarka ma uchwyt.</p>")])
        translate(lathe, homes["lt"], "Tekinimo staklės")
        make_article(homes["lt"], "Tokaris")
        restrict_page(make_article(homes["pl"], "Tokarka dla uczestników"))
        Term.objects.create(name="tokarka uchwytowa", locale=Locale.objects.get(language_code="pl"))
        Term.objects.create(name="uchwyt tokarski", locale=Locale.objects.get(language_code="pl"))
        Term.objects.create(name="uchwyt", locale=Locale.objects.get(language_code="pl"))
    rebuild()
    catch_up()


def texts(get: Get, text: str, *scopes: str) -> list[str]:
    headers = {"Authorization": f"Bearer {issue_token('App', scopes)[1]}"} if scopes else {}
    return [item["text"] for item in get(f"suggest/?q={text}&locale=pl", **headers).json()["items"]]


@pytest.mark.usefixtures("articles")
def test_pages_and_terms_have_one_form(get: Get) -> None:
    lathe = ArticlePage.objects.get(title="Tokarka CNC")
    body = get("suggest/?q=tokar&locale=pl").json()
    assert body["meta"] == {"total_count": 2, "locale": "pl"}
    page, other = body["items"]
    assert page == {
        "kind": "page",
        "id": lathe.pk,
        "locale": "pl",
        "text": "Tokarka CNC",
        "html": "<mark>Tokar</mark>ka CNC",
        "html_url": lathe.full_url,
        "type": "pages.ArticlePage",
        "detail_url": f"http://localhost/api/v2/pages/{lathe.pk}/",
    }
    assert (other["locale"], other["text"]) == ("lt", "Tokaris")
    (term,) = get("suggest/?q=uchwyt&locale=pl").json()["items"]
    assert term == {
        "kind": "term",
        "id": str(Term.objects.get(name="uchwyt").translation_key),
        "locale": "pl",
        "text": "uchwyt",
        "html": "<mark>uchwyt</mark>",
        "html_url": "http://localhost/pl/search/?q=uchwyt",
        "type": None,
        "detail_url": None,
    }


@pytest.mark.usefixtures("articles")
def test_a_token_is_suggested_what_it_opens(get: Get) -> None:
    assert texts(get, "tokarka") == texts(get, "tokarka", "read:published") == ["Tokarka CNC"]
    opened = texts(get, "tokarka", "read:published", "read:restricted:login")
    assert set(opened) == {"Tokarka CNC", "Tokarka dla uczestników"}


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("", "q is required"),
        ("q=a&locale=xx", "locale must be of"),
        ("q=a&page=2", "page"),
        ("q=a%00", "null characters"),
        (f"q={'a' * 401}", "400 characters"),
    ],
)
def test_bad_input_is_a_problem(get: Get, homes: Homes, own_index: None, query: str, detail: str) -> None:
    answer = get(f"suggest/?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert detail in answer.json()["detail"]


@pytest.mark.usefixtures("articles")
def test_nothing_typed_suggests_nothing(get: Get) -> None:
    assert get("suggest/?q=").json() == {"meta": {"total_count": 0, "locale": "pl"}, "items": []}


@pytest.mark.usefixtures("articles")
def test_caches_are_told_for_whom_the_answer_is(get: Get, client: Client, settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = [ORIGIN]
    anonymous = get("suggest/?q=tok&locale=pl", Origin=ORIGIN)
    assert anonymous["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert {"Authorization", "Origin"} <= set(anonymous["Vary"].split(", "))
    assert anonymous["Content-Language"] == "pl, lt"
    assert anonymous["Access-Control-Allow-Origin"] == ORIGIN
    again = get("suggest/?q=tok&locale=pl", **{"If-None-Match": anonymous["ETag"]})
    assert again.status_code == 304
    token = issue_token("App", ["read:published"])[1]
    private = get("suggest/?q=tok&locale=pl", Authorization=f"Bearer {token}")
    assert private["Cache-Control"] == "private, max-age=0, must-revalidate"
    head = client.head("/api/v2/suggest/?q=tok&locale=pl")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", anonymous["ETag"])
    assert client.options("/api/v2/suggest/", headers={"Origin": ORIGIN}).status_code == 200
    assert client.post("/api/v2/suggest/?q=tok").status_code == 405


def test_search_that_is_away_is_a_503(get: Get, homes: Homes, settings: Settings) -> None:
    settings.SEARCH = {**settings.SEARCH, "OPTIONS": {"path": "/proc/nowhere/index.sqlite3"}}
    answer = get("suggest/?q=tok&locale=pl")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.usefixtures("articles")
def test_an_app_may_not_ask_without_end(get: Get, settings: Settings) -> None:
    settings.API_THROTTLE_RATES = {"anonymous": "1/day"}
    assert [get("suggest/?q=tok").status_code for _n in range(2)] == [200, 429]
