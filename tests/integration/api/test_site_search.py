"""The site search over the API."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from api.scopes import group_scope
from pages.memory.mining import mine
from pages.memory.models import MemorySegment, MemorySource
from pages.models import HomePage, Specialisation
from pages.terms.models import Term
from search.engines.base import SearchUnavailable
from search.indexing import rebuild
from search.query import LONGEST_TEXT
from search.query_log.counting import QueryCounter
from tests.factories.site_tree import make_article, make_course, restrict_page
from tests.factories.tokens import issue_token
from tests.integration.api.conftest import Get
from tests.integration.api.described import answer_schema, errors_of
from tests.integration.api.rich_content import _make_other_site
from tests.integration.conftest import Act

Homes = dict[str, HomePage]


@pytest.fixture
def site(homes: Homes, act: Act, own_index: None, participants: Group) -> None:
    """Pages about welding in two languages, one of them for participants."""
    with act():
        polish = homes["pl"].locale
        trade = Specialisation.objects.create(name="Spawanie", code="welding", locale=polish)
        own = Specialisation.objects.create(
            name="Suvirinimas", code="welding", locale=homes["lt"].locale, translation_key=trade.translation_key
        )
        course = make_course(homes["pl"], "Spawanie TIG", specialisation=trade, level="basic")
        make_article(homes["pl"], "O spawaniu", body=[("rich_text", "<h2>Gaz</h2><p>Spawanie w osłonie argonu.</p>")])
        key = course.translation_key
        make_course(homes["lt"], "Suvirinimas TIG", specialisation=own, translation_key=key)
        make_article(homes["lt"], "TIG patarimai")
        restrict_page(make_article(homes["pl"], "Spawanie tajne"), participants)
    rebuild()


def search(get: Get, headers: dict[str, str] | None = None, **parameters: object) -> "tuple[int, dict]":
    answer = get(f"search/?{urlencode(parameters, doseq=True)}", **(headers or {}))
    return answer.status_code, answer.json()


def titles(items: list[dict[str, object]]) -> list[object]:
    return [item["title"] for item in items]


def counted(body: dict, name: str) -> dict[str, int]:
    return {value["key"]: value["count"] for value in body["meta"]["facets"][name]}


@pytest.mark.usefixtures("site")
def test_hits_have_what_an_app_needs_to_show_and_follow_them(get: Get) -> None:
    status, body = search(get, q="argon spawanie", locale="pl")
    assert status == 200
    assert body["meta"]["total_count"] == 2
    hit = next(item for item in body["items"] if item["title"] == "O spawaniu")
    assert hit["meta"]["type"] == "pages.ArticlePage"
    assert hit["meta"]["locale"] == "pl"
    assert hit["meta"]["detail_url"].endswith(f"/api/v2/pages/{hit['id']}/")
    (passage,) = hit["passages"]
    assert (passage["kind"], passage["heading"], passage["anchor"]) == ("section", "Gaz", "#gaz")
    assert passage["url"] == f"{hit['meta']['html_url']}#gaz"
    assert passage["html"] == "<mark>Spawanie</mark> w osłonie <mark>argonu</mark>."


@pytest.mark.usefixtures("site")
def test_what_other_languages_have_stands_apart(get: Get) -> None:
    _status, body = search(get, q="TIG", locale="pl")
    assert titles(body["items"]) == ["Spawanie TIG"]
    (other,) = body["other_languages"]
    assert (other["locale"], other["total_count"], titles(other["items"])) == ("lt", 1, ["TIG patarimai"])


@pytest.mark.usefixtures("site")
def test_facets_are_labelled_in_the_language_asked_for(get: Get) -> None:
    _status, body = search(get, q="suvirinimas", locale="lt")
    assert body["meta"]["facets"]["specialisation"] == [{"key": "welding", "label": "Suvirinimas", "count": 1}]
    assert {value["label"] for value in body["meta"]["facets"]["type"]} == {"Mokymai"}


@pytest.mark.usefixtures("site")
def test_filters_narrow_and_leave_their_own_facet_open(get: Get) -> None:
    _status, body = search(get, q="spawanie", locale="pl", type=["pages.CoursePage"])
    assert titles(body["items"]) == ["Spawanie TIG"]
    assert counted(body, "type") == {"pages.CoursePage": 1, "pages.ArticlePage": 1}
    _status, both = search(get, q="spawanie", locale="pl", type=["pages.CoursePage", "pages.ArticlePage"])
    assert both["meta"]["total_count"] == 2
    _status, none = search(get, q="spawanie", locale="pl", specialisation="unheard-of")
    assert (none["meta"]["total_count"], none["items"]) == (0, [])


@pytest.mark.usefixtures("site")
def test_hits_come_a_part_at_a_time(get: Get) -> None:
    parts = [search(get, q="spawanie", locale="pl", limit=1, offset=offset)[1] for offset in range(3)]
    assert [part["meta"]["total_count"] for part in parts] == [2, 2, 2]
    assert [len(part["items"]) for part in parts] == [1, 1, 0]
    assert parts[0]["items"] != parts[1]["items"]
    link = get("search/?q=spawanie&locale=pl&limit=1")["Link"]
    assert 'search/?q=spawanie&locale=pl&limit=1&offset=1>; rel="next"' in link


@pytest.mark.usefixtures("site")
def test_a_slip_of_the_pen_is_told(get: Get) -> None:
    _status, body = search(get, q="spawamie", locale="pl")
    assert (body["meta"]["corrected"], body["meta"]["suggestion"]) == ("spawanie", None)
    assert body["meta"]["total_count"] == 2


@pytest.mark.usefixtures("site")
def test_a_token_finds_what_it_opens_and_no_shared_cache_keeps_it(get: Get, participants: Group) -> None:
    secret = issue_token("App", [group_scope(participants.pk)])[1]
    answer = get("search/?q=tajne&locale=pl", Authorization=f"Bearer {secret}")
    assert titles(answer.json()["items"]) == ["Spawanie tajne"]
    assert answer["Cache-Control"].startswith("private")
    assert "Authorization" in answer["Vary"]
    outsider = get("search/?q=tajne&locale=pl")
    assert outsider.json()["items"] == []
    assert outsider["Cache-Control"].startswith("public")


@pytest.mark.usefixtures("site")
def test_an_answer_may_be_asked_for_conditionally(get: Get) -> None:
    answer = get("search/?q=spawanie&locale=pl")
    assert answer["Content-Language"] == "pl"
    assert get("search/?q=spawanie&locale=pl", **{"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "q must hold what to search for"),
        ("q=%20", "q must hold what to search for"),
        ("q=tig&locale=de", "locale must be of pl, lt, en"),
        ("q=tig&query_locale=de", "query_locale must be of pl, lt, en"),
        ("q=tig&order=date", "order must be of relevance, -date"),
        ("q=tig&limit=101", "limit cannot be higher than 100"),
        ("q=tig&offset=-1", "offset must be a positive integer"),
        ("q=tig&offset=10000", "offset must be lower than 10000 in a search: add a word or a filter"),
        ("q=tig&type=pages.Nothing", "type has no such value: pages.Nothing"),
        ("q=tig&colour=red", "query parameter is not an operation or a recognised field: colour"),
        ("q=a%00b", "null characters are not allowed"),
    ],
)
def test_a_wrong_parameter_is_told(get: Get, query: str, message: str) -> None:
    answer = get(f"search/?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["message"] == message


@pytest.mark.usefixtures("site")
def test_the_language_of_the_words_is_told_and_what_is_said_of_it_never_changed(get: Get) -> None:
    for text, page, words, expected in (
        ("spawanie", "lt", "", ("pl", 0, ["pl"])),
        ("spawanie", "lt", "lt", ("lt", 0, ["pl"])),
        ("spawanie", "lt", "pl", ("pl", 0, ["pl"])),
        ("TIG suvirinimas", "pl", "", ("lt", 1, ["lt"])),
        ("TIG suvirinimas", "pl", "pl", ("pl", 1, ["lt"])),
    ):
        said = {"query_locale": words} if words else {}
        body = search(get, None, q=text, locale=page, **said)[1]
        elsewhere = [block["locale"] for block in body["other_languages"]]
        assert (body["meta"]["query_locale"], body["meta"]["total_count"], elsewhere) == expected, (text, page, words)


@pytest.mark.usefixtures("site")
def test_a_mistake_in_the_text_is_told_with_its_place(get: Get) -> None:
    status, answer = search(get, q='spawanie "gaz', locale="lt", query_locale="pl")
    assert status == 200
    (told,) = answer["meta"]["problems"]
    assert told["position"] == 9
    assert "Kabut" in told["message"]
    status, problem = search(get, q="lang:klingonų", locale="lt")
    assert status == 400
    (told,) = problem["problems"]
    assert told["position"] == 0
    assert problem["detail"] == f"q, at character 0: {told['message']}"
    assert search(get, q="  lang:klingonų", locale="lt")[1]["problems"][0]["position"] == 2


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("end", [" ", "\v", "o\u0301"])
def test_a_text_is_as_long_as_it_was_sent(get: Get, end: str) -> None:
    rest = LONGEST_TEXT - len("spawanie ")
    assert search(get, q="spawanie " + (end * rest)[:rest], locale="pl")[0] == 200
    status, problem = search(get, q="spawanie " + (end * rest)[: rest + 1] + end, locale="pl")
    assert (status, len(problem["problems"])) == (400, 1)


@pytest.mark.usefixtures("site")
def test_an_engine_that_is_away_is_a_503(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise SearchUnavailable

    monkeypatch.setattr("api.search_views.search_for", fail)
    answer = get("search/?q=spawanie")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.usefixtures("site")
def test_an_answer_costs_the_same_whatever_is_found(
    get: Get, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It is counted beside the request, and only in tests within it.
    monkeypatch.setattr(QueryCounter, "add", lambda _counter, _asked: None)
    for query in ("q=spawanie&locale=pl", "q=spawanie&locale=pl&limit=1", "q=TIG&locale=pl&level=basic"):
        cache.clear()
        get(f"search/?{query}")
        with django_assert_num_queries(5):
            get(f"search/?{query}")


@pytest.mark.usefixtures("site")
def test_each_site_has_its_own_hits(get: Get, act: Act) -> None:
    with act():
        _make_other_site()
    rebuild()
    assert search(get, q="Inna strona", locale="pl")[1]["meta"]["total_count"] == 0
    there = search(get, q="Inna strona", locale="pl", site="klastry.example:8080")[1]
    assert titles(there["items"]) == ["Inna strona"]
    assert get("pages/?search=inna+strona&site=klastry.example:8080").json()["meta"]["total_count"] == 1
    assert get("pages/?search=inna+strona").json()["meta"]["total_count"] == 0
    assert search(get, q="Inna strona", site="nowhere.example")[0] == 404
    Site.clear_site_root_paths_cache()


@pytest.mark.usefixtures("site")
def test_answers_are_as_described(get: Get) -> None:
    for query in ("q=TIG&locale=pl", "q=spawamie", "q=suvirinimas&query_locale=lt&locale=pl"):
        assert errors_of(answer_schema("/search/"), get(f"search/?{query}").json()) == []


@pytest.mark.usefixtures("site")
def test_what_termbase_and_memory_both_know_is_told_once(get: Get, homes: Homes, act: Act) -> None:
    with act():
        make_article(homes["lt"], "Suvirinimo sauga")
    rebuild()
    term = Term.objects.create(name="spawanie", locale=homes["pl"].locale)
    Term.objects.create(name="Suvirinimas", locale=homes["lt"].locale, translation_key=term.translation_key)
    source = MemorySource.objects.create(name="course.tmx", is_complete=True)
    MemorySegment.objects.create(source=source, number=0, texts={"pl": "spawanie", "lt": "suvirinimas"})
    mine()
    _status, body = search(get, q="spawanie", locale="pl")
    told = [(added["to"], added["source"]) for added in body["meta"]["expansions"] if added["locale"] == "lt"]
    assert told == [("Suvirinimas", "termbase")]
