"""The built-in access policy and the rights of editors."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from pytest_django import Settings
from wagtail.models import GroupCollectionPermission

from media_library.access import ReadableFile, can_read, is_editor_of, is_public
from media_library.checks import check_access_policy, check_media_root
from tests.factories.media import (
    make_collection,
    make_document,
    make_image,
    make_media_item,
    make_reader,
    make_superuser,
    restrict,
    restricted_collection,
)

ANYONE = AnonymousUser()


def test_file_in_an_open_collection_is_public() -> None:
    assert is_public(make_image())


def test_restriction_of_a_collection_above_closes_the_file() -> None:
    outer = restricted_collection()
    document = make_document(collection=make_collection("Inner", parent=outer))
    assert not is_public(document)
    assert can_read(make_reader(), document)


def test_all_restrictions_on_the_way_must_be_met() -> None:
    first, second = Group.objects.create(name="First"), Group.objects.create(name="Second")
    inner = make_collection("Inner", parent=restricted_collection(groups=[first]))
    restrict(inner, groups=[second])
    item = make_media_item(collection=inner)
    assert not can_read(make_reader("one", groups=[first]), item)
    assert can_read(make_reader("both", groups=[first, second]), item)


def test_any_of_the_groups_of_a_restriction_is_enough() -> None:
    first, second = Group.objects.create(name="First"), Group.objects.create(name="Second")
    item = make_media_item(collection=restricted_collection(groups=[first, second]))
    assert can_read(make_reader(groups=[second]), item)
    assert not can_read(ANYONE, item)


def test_collection_with_a_password_is_closed_to_readers() -> None:
    collection = make_collection()
    restrict(collection, password="secret")
    image = make_image(collection=collection)
    assert not can_read(ANYONE, image)
    assert not can_read(make_reader(), image)
    assert can_read(make_superuser(), image)


@pytest.mark.parametrize(
    ("codename", "make_file"),
    [
        ("choose_image", make_image),
        ("change_image", make_image),
        ("choose_document", make_document),
        ("change_media", make_media_item),
    ],
)
def test_editor_of_a_collection_sees_its_files(codename: str, make_file: Callable[..., ReadableFile]) -> None:
    members, editors = Group.objects.create(name="Members"), Group.objects.create(name="Keepers")
    collection, other = restricted_collection(groups=[members]), restricted_collection(groups=[members], name="Other")
    permission = Permission.objects.filter(codename=codename).first()
    GroupCollectionPermission.objects.create(group=editors, collection=collection, permission=permission)
    editor = make_reader("editor", groups=[editors])
    assert is_editor_of(editor, make_file(collection=collection))
    assert not can_read(editor, make_file(collection=other))


def test_policy_that_cannot_be_imported_is_told_at_start(settings: Settings) -> None:
    assert check_access_policy() == []
    for name in ("media_library.access.NoSuchPolicy", "", "media_library.access.is_public"):
        settings.MEDIA_LIBRARY = {"ACCESS_POLICY": name}
        assert [error.id for error in check_access_policy()] == ["media_library.E001"]


def test_files_outside_the_data_folder_are_warned_of(settings: Settings) -> None:
    settings.DATA_DIR, settings.MEDIA_ROOT = "/srv/data", "/srv/data/media"
    assert check_media_root() == []
    for media_root in ("/srv/media", "", "/srv/data-old"):
        settings.MEDIA_ROOT = media_root
        assert [warning.id for warning in check_media_root()] == ["media_library.W001"]
