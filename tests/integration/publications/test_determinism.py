"""The same content gives the same bytes, whoever builds it and where."""

import zoneinfo

from django.core.management import call_command
from django.utils import timezone, translation
from wagtail.models import Page

from pages.models import HomePage
from pages.publications.models import Publication, PublicationBody
from pages.publications.representation import represent_page
from pages.publications.scope import read_surroundings
from tests.factories.media import make_document, make_image, make_media_item, make_track
from tests.factories.site_tree import make_article, make_course, translate
from tests.integration.conftest import Act
from tests.integration.publications.reading import publication_of


def test_language_and_time_zone_of_the_editor_do_not_matter(homes: dict[str, HomePage], act: Act) -> None:
    with act():
        course = make_course(homes["pl"], image=make_image())
        translate(course, homes["lt"], "TIG suvirinimas")
    page = Page.objects.get(pk=course.pk).specific
    first = represent_page(page, read_surroundings())
    with translation.override("lt"), timezone.override(zoneinfo.ZoneInfo("Asia/Tokyo")):
        second = represent_page(Page.objects.get(pk=course.pk).specific, read_surroundings())
    assert first is not None
    assert second is not None
    assert (first.body, first.full, first.etag) == (second.body, second.full, second.etag)
    publication = publication_of(course)
    assert publication is not None
    assert publication.etag == first.etag


def test_a_rebuild_of_everything_changes_nothing(homes: dict[str, HomePage], act: Act) -> None:
    with act():
        video = make_media_item(poster=make_image())
        make_track(video)
        make_article(
            homes["pl"],
            "Wszystko",
            body=[
                ("video", {"video": video, "caption": "Film"}),
                ("document", {"document": make_document(), "title": ""}),
            ],
        )
    before = dict(Publication.objects.values_list("pk", "sequence"))
    bodies = dict(PublicationBody.objects.values_list("pk", "full"))
    call_command("publications", "rebuild", verbosity=0)
    assert dict(Publication.objects.values_list("pk", "sequence")) == before
    assert dict(PublicationBody.objects.values_list("pk", "full")) == bodies


def test_a_rebuild_makes_what_is_missing(homes: dict[str, HomePage], act: Act) -> None:
    with act():
        make_article(homes["pl"], "O nas")
    before = sorted(Publication.objects.values_list("kind", "object_id", "etag"))
    PublicationBody.objects.all().delete()
    Publication.objects.all().delete()
    call_command("publications", "rebuild", verbosity=0)
    assert sorted(Publication.objects.values_list("kind", "object_id", "etag")) == before


def test_no_rendition_is_made(homes: dict[str, HomePage], act: Act) -> None:
    with act():
        image = make_image()
        make_article(homes["pl"], "O nas", image=image)
    assert image.renditions.count() == 0
