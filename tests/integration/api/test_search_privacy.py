"""What somebody may not read changes nothing in what he finds: hits, order, counts, facets, corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import translation
from pytest_django import Settings
from wagtail.models import Page, PageViewRestriction

from api.scopes import group_scope
from pages.models import HomePage
from search.conf import search_engine
from search.indexing import catch_up, rebuild
from tests.elasticsearch.indexes import merge
from tests.factories.site_tree import restrict_page
from tests.factories.tokens import issue_token
from tests.integration.api.generated_searches import Matter, Searches, trade_words
from tests.integration.api.seeds import how_many, seeded
from tests.integration.conftest import Act

Homes = dict[str, HomePage]
Settle = Callable[[], object]
#: Of a search over the API: what a reader is told of pages.
Told = Mapping[str, Any]


@dataclass
class Site:
    """Public matter in two languages, and words that only matter of the two groups has."""

    homes: Homes
    random: Random
    groups: dict[str, Group] = field(default_factory=dict)
    public: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = {"pl": trade_words("pl"), "lt": trade_words("lt")}
        self.groups = {name: Group.objects.create(name=name) for name in ("A", "B")}
        for code in self.words:
            self.public += self._matter(code, 0).make(self.homes[code], 24, "public")

    def hide(self, name: str) -> None:
        """Make matter for one group: common words, which would change what is rare, and words of its own."""
        for code in self.words:
            self._matter(code, 1 + list(self.groups).index(name)).make(self.homes[code], 12, name, self.groups[name])

    def searches(self, count: int) -> list[str]:
        """Return addresses of searches for words of all parts."""
        made = Searches(self.random, self.words)
        return [made.make() for _number in range(count)]

    def _matter(self, code: str, part: int) -> Matter:
        words = self.words[code]
        third = len(words) // 3
        # The first third is in everything.
        return Matter(self.random, [*words[: third // 2], *words[part * third : (part + 1) * third]])


@pytest.fixture(params=["embedded", "elasticsearch"])
def settle(request: pytest.FixtureRequest, settings: Settings, own_index: None) -> Iterator[Settle]:
    """Choose an engine; the function lets it forget what was deleted."""
    if request.param == "embedded":
        yield lambda: None
        return
    url, prefix = request.getfixturevalue("elasticsearch_url"), request.getfixturevalue("index_prefix")
    request.getfixturevalue("elasticsearch")  # removes the indexes at the end
    settings.SEARCH = {
        **settings.SEARCH,
        "ENGINE": "search.engines.elasticsearch.ElasticsearchEngine",
        "OPTIONS": {"hosts": [url], "prefix": prefix},
    }
    yield lambda: merge(url, prefix)
    search_engine().close()


@pytest.fixture
def site(homes: Homes, act: Act, settle: Settle, settings: Settings) -> Site:
    settings.API_THROTTLE_RATES = {}
    with act(), translation.override("pl"):
        made = Site(homes, seeded("SEARCH_PRIVACY_SEED"))
    rebuild()
    return made


def token(group: Group) -> dict[str, str]:
    return {"Authorization": f"Bearer {issue_token('Member', [group_scope(group.pk)])[1]}"}


def asked(searches: list[str], headers: Mapping[str, str] | None = None) -> list[tuple[Any, ...]]:
    """Return status, body and headers of each answer."""
    client = Client()
    answers = [client.get(f"/api/v2/{search}", headers=dict(headers or {})) for search in searches]
    return [
        (answer.status_code, answer.json(), {n: v for n, v in answer.headers.items() if n != "X-Request-ID"})
        for answer in answers
    ]


def assert_same(searches: list[str], first: list[Any], now: list[Any]) -> None:
    for search, before, after in zip(searches, first, now, strict=True):
        assert before == after, f"{search}\n{before}\n{after}"


def in_no_order(answer: tuple[Any, ...]) -> Any:
    """Return what an answer tells apart from the order and the places, which follow from shared statistics."""
    status, body, _headers = answer
    if status != 200:
        return status, body
    others = {block["locale"]: block["total_count"] for block in body["other_languages"]}
    return body["meta"], len(body["items"]), others


def everything(search: str) -> str:
    """Return a search with all its hits in one part."""
    kept = [piece for piece in search.split("&") if not piece.startswith(("limit=", "offset="))]
    return f"{'&'.join(kept)}&limit=100"


def numbers(answer: tuple[Any, ...]) -> set[int]:
    return {item["id"] for item in answer[1].get("items", ())}


@pytest.mark.slow
@pytest.mark.soak
def test_restricted_matter_leaves_no_trace_in_searches(site: Site, act: Act, settle: Settle) -> None:
    searches = site.searches(how_many("SEARCH_PRIVACY_QUERIES", 150))
    whole = [everything(search) for search in searches]
    first = asked(searches)
    assert sum(bool(numbers(answer)) for answer in first) > len(first) // 8
    with act(), translation.override("pl"):
        site.hide("A")
    catch_up()
    settle()
    assert_same(searches, first, asked(searches))
    member = token(site.groups["A"])
    of_a = asked(whole, member)
    assert [in_no_order(answer) for answer in of_a] != [in_no_order(answer) for answer in asked(whole)]
    with act(), translation.override("pl"):
        site.hide("B")
    catch_up()
    settle()
    assert_same(searches, first, asked(searches))
    for search, before, after in zip(whole, of_a, asked(whole, member), strict=True):
        assert (in_no_order(before), numbers(before)) == (in_no_order(after), numbers(after)), search
    with act():
        PageViewRestriction.objects.filter(groups=site.groups["B"]).first().page.delete()
    catch_up()
    settle()
    assert_same(searches, first, asked(searches))


@pytest.mark.slow
@pytest.mark.soak
def test_what_was_closed_is_found_no_more_though_the_worker_stands_still(site: Site, act: Act, settle: Settle) -> None:
    searches = [everything(search) for search in site.searches(how_many("SEARCH_PRIVACY_QUERIES", 150))]
    closed = set(site.random.sample(site.public, 15))
    open_before = asked(searches)
    assert any(numbers(answer) & closed for answer in open_before)
    with act():
        for page in Page.objects.filter(pk__in=closed):
            restrict_page(page, site.groups["A"])
    standing = asked(searches)
    catch_up()
    settle()
    for search, before, after in zip(searches, standing, asked(searches), strict=True):
        assert not numbers(before) & closed, search
        assert (in_no_order(before), numbers(before)) == (in_no_order(after), numbers(after)), search
