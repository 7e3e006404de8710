"""The filters of the results page over HTTP."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.models import User
from search.engines.base import SearchEngine
from search.indexing import catch_up
from tests.integration.search.publications import publish, publish_filler
from tests.integration.search.test_results_page import BASIC, WELDING, page_of

pytestmark = pytest.mark.django_db


def test_filters_narrow_and_can_be_taken_back(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    publish(1, "Kurs spawania", facets=[WELDING, BASIC])
    publish(2, "Kurs frezowania", facets=[BASIC])
    catch_up()
    html = page_of(client, "/pl/search/?q=kurs&specialisation=welding")
    assert 'href="/pl/1/"' in html
    assert 'href="/pl/2/"' not in html
    assert 'name="specialisation" value="welding" checked' in html
    assert '<li><a href="?q=kurs">Specjalizacja: Spawanie ' in html


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("specialisation", "welding"),
        ("level", "basic"),
        ("resource", "pdf"),
        ("cluster", "metal"),
        ("country", "lt"),
        ("policy_level", "national"),
        ("type", "pages.CoursePage"),
        ("date", "2023"),
        ("language", "pl"),
    ],
)
def test_each_facet_that_is_named_narrows_and_is_counted(
    engine: SearchEngine, client: Client, name: str, key: str
) -> None:
    publish_filler()
    own = [] if name in {"type", "date", "language"} else [{"name": name, "key": key, "labels": {"pl": "to"}}]
    published = datetime(2023, 5, 8, tzinfo=UTC)
    publish(1, "Kurs", facets=own, type_name="pages.CoursePage", first_published_at=published)
    other = publish(2, "Kurs", language_code="lt" if name == "language" else "pl")
    catch_up()
    html = page_of(client, "/pl/search/?q=kurs")
    assert other.html_url.removeprefix("http://localhost") in html
    assert f'name="{name}" value="{key}"' in html
    html = page_of(client, f"/pl/search/?q=kurs&{name}={key}")
    assert 'href="/pl/1/"' in html
    assert other.html_url.removeprefix("http://localhost") not in html


def test_filter_that_fits_nothing_offers_to_clear_it(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    publish(1, "Kurs", facets=[BASIC])
    catch_up()
    html = page_of(client, "/pl/search/?q=kurs&level=advanced")
    assert '<a href="?q=kurs">' in html
    assert 'value="advanced" checked' in html


def test_chosen_values_that_no_hit_has_keep_their_names(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    publish(1, "Kurs spawania", facets=[WELDING])
    publish(2, "Kurs frezowania", facets=[BASIC])
    catch_up()
    html = page_of(client, "/pl/search/?q=kurs&specialisation=welding&level=basic&date=2024")
    assert "Specjalizacja: Spawanie <" in html
    assert "Poziom: Podstawowy <" in html
    assert ">Spawanie</label>" in html


def test_name_of_a_chosen_value_is_told_to_those_who_may_read_it(
    engine: SearchEngine, client: Client, member: User, members: Group
) -> None:
    publish_filler()
    publish(1, "Kurs", audience=f"({members.pk})", facets=[WELDING])
    publish(2, "Kurs", facets=[BASIC])
    catch_up()
    address = "/pl/search/?q=kurs&specialisation=welding&level=basic"
    assert "Spawanie" not in page_of(client, address)
    client.force_login(member)
    assert "Specjalizacja: Spawanie <" in page_of(client, address)


def test_language_of_the_text_is_a_filter(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    publish(1, "Kurs TIG")
    publish(2, "TIG kursas", language_code="lt")
    catch_up()
    html = page_of(client, "/pl/search/?q=TIG&language=lt")
    assert '<h3 lang="lt"><a href="/lt/2/" hreflang="lt">' in html
    assert 'href="/pl/1/"' not in html
    assert '<li><a href="?q=TIG">Język treści: Litewski ' in html
    assert 'name="language" value="pl"' in html
