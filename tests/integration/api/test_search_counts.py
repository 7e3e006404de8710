"""What is counted of the searches of apps."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Site

from api.scopes import group_scope
from search.indexing import rebuild
from search.query_log.models import QueryCount
from tests.factories.site_tree import make_article, restrict_page
from tests.factories.tokens import issue_token
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act, Homes


@pytest.fixture
def site(homes: Homes, act: Act, own_index: None, participants: Group) -> None:
    """A page for everybody and one for participants."""
    with act():
        make_article(homes["pl"], "Spawanie stali")
        restrict_page(make_article(homes["pl"], "Egzamin"), participants)
    rebuild()


def counted() -> list[tuple[str, str, int, int]]:
    rows = QueryCount.objects.order_by("text", "language_code")
    return list(rows.values_list("text", "language_code", "occurrences", "result_count"))


@pytest.mark.usefixtures("site")
def test_searches_are_counted_like_those_of_visitors(get: Get) -> None:
    for parameters in ("q=Spawanie&locale=pl", "q=spawanie&locale=pl&limit=1", "q=dujos&locale=lt"):
        assert get(f"search/?{parameters}").status_code == 200
    assert counted() == [("dujos", "lt", 1, 0), ("spawanie", "pl", 2, 1)]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "address",
    [
        "search/?q=gwint&locale=pl&offset=10",
        "search/?q=gwint&locale=pl&order=-date",
        "search/?q=gwint&locale=pl&specialisation=welding",
        "search/?q=gwint&locale=pl&query_locale=lt",
        "search/?q=jan@example.org&locale=pl",
        "pages/?search=gwint&locale=pl",
    ],
)
def test_what_asks_on_or_may_be_personal_is_not_counted(get: Get, address: str) -> None:
    assert get(address).status_code == 200
    assert counted() == []


@pytest.mark.usefixtures("site")
def test_words_of_a_token_with_access_are_not_kept(get: Get, participants: Group) -> None:
    secret = issue_token("App", [group_scope(participants.pk)])[1]
    answer = get("search/?q=egzamin&locale=pl", Authorization=f"Bearer {secret}")
    assert answer.json()["meta"]["total_count"] == 1
    assert counted() == []


@pytest.mark.usefixtures("site")
def test_one_of_several_sites_is_no_choice_of_who_asks(get: Get, homes: Homes) -> None:
    Site.objects.create(hostname="other.example.org", root_page=homes["lt"])
    Site.get_site_root_paths()
    assert get("search/?q=gwint&locale=pl").status_code == 200
    assert counted() == [("gwint", "pl", 1, 0)]
