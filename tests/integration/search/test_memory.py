"""What translations teach, in searches."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.engines.base import SearchEngine
from search.indexing import catch_up
from tests.integration.search.publications import publish, publish_filler
from tests.integration.search.test_results_page import page_of

pytestmark = pytest.mark.django_db

UNIT = '<tu><tuv xml:lang="pl"><seg>{}</seg></tuv><tuv xml:lang="lt"><seg>{}</seg></tuv></tu>'


@pytest.fixture
def lithuanian(engine: SearchEngine) -> None:
    publish_filler()
    publish(1, "Žirklės", "Žirklės lakštams kirpti.", language_code="lt")
    publish(2, "Kontroleris", "Kontroleriai ir jutikliai.", language_code="lt")
    catch_up()


@pytest.fixture
def memory(tmp_path: Path) -> None:
    path = tmp_path / "course.tmx"
    path.write_text(f"<tmx><body>{UNIT.format('nożyce', 'žirklės')}</body></tmx>", encoding="utf-8")
    call_command("terms", "import_memory", str(path), stdout=StringIO())
    call_command("terms", "mine", stdout=StringIO())


def test_page_is_found_by_what_the_memory_teaches_and_that_is_told(
    lithuanian: None, memory: None, client: Client
) -> None:
    html = page_of(client, "/pl/search/?q=nożycami")
    assert '<a href="/lt/1/" hreflang="lt"><mark>Žirklės</mark></a>' in html
    assert '<strong lang="lt">žirklės</strong>, z tłumaczeń' in html


def test_page_is_found_by_what_sounds_alike_and_that_is_told(lithuanian: None, client: Client) -> None:
    html = page_of(client, "/pl/search/?q=kontrolery")
    assert '<strong lang="lt">kontroleris</strong>, podobne brzmienie' in html
    assert "podobne brzmienie" not in page_of(client, "/pl/search/?q=zegarek")


def test_memory_is_asked_once_however_many_languages_and_words(lithuanian: None, memory: None, client: Client) -> None:
    page_of(client, "/pl/search/?q=nożyce")
    with CaptureQueriesContext(connection) as queries:
        page_of(client, "/pl/search/?q=nożyce gilotyna blacha")
    assert sum("mined" in query["sql"] for query in queries.captured_queries) == 1
