"""The termbase that editors maintain, in searches."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale

from pages.terms.models import Term, TermForm
from pages.terms.selectors import termbase
from search.engines.base import SearchEngine
from search.indexing import catch_up
from tests.integration.search.publications import publish, publish_filler
from tests.integration.search.test_results_page import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def welding(engine: SearchEngine) -> None:
    publish_filler()
    publish(1, "Suvirinimas", "Suvirinimo kursas.", language_code="lt")
    publish(2, "Praktika", "Suvirinu kas dieną.", language_code="lt")
    publish(3, "Tekinimas", "Tekinimo kursas.", language_code="lt")
    catch_up()


@pytest.fixture
def seed() -> None:
    call_command("terms", "load", verbosity=0)


def test_page_in_another_language_is_found_and_the_added_word_told(welding: None, seed: None, client: Client) -> None:
    html = page_of(client, "/pl/search/?q=spawanie")
    assert '<a href="/lt/1/" hreflang="lt"><mark>Suvirinimas</mark></a>' in html
    assert "<mark>Suvirinu</mark> kas dieną" in html
    assert '<strong lang="lt">suvirinimas</strong>, z bazy terminów' in html
    with translation.override("en"):
        assert "from the termbase" in page_of(client, "/en/search/?q=welding")
    assert "iš terminų bazės" in page_of(client, "/lt/search/?q=suvirinu")


def test_all_results_in_another_language_are_searched_by_the_words_typed(
    engine: SearchEngine, seed: None, client: Client
) -> None:
    publish_filler()
    for number in range(1, 13):
        publish(number, f"Suvirinimas {number}", language_code="lt")
    catch_up()
    html = page_of(client, "/pl/search/?q=spawanie")
    assert 'href="/lt/search/?q=spawanie&amp;query_locale=pl"' in html
    html = page_of(client, "/lt/search/?q=spawanie&query_locale=pl")
    assert html.count("<mark>Suvirinimas</mark>") == 10
    assert 'href="?q=spawanie&amp;query_locale=pl&amp;page=2" rel="next"' in html
    assert page_of(client, "/lt/search/?q=spawanie&query_locale=lt").count("<mark>") == 0


def test_change_of_a_term_counts_for_the_next_search(welding: None, client: Client) -> None:
    polish, lithuanian = (Locale.objects.get(language_code=code) for code in ("pl", "lt"))
    assert "/lt/3/" not in page_of(client, "/pl/search/?q=toczenie")
    term = Term.objects.create(name="tekinimas", locale=lithuanian)
    toczenie = Term.objects.create(name="toczenie", locale=polish, translation_key=term.translation_key)
    assert "/lt/3/" in page_of(client, "/pl/search/?q=toczenie")
    assert "/lt/3/" not in page_of(client, "/pl/search/?q=toczka")
    TermForm.objects.create(term=toczenie, text="toczka", status=TermForm.Status.FORBIDDEN)
    assert "/lt/3/" in page_of(client, "/pl/search/?q=toczka")
    term.delete()
    assert "/lt/3/" not in page_of(client, "/pl/search/?q=toczenie")


def test_known_termbase_takes_one_query(seed: None) -> None:
    first = termbase()
    with CaptureQueriesContext(connection) as queries:
        assert termbase() is first
    assert len(queries) == 1
