"""What the most visited pages cost: a bounded number of queries, however much there is to list."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from pages.models import CourseMeeting, CoursePage, Specialisation
from tests.factories.media import make_document, make_image, make_media_item, make_track
from tests.factories.site_tree import make_article, make_course
from tests.integration.conftest import Act, Homes
from tests.integration.site.reading import html_of

COURSES = 6
MOST_QUERIES = {"/pl/": 20, "/pl/kursy/": 20, "/pl/kursy/kurs-0/": 34}


@pytest.fixture
def courses(homes: Homes, act: Act) -> list[CoursePage]:
    """Courses with meetings, materials, a film and a file."""
    with act():
        subject = Specialisation.objects.create(
            locale=Locale.objects.get(language_code="pl"), name="Spawanie", code="welding"
        )
        video = make_media_item(poster=make_image())
        make_track(video)
        body = [
            ("rich_text", "<h2>Łuk</h2><p>Tekst</p>"),
            ("video", {"video": video, "caption": ""}),
            ("document", {"document": make_document(), "title": ""}),
        ]
        made = [make_course(homes["pl"], f"Kurs {n}", specialisation=subject, body=body) for n in range(COURSES)]
        for course in made:
            add_meeting(course)
        make_article(homes["pl"], "O nas")
    return made


def add_meeting(course: CoursePage) -> None:
    starts_at = datetime(2027, 3, 1, 8, tzinfo=UTC)
    CourseMeeting.objects.create(
        page=course, locale=course.locale, starts_at=starts_at, ends_at=starts_at.replace(hour=15), town="Suwałki"
    )


def queries_of(client: Client, path: str) -> int:
    """Return how many queries a second visit takes; the first fills caches of the process."""
    html_of(client, path)
    with CaptureQueriesContext(connection) as queries:
        html_of(client, path)
    return len(queries)


@pytest.mark.parametrize("path", MOST_QUERIES)
def test_a_page_takes_a_bounded_number_of_queries(courses: list[CoursePage], client: Client, path: str) -> None:
    taken = queries_of(client, path)
    assert taken <= MOST_QUERIES[path]


@pytest.mark.parametrize("path", ["/pl/", "/pl/kursy/"])
def test_a_longer_list_costs_no_more(
    courses: list[CoursePage], homes: Homes, act: Act, client: Client, path: str
) -> None:
    before = queries_of(client, path)
    with act():
        for number in range(4):
            add_meeting(make_course(homes["pl"], f"Nowy kurs {number}", specialisation=courses[0].specialisation))
    assert queries_of(client, path) <= before
