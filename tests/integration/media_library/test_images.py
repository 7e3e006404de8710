"""Image renditions: signed addresses, versions, and their measures."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.signing import Signer
from django.test import Client
from PIL import Image as Picture
from pytest_django import DjangoAssertNumQueries, Settings

from media_library.image_urls import SALT, image_url
from media_library.models import Image
from media_library.selectors import FocalPoint, focal_point, image_renditions
from tests.factories.media import (
    make_image,
    make_reader,
    make_superuser,
    png_bytes,
    restricted_collection,
)


def picture_in(content: bytes) -> Picture.Image:
    return Picture.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("width", "widths"),
    [(200, [200]), (320, [320]), (800, [320, 640, 800]), (1280, [320, 640, 960, 1280]), (4000, [320, 640, 960, 1280])],
)
def test_renditions_are_never_wider_than_the_image(width: int, widths: list[int]) -> None:
    renditions = image_renditions(make_image(width=width, height=width // 2))
    assert [rendition["width"] for rendition in renditions] == widths
    assert [rendition["height"] for rendition in renditions] == [wide // 2 for wide in widths]


def test_listing_renditions_makes_no_file_and_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    image = make_image()
    with django_assert_num_queries(0):
        assert image_renditions(image) == image_renditions(image)
    assert not image.renditions.exists()


def test_rendition_is_made_when_first_asked_for_and_has_the_told_size(client: Client) -> None:
    image = make_image(width=801, height=333)
    for told in image_renditions(image):
        response = client.get(told["url"])
        picture = picture_in(response.getvalue())
        assert picture.format == "WEBP"
        assert picture.size == (told["width"], told["height"])
        # A shared cache asks each time, as the picture may have been restricted since.
        assert response["Cache-Control"] == "public, max-age=86400, s-maxage=0"
        assert response["Content-Security-Policy"] == "default-src 'none'"
    assert image.renditions.count() == 3


def test_portrait_from_a_telephone_is_measured_as_it_is_shown(client: Client) -> None:
    exif = Picture.Exif()
    exif[0x0112] = 6  # turned a quarter
    output = io.BytesIO()
    Picture.new("RGB", (800, 600)).save(output, "JPEG", exif=exif)
    image = Image.objects.create(title="Portrait", file=ContentFile(output.getvalue(), name="portrait.jpg"))
    image.refresh_from_db()
    assert (image.width, image.height) == (600, 800)
    told = image_renditions(image)[0]
    assert picture_in(client.get(told["url"]).getvalue()).size == (told["width"], told["height"]) == (320, 426)


def test_address_without_our_signature_is_refused(client: Client) -> None:
    image = make_image()
    url = image_url(image, "width-640")
    assert client.get(url).status_code == 200
    assert client.get(url.replace("width-640", "width-641")).status_code == 403
    assert client.get(url.replace(f"/{image.pk}/", f"/{image.pk + 1}/")).status_code == 403
    assert client.get(f"/images/-/{image.pk}/width-640/lathe.png").status_code == 403


def test_address_signed_with_the_key_before_still_holds(client: Client, settings: Settings) -> None:
    url = image_url(make_image(), "width-640")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key that is long enough for the checks of the framework"
    assert client.get(url).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(url).status_code == 403


def test_new_picture_has_a_new_address_to_which_the_old_one_leads(client: Client) -> None:
    image = make_image()
    old = image_url(image, "width-320")
    image.file = ContentFile(png_bytes(colour="red"), name="lathe.png")
    image.save()
    new = image_url(image, "width-320")
    assert new != old
    response = client.get(old)
    assert (response.status_code, response["Location"], response["Cache-Control"]) == (302, new, "no-cache")


def test_focal_point_changes_the_address_of_a_crop_only() -> None:
    image = make_image()
    before = image_url(image, "fill-100x100"), image_url(image, "width-320")
    image.focal_point_x, image.focal_point_y = 200, 150
    image.focal_point_width = image.focal_point_height = 10
    after = image_url(image, "fill-100x100"), image_url(image, "width-320")
    assert (before[0] != after[0], before[1] == after[1]) == (True, True)


def test_focal_point_is_told_in_percent() -> None:
    image = make_image(width=800, height=600)
    assert focal_point(image) is None
    image.focal_point_x, image.focal_point_y = 200, 150
    image.focal_point_width = image.focal_point_height = 10
    assert focal_point(image) == FocalPoint(25.0, 25.0)


def test_restricted_image_is_shown_only_to_its_readers(client: Client) -> None:
    image = make_image(collection=restricted_collection())
    url = image_renditions(image)[0]["url"]
    assert client.get(url).status_code == 403
    assert not image.renditions.exists()
    client.force_login(make_reader())
    response = client.get(url)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-cache")


def test_wagtails_own_rendition_has_our_address_and_is_shown_in_the_admin(client: Client) -> None:
    image = make_image(collection=restricted_collection())
    rendition = image.get_rendition("max-165x165")
    assert rendition.url == image_url(image, "max-165x165")
    assert client.get(rendition.url).status_code == 403
    client.force_login(make_superuser())
    assert client.get(rendition.url).status_code == 200
    assert rendition.url in client.get("/admin/images/").content.decode()


def test_files_themselves_have_no_public_address(client: Client) -> None:
    image = make_image()
    rendition = image.get_rendition("width-320")
    assert client.get(image.file.url).status_code == 404
    assert client.get(rendition.file.url).status_code == 404


def test_missing_original_is_not_found(client: Client) -> None:
    image = make_image()
    image.file.storage.delete(image.file.name)
    assert client.get(image_url(image, "width-320")).status_code == 404


def test_address_of_a_filter_that_no_longer_exists_is_not_found(client: Client) -> None:
    image = make_image()
    signature = Signer(salt=SALT).signature(f"{image.pk}/gone-640")
    assert client.get(f"/images/{signature}/{image.pk}/gone-640/lathe.png").status_code == 404


def test_drawing_is_served_as_it_is_and_runs_nothing(client: Client) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><script/></svg>'
    image = Image.objects.create(title="Mark", file=ContentFile(svg, name="mark.svg"))
    (told,) = image_renditions(image)
    assert (told["width"], told["height"], told["filter"]) == (40, 20, "original")
    response = client.get(told["url"])
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"] == "default-src 'none'"


def test_alternative_text_is_the_editors_or_wagtails() -> None:
    assert make_image(alt_text="A lathe at work").default_alt_text == "A lathe at work"
    assert make_image(title="Lathe", alt_text="").default_alt_text == "Lathe"


def test_saving_only_a_new_file_keeps_its_hash() -> None:
    image = make_image()
    before = image.file_hash
    image.file = ContentFile(png_bytes(colour="red"), name="red.png")
    image.save(update_fields=["file", "width", "height"])
    image.refresh_from_db()
    assert image.file_hash not in ("", before)
