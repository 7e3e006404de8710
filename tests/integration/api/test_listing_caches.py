"""What a process keeps of listings is never older than what has been published."""

from typing import Any

import pytest
from wagtail.models import Page

from pages.models import HomePage
from tests.factories.site_tree import make_article, make_course, publish, restrict_page
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

COURSES = "pages/?type=pages.CoursePage"


@pytest.fixture
def courses(homes: dict[str, HomePage], act: Act) -> list[Page]:
    """Three courses that are listed already."""
    with act():
        return [make_course(homes["pl"], f"Kurs {number}", hours=8 + number) for number in range(3)]


def titles(get: Get, path: str) -> tuple[int, list[str]]:
    data = get(path).json()
    return data["meta"]["total_count"], [item["title"] for item in data["items"]]


@pytest.mark.parametrize("path", [COURSES, f"{COURSES}&hours=9", f"{COURSES}&order=-hours", f"{COURSES}&locale=pl"])
def test_a_change_is_listed_at_once(
    courses: list[Page], homes: dict[str, HomePage], act: Act, get: Get, path: str
) -> None:
    before = titles(get, path)
    assert titles(get, path) == before
    with act():
        publish(courses[1], title="Kurs inny")
        make_course(homes["pl"], "Kurs nowy", hours=9)
    total, found = titles(get, path)
    assert total == before[0] + 1
    assert {"Kurs inny", "Kurs nowy"} <= set(found)
    with act():
        restrict_page(courses[1])
    assert titles(get, path)[0] == before[0]


def test_an_order_of_siblings_is_listed_at_once(courses: list[Page], act: Act, get: Get) -> None:
    assert titles(get, COURSES)[1] == ["Kurs 0", "Kurs 1", "Kurs 2"]
    with act():
        Page.objects.get(pk=courses[2].pk).move(Page.objects.get(pk=courses[0].pk), pos="left")
    assert titles(get, COURSES)[1] == ["Kurs 2", "Kurs 0", "Kurs 1"]
    parent = courses[0].get_parent()
    assert titles(get, f"pages/?child_of={parent.pk}")[1] == ["Kurs 2", "Kurs 0", "Kurs 1"]


@pytest.mark.parametrize("path", [COURSES, f"{COURSES}&hours=9&order=title", f"{COURSES}&fields=*&limit=2&offset=1"])
def test_a_second_reader_costs_one_query(
    courses: list[Page], get: Get, django_assert_num_queries: Any, path: str
) -> None:
    with django_assert_num_queries(2):
        get(path)
    with django_assert_num_queries(1):
        get(path)


def test_a_part_beyond_the_end_is_empty_and_has_the_total(courses: list[Page], get: Get) -> None:
    assert titles(get, f"{COURSES}&offset=1000") == (3, [])


def test_fields_and_forms_are_kept_apart(homes: dict[str, HomePage], act: Act, get: Get) -> None:
    with act():
        target = make_article(homes["pl"], "Cel")
        link = f'<p><a linktype="page" id="{target.pk}">cel</a></p>'
        make_article(homes["pl"], "Strona", body=[("rich_text", link)])
    path = "pages/?type=pages.ArticlePage&title=Strona&fields=body"
    as_stored, as_html = get(path).json(), get(f"{path}&rich_text_format=html").json()
    assert "linktype" in as_stored["items"][0]["body"][0]["value"]
    assert "/pl/cel/" in as_html["items"][0]["body"][0]["value"]
    assert get(path).json() == as_stored
