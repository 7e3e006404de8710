"""A search answers within the rights of who asks."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from cms.models import User
from pages.publications.models import Publication
from search.engines.base import SearchEngine
from search.indexing import catch_up
from search.query import SearchQuery
from search.results import SearchResults
from search.services import reader_for, search_for
from tests.integration.search.publications import publish, publish_filler, take_away

pytestmark = pytest.mark.django_db


def ask(user: User | AnonymousUser, text: str = "spawanie") -> SearchResults:
    return search_for(SearchQuery(text, "pl"), reader_for(user))


def found(user: User | AnonymousUser, text: str = "spawanie") -> set[int]:
    return {hit.page_id for hit in ask(user, text).hits}


def move(publication: Publication, audience: str) -> Publication:
    """Publish a page for another audience, as the writer does: a tombstone for the old one."""
    take_away(publication)
    return publish(publication.object_id, publication.title, audience=audience)


def test_restricted_page_is_found_by_its_group_only(engine: SearchEngine, member: User, members: Group) -> None:
    publish_filler()
    publish(1, "Spawanie")
    publish(2, "Spawanie", audience=f"({members.pk})")
    publish(3, "Spawanie", audience="(999999)")
    publish(4, "Spawanie", audience="login")
    catch_up()
    assert found(AnonymousUser()) == {1}
    assert found(member) == {1, 2, 4}


def test_page_that_became_restricted_is_hidden_before_the_index_knows(
    engine: SearchEngine, member: User, members: Group
) -> None:
    publish_filler()
    publication = publish(1, "Spawanie")
    catch_up()
    move(publication, f"({members.pk})")
    assert ask(AnonymousUser()).total_count == 0
    assert found(member) == {1}  # it moved between two of his audiences
    catch_up()
    assert ask(AnonymousUser()).total_count == 0
    assert found(member) == {1}


def test_page_unpublished_is_hidden_before_the_index_knows(engine: SearchEngine) -> None:
    publish_filler()
    publication = publish(1, "Spawanie")
    catch_up()
    take_away(publication)
    results = ask(AnonymousUser())
    assert (results.total_count, results.facets) == (0, ())


def test_page_rewritten_when_a_file_was_taken_away_is_hidden_until_the_index_knows(engine: SearchEngine) -> None:
    publish_filler()
    file = publish(7, "Spawanie.pdf", kind="document")
    publish(1, "Kurs", "Spawanie według pliku.")
    publish(2, "Spawanie")
    catch_up()
    take_away(file)
    publish(1, "Kurs", "Bez pliku.")
    assert found(AnonymousUser()) == {2}
    catch_up()
    assert found(AnonymousUser()) == {2}
    assert found(AnonymousUser(), "kurs") == {1}


def test_outsider_touches_no_index_of_restricted_matter(engine: SearchEngine, members: Group) -> None:
    publish_filler()
    publish(1, "Spawanie", "Stal.")
    publish(2, "Spawanie stali", "Gaz.")
    catch_up()
    before = ask(AnonymousUser(), "spawanie stal")
    for number in range(50, 60):
        publish(number, "Stal", "Stal i spawanie.", audience=f"({members.pk})")
    catch_up()
    assert ask(AnonymousUser(), "spawanie stal") == before


def test_query_without_words_asks_nothing(engine: SearchEngine) -> None:
    assert ask(AnonymousUser(), "?!") == SearchResults()
    assert len(ask(AnonymousUser(), "-spawanie").problems) == 1
