"""What a publish costs."""

from collections.abc import Callable, Sequence

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from media_library.models import Document, Image
from pages.models import ArticlePage, CoursePage
from pages.publications import writer
from pages.publications.dependants import object_key
from pages.publications.marks import Marks
from pages.publications.representation import Representation, represent_page
from pages.publications.scope import Surroundings
from pages.publications.stale import count_waiting
from tests.factories.media import make_collection, make_document, make_image, make_media_item, make_track, restrict
from tests.factories.site_tree import make_article, make_course, make_page, translate
from tests.integration.conftest import Act, Homes

MOST_QUERIES = 60
MOST_QUERIES_OF_A_DEPENDANT = 40


def queries_of(marks: Marks) -> int:
    """Return how many queries it takes to write what is marked; the second time, as in a process that runs."""
    for _time in range(2):
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            writer.write(marks)
            transaction.set_rollback(True)
    return len(queries)


@pytest.fixture
def course(homes: Homes, act: Act) -> CoursePage:
    """A course in three languages, on a site with other pages."""
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
        for code in ("lt", "en"):
            translate(course, make_course(homes[code], "TIG").get_parent(), f"TIG {code}")
        for number in range(5):
            make_article(homes["pl"], f"Strona {number}")
    return course


def test_publishing_a_course_takes_a_bounded_number_of_queries(course: CoursePage) -> None:
    CoursePage.objects.filter(pk=course.pk).update(hours=99)
    assert queries_of(Marks(pages=frozenset({course.pk}))) <= MOST_QUERIES


def test_a_new_title_of_a_course_costs_little_more(course: CoursePage) -> None:
    CoursePage.objects.filter(pk=course.pk).update(title="Spawanie MIG")
    # Its translations name it, and so do the files that it shows.
    assert queries_of(Marks(pages=frozenset({course.pk}))) <= MOST_QUERIES + MOST_QUERIES_OF_A_DEPENDANT


def test_each_dependant_has_its_price(course: CoursePage, homes: Homes, act: Act) -> None:
    CoursePage.objects.filter(pk=course.pk).update(title="Spawanie MIG")
    alone = queries_of(Marks(pages=frozenset({course.pk})))
    with act():
        for number in range(writer.DEPENDANTS_REBUILT_IN_ACT // 2):
            card = ("page_cards", {"title": "", "pages": [course]})
            make_article(homes["lt"], f"Kortelė {number}", image=make_image(), body=[card])
    CoursePage.objects.filter(pk=course.pk).update(title="Spawanie MAG")
    more = queries_of(Marks(pages=frozenset({course.pk}))) - alone
    assert count_waiting() == 0
    assert more <= MOST_QUERIES_OF_A_DEPENDANT * (writer.DEPENDANTS_REBUILT_IN_ACT // 2)


def test_what_shows_only_facts_that_have_not_changed_is_not_rebuilt(
    course: CoursePage, homes: Homes, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    with act():
        make_article(homes["lt"], "Kortelė", body=[("page_cards", {"title": "", "pages": [course]})])
    written: list[int] = []

    def noting(page: Page, surroundings: Surroundings) -> Representation | None:
        written.append(page.pk)
        return represent_page(page, surroundings)

    monkeypatch.setattr(writer, "represent_page", noting)
    with act():
        fresh = CoursePage.objects.get(pk=course.pk)
        fresh.audience = "<p>Spawacze</p>"
        fresh.save_revision().publish()
    assert written == [course.pk]


@pytest.fixture
def shown_image(homes: Homes, act: Act) -> tuple[Image, Callable[[int], None]]:
    """An image, and what makes more pages that show it."""
    with act():
        image = make_image(collection=make_collection())

    def make_pages(count: int) -> None:
        with act():
            section = make_page(ArticlePage, homes["pl"], f"Dział {count}")
            for number in range(count):
                make_article(section, f"Strona {number}", image=image)

    return image, make_pages


@pytest.mark.parametrize("is_closed", [False, True], ids=["renamed", "closed"])
def test_an_image_on_many_pages_costs_the_same_however_many_they_are(
    shown_image: tuple[Image, Callable[[int], None]], is_closed: bool
) -> None:
    image, make_pages = shown_image
    key = object_key(Image, image.pk)
    make_pages(writer.DEPENDANTS_REBUILT_IN_ACT + 5)
    if is_closed:
        restrict(image.collection)
    Image.objects.filter(pk=image.pk).update(title="Frezarka")
    marks = Marks(files=frozenset({("image", image.pk)}), objects=frozenset({key}))
    few = queries_of(marks)
    make_pages(60)
    Image.objects.filter(pk=image.pk).update(title="Wiertarka")
    assert queries_of(marks) <= few + 2


def test_a_text_with_many_links_costs_as_many_queries_as_with_one_of_each_kind(homes: Homes, act: Act) -> None:
    def links(pages: Sequence[Page], documents: Sequence[Document]) -> str:
        found = [f'<a linktype="page" id="{page.pk}">strona</a>' for page in pages]
        found += [f'<a linktype="document" id="{document.pk}">plik</a>' for document in documents]
        return f"<p>{' '.join(found)} <a linktype='page' id='{10**30}'>nigdzie</a></p>"

    with act():
        pages = [make_article(homes["pl"], f"Strona {number}") for number in range(5)]
        documents = [make_document(f"Plik {number}") for number in range(5)]
        few = make_article(homes["pl"], "Mało", body=[("rich_text", links(pages[:1], documents[:1]))])
        many = make_article(homes["pl"], "Dużo", body=[("rich_text", links(pages, documents))])
    costs = []
    for page in (few, many):
        ArticlePage.objects.filter(pk=page.pk).update(seo_title="Inny")
        costs.append(queries_of(Marks(pages=frozenset({page.pk}))))
    assert costs[0] == costs[1]
