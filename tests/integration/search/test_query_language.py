"""Words of another language than that of the page, typed into the search of the site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from pages.publications.models import Publication
from search.conf import search_engine
from search.indexing import catch_up
from tests.elasticsearch.indexes import remove
from tests.integration.search.publications import publish, publish_filler
from tests.integration.search.test_results_page import page_of

pytestmark = pytest.mark.django_db

TOLD = {
    "en": "taken for words of another language",
    "pl": "uznano za słowa innego języka",
    "lt": "palaikyti kitos kalbos",
}


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """The language of the tests, whatever page was asked for last."""
    with translation.override(translation.get_language()):
        yield


@pytest.fixture(params=["embedded", "elasticsearch"])
def index(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[None]:
    """An empty index of each engine, as an installation chooses it."""
    Publication.objects.all().delete()
    if request.param == "embedded":
        settings.SEARCH = {**settings.SEARCH, "OPTIONS": {"path": tmp_path / "search" / "embedded.sqlite3"}}
        yield
        return
    url, prefix = request.getfixturevalue("elasticsearch_url"), request.getfixturevalue("index_prefix")
    settings.SEARCH = {
        **settings.SEARCH,
        "ENGINE": "search.engines.elasticsearch.ElasticsearchEngine",
        "OPTIONS": {"hosts": [url], "prefix": prefix},
    }
    yield
    search_engine().close()
    remove(url, prefix)


@pytest.fixture
def site(index: None) -> None:
    """Pages about welding in two languages, and the termbase."""
    call_command("terms", "load", verbosity=0)
    publish_filler()
    publish(1, "Kurs", "Spawanie łukowe.", language_code="pl")
    publish(2, "Kursas", "Suvirinimas lanku.", language_code="lt")
    catch_up()


@pytest.mark.usefixtures("site")
def test_what_the_words_were_taken_for_is_told_and_can_be_refused(client: Client) -> None:
    html = page_of(client, "/lt/search/?q=spawanie")
    assert "<mark>Suvirinimas</mark> lanku" in html
    assert TOLD["lt"] in html
    assert "<strong>lenkų</strong>" in html
    assert '<strong lang="lt">suvirinimas</strong>' in html
    assert '<a href="/pl/1/" hreflang="pl">' in html
    assert 'href="?q=spawanie&amp;query_locale=lt"' in html
    refused = page_of(client, "/lt/search/?q=spawanie&query_locale=lt")
    assert TOLD["lt"] not in refused
    assert "Suvirinimas" not in refused


@pytest.mark.usefixtures("site")
def test_it_is_told_in_the_language_of_the_page(client: Client) -> None:
    for code, text in (("en", "spawanie"), ("pl", "suvirinimas"), ("lt", "spawanie")):
        with translation.override(code):
            assert TOLD[code] in page_of(client, f"/{code}/search/?q={text}"), code


@pytest.mark.usefixtures("site")
def test_nothing_is_told_of_words_of_the_page_or_of_a_language_that_is_said(client: Client) -> None:
    for question in ("q=suvirinimas", "q=spawanie&query_locale=pl", "q=lang:pl+spawanie", "q=TIG", "q="):
        assert TOLD["lt"] not in page_of(client, f"/lt/search/?{question}"), question
