"""The locale rule: which language a reader gets, and what the answer says of it."""

from typing import Any

import pytest
from wagtail.models import Locale, Page

from pages.models import ArticlePage, CoursePage, HomePage
from tests.factories.site_tree import make_article, make_course, restrict_page, translate
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

Homes = dict[str, HomePage]


def titles(answer: Any) -> list[str]:
    return [item["title"] for item in answer.json()["items"]]


def make_alias(page: Page, language_code: str, parent: Page) -> Page:
    locale = Locale.objects.get(language_code=language_code)
    return page.create_alias(parent=Page.objects.get(pk=parent.pk), update_locale=locale, reset_translation_key=False)


@pytest.fixture
def about(homes: Homes, act: Act) -> dict[str, ArticlePage]:
    """An article in Polish and Lithuanian."""
    with act():
        polish = make_article(homes["pl"], "O nas")
        return {"pl": polish, "lt": translate(polish, homes["lt"], "Apie mus")}


def test_a_detail_answers_with_the_version_asked_for(
    about: dict[str, ArticlePage], get: Get, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        answer = get(f"pages/{about['pl'].pk}/?locale=lt")
    body = answer.json()
    assert (body["id"], body["title"]) == (about["lt"].pk, "Apie mus")
    assert (body["meta"]["locale"], body["meta"]["requested_locale"]) == ("lt", "lt")
    assert answer["Content-Language"] == "lt"
    assert answer["Content-Location"] == f"http://localhost/api/v2/pages/{about['lt'].pk}/"
    assert get(f"pages/{about['pl'].pk}/?locale=pl").json()["id"] == about["pl"].pk
    assert "requested_locale" not in get(f"pages/{about['pl'].pk}/").json()["meta"]


def test_a_missing_version_is_a_404_without_fallback(about: dict[str, ArticlePage], get: Get) -> None:
    path = f"pages/{about['lt'].pk}/?locale=en"
    assert get(path).status_code == 404
    for fallback, language_code in (("pl,lt", "pl"), ("lt,pl", "lt"), ("en,lt", "lt")):
        answer = get(f"{path}&fallback={fallback}&fields=title")
        body = answer.json()
        assert body["id"] == about[language_code].pk
        assert body["meta"]["requested_locale"] == "en"
        assert answer["Content-Language"] == language_code
        assert answer["Content-Location"].endswith(f"/pages/{about[language_code].pk}/?fields=title")


@pytest.mark.parametrize(
    "query", ["locale=xx", "locale=", "locale=pl&fallback=xx", "locale=pl&fallback=", "fallback=pl", "locale=PL"]
)
def test_an_unknown_language_of_a_detail_is_a_400(about: dict[str, ArticlePage], get: Get, query: str) -> None:
    assert get(f"pages/{about['pl'].pk}/?{query}").status_code == 400


@pytest.mark.parametrize("query", ["locale=pl&fallback=xx", "fallback=pl", "locale=xx&fallback=pl"])
def test_an_unknown_language_of_a_listing_is_a_400(homes: Homes, get: Get, query: str) -> None:
    assert get(f"pages/?{query}").status_code == 400


def test_a_version_that_the_reader_may_not_read_is_missing(about: dict[str, ArticlePage], act: Act, get: Get) -> None:
    with act():
        restrict_page(about["lt"])
    assert get(f"pages/{about['lt'].pk}/?locale=pl").status_code == 404
    with act():
        about["lt"].view_restrictions.all().delete()
    hidden = about["lt"]
    with act():
        hidden.live = False
        hidden.save()
    missing, never = get(f"pages/{about['pl'].pk}/?locale=lt"), get("pages/999999/?locale=lt")
    assert (missing.status_code, missing.content) == (404, never.content)
    assert titles(get("pages/?type=pages.ArticlePage&locale=lt&fallback=pl")) == ["O nas"]


def test_an_alias_counts_as_missing_where_there_is_a_fallback(
    about: dict[str, ArticlePage], homes: Homes, act: Act, get: Get
) -> None:
    with act():
        alias = make_alias(about["pl"], "en", homes["en"])
    strict = get(f"pages/{about['pl'].pk}/?locale=en")
    assert strict.json()["id"] == alias.pk
    # The text is that of its source, whatever tree the alias stands in.
    assert strict["Content-Language"] == "pl"
    assert get(f"pages/{alias.pk}/?locale=en&fallback=lt,pl").json()["id"] == about["lt"].pk
    assert titles(get("pages/?type=pages.ArticlePage&locale=en&fallback=pl,lt")) == ["O nas"]
    assert titles(get("pages/?type=pages.ArticlePage&locale=en")) == ["O nas"]


@pytest.fixture
def courses(homes: Homes, act: Act) -> list[CoursePage]:
    """Three Polish courses, of which two are also in Lithuanian and one in English."""
    with act():
        made = [make_course(homes["pl"], f"Kurs {number}", hours=13) for number in range(3)]
        lithuanian = translate(made[0].get_parent().specific, homes["lt"], "Kursai")
        translate(made[0], lithuanian, "Mokymai 0")
        translate(made[2], lithuanian, "Mokymai 2")
        make_course(homes["en"], "Course only in English")
    return made


def test_each_translation_set_stands_once_in_a_listing(
    courses: list[CoursePage], get: Get, django_assert_max_num_queries: Any
) -> None:
    path = "pages/?type=pages.CoursePage&locale=lt&fallback=pl"
    with django_assert_max_num_queries(3):
        answer = get(f"{path}&order=title")
    assert titles(answer) == ["Kurs 1", "Mokymai 0", "Mokymai 2"]
    assert answer.json()["meta"] == {"total_count": 3, "requested_locale": "lt"}
    assert sorted(answer["Content-Language"].split(", ")) == ["lt", "pl"]
    assert get(f"{path}&limit=1").json()["meta"]["total_count"] == 3
    assert len(titles(get("pages/?type=pages.CoursePage&locale=lt&fallback=pl,en"))) == 4


def test_filters_apply_to_the_version_that_stands_in_the_listing(courses: list[CoursePage], get: Get) -> None:
    path = "pages/?type=pages.CoursePage&locale=lt&fallback=pl"
    assert titles(get(f"{path}&title=Kurs 0")) == []
    assert titles(get(f"{path}&title=Kurs 1")) == ["Kurs 1"]
    assert titles(get(f"{path}&hours=13")) == ["Kurs 1"]


def test_tree_filters_take_a_page_for_its_translations(
    courses: list[CoursePage], homes: Homes, get: Get, django_assert_max_num_queries: Any
) -> None:
    polish = courses[0].get_parent()
    lithuanian = polish.get_translation(homes["lt"].locale)
    path = "pages/?locale=lt&fallback=pl&order=title"
    for parent in (polish, lithuanian):
        with django_assert_max_num_queries(3):
            answer = get(f"{path}&child_of={parent.pk}")
        assert titles(answer) == ["Kurs 1", "Mokymai 0", "Mokymai 2"]
    assert titles(get(f"{path}&descendant_of={homes['lt'].pk}&type=pages.CoursePage")) == [
        "Kurs 1",
        "Mokymai 0",
        "Mokymai 2",
    ]
    assert titles(get(f"{path}&ancestor_of={courses[1].pk}")) == ["Kursai", homes["lt"].title]
    assert get(f"{path}&child_of=999999").json()["message"] == "parent page doesn't exist"


def test_find_keeps_the_language_that_is_asked_for(about: dict[str, ArticlePage], get: Get, client: Any) -> None:
    found = get("pages/find/?html_path=/pl/o-nas/&locale=lt")
    assert client.get(found["Location"]).json()["id"] == about["lt"].pk
