"""What a publish costs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.models import HomePage
from pages.publications import writer
from pages.publications.marks import Marks
from tests.factories.media import make_document, make_image, make_media_item, make_track
from tests.factories.site_tree import make_article, make_course
from tests.integration.conftest import Act

MOST_QUERIES = 60


def test_publishing_a_course_takes_a_bounded_number_of_queries(homes: dict[str, HomePage], act: Act) -> None:
    with act():
        video = make_media_item(poster=make_image())
        make_track(video)
        course = make_course(
            homes["pl"],
            image=make_image(),
            body=[
                ("document", {"document": make_document(), "title": ""}),
                ("video", {"video": video, "caption": ""}),
                ("rich_text", "<p>Tekst</p>"),
            ],
        )
        for number in range(5):
            make_article(homes["pl"], f"Strona {number}")
    type(course).objects.filter(pk=course.pk).update(hours=99)
    with CaptureQueriesContext(connection) as queries:
        writer.write(Marks(pages=frozenset({course.pk})))
    assert len(queries) <= MOST_QUERIES
