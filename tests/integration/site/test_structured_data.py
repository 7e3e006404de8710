"""What search engines are told of each kind of page."""

from datetime import UTC, datetime

from django.test import Client
from wagtail.models import Page

from pages.models import (
    ClusterIndexPage,
    ClusterPage,
    CompanyPage,
    CourseMeeting,
    StrategyDocumentPage,
    StrategyIndexPage,
    VideoIndexPage,
    VideoPage,
)
from tests.factories.media import make_document, make_image, make_media_item, make_reader, restricted_collection
from tests.factories.site_tree import make_article, make_course, make_page
from tests.integration.conftest import Act, Homes
from tests.integration.site.reading import described_in, html_of, thing_in


def test_a_course_is_described_with_its_meetings(homes: Homes, act: Act, client: Client) -> None:
    with act():
        course = make_course(homes["pl"], "Spawanie TIG", hours=16)
        for month in (3, 4):
            CourseMeeting.objects.create(
                page=course,
                locale=course.locale,
                starts_at=datetime(2027, month, 1, 8, tzinfo=UTC),
                ends_at=datetime(2027, month, 1, 15, tzinfo=UTC),
                town="Suwałki",
                place="Zakład",
                seats=12,
                seats_taken=5,
            )
    described = thing_in(html_of(client, course.get_url()), "Course")
    assert described["name"] == "Spawanie TIG"
    assert described["timeRequired"] == "PT720M"
    assert described["inLanguage"] == "pl"
    first, second = described["hasCourseInstance"]
    assert (first["@type"], first["startDate"]) == ("CourseInstance", "2027-03-01T08:00:00+00:00")
    assert first["location"]["address"]["addressLocality"] == "Suwałki"
    assert (second["maximumAttendeeCapacity"], second["remainingAttendeeCapacity"]) == (12, 7)


def test_a_film_is_described_with_its_file(homes: Homes, act: Act, client: Client) -> None:
    with act():
        video = make_media_item(poster=make_image())
        page = make_page(VideoPage, make_page(VideoIndexPage, homes["pl"], "Filmy"), "Zajarzenie łuku", video=video)
    described = thing_in(html_of(client, page.get_url()), "VideoObject")
    assert described["contentUrl"].startswith("http://")
    assert client.get(described["contentUrl"]).status_code == 200
    assert client.get(described["thumbnailUrl"]).status_code == 200
    assert described["duration"] == "PT60S"


def test_a_poster_that_the_visitor_may_not_see_is_named_nowhere(homes: Homes, act: Act, client: Client) -> None:
    with act():
        picture = make_image(collection=restricted_collection())
        video = make_media_item(poster=picture)
        index = make_page(VideoIndexPage, homes["pl"], "Filmy")
        page = make_page(VideoPage, index, "Zajarzenie łuku", video=video)
    for path in (page.get_url(), index.get_url(), "/pl/"):
        assert f"/media/{video.pk}/poster/" not in html_of(client, path)
    client.force_login(make_reader())
    for path in (page.get_url(), index.get_url(), "/pl/"):
        assert f"/media/{video.pk}/poster/" in html_of(client, path)


def test_a_film_that_the_visitor_may_not_see_is_a_plain_page(homes: Homes, act: Act, client: Client) -> None:
    with act():
        video = make_media_item("Tajny film", collection=restricted_collection(), filename="tajny.mp4")
        page = make_page(VideoPage, make_page(VideoIndexPage, homes["pl"], "Filmy"), "Zajarzenie łuku", video=video)
    html = html_of(client, page.get_url())
    assert thing_in(html, "WebPage")["name"] == "Zajarzenie łuku"
    assert "tajny" not in html
    assert "<video" not in html


def test_a_strategy_is_described_with_the_file_that_the_visitor_may_read(
    homes: Homes, act: Act, client: Client
) -> None:
    with act():
        index = make_page(StrategyIndexPage, homes["pl"], "Dokumenty")
        public = make_page(StrategyDocumentPage, index, "Strategia", file=make_document())
        closed = make_page(
            StrategyDocumentPage, index, "Szkic strategii", file=make_document(collection=restricted_collection())
        )
    [encoding] = thing_in(html_of(client, public.get_url()), "DigitalDocument")["encoding"]
    assert encoding["encodingFormat"] == "application/pdf"
    assert client.get(encoding["contentUrl"]).status_code == 200
    assert "encoding" not in thing_in(html_of(client, closed.get_url()), "DigitalDocument")


def test_clusters_and_companies_are_organisations(homes: Homes, act: Act, client: Client) -> None:
    with act():
        index = make_page(ClusterIndexPage, homes["pl"], "Klastry")
        cluster = make_page(ClusterPage, index, "Klaster", founded_year=2009)
        company = make_page(CompanyPage, cluster, "Firma", town="Suwałki", email="firma@example.org")
    assert thing_in(html_of(client, cluster.get_url()), "Organization")["foundingDate"] == "2009"
    assert thing_in(html_of(client, company.get_url()), "Organization")["email"] == "firma@example.org"


def test_every_page_tells_where_it_stands(homes: Homes, act: Act, client: Client) -> None:
    with act():
        course = make_course(homes["pl"])
        article = make_article(course, "Zadania")
    trail = thing_in(html_of(client, article.get_url()), "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in trail] == [homes["pl"].title, "Kursy", "Spawanie TIG", "Zadania"]
    assert [step["position"] for step in trail] == [1, 2, 3, 4]
    assert trail[-1]["item"].endswith(article.get_url())


def test_an_unpublished_page_above_is_left_out_of_the_trail(homes: Homes, act: Act, client: Client) -> None:
    with act():
        above = make_article(homes["pl"], "Wycofana")
        article = make_article(above, "Zadania")
        Page.objects.get(pk=above.pk).unpublish()
    html = html_of(client, article.get_url())
    assert "Wycofana" not in html
    assert len(thing_in(html, "BreadcrumbList")["itemListElement"]) == 2


def test_a_text_cannot_end_the_description(homes: Homes, act: Act, client: Client) -> None:
    with act():
        article = make_article(homes["pl"], "Koniec</script><script>alert(1)</script>")
    html = html_of(client, article.get_url())
    assert "<script>alert" not in html
    assert described_in(html)[0]["name"] == "Koniec</script><script>alert(1)</script>"
