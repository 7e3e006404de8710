"""`manage.py search verify`: the index is what is published, or what differs is told and mended."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pages.publications.models import Publication
from search.engines.base import SearchEngine
from tests.integration.search.publications import next_sequence, publish

pytestmark = pytest.mark.django_db


def run(action: str, *options: str) -> str:
    output = StringIO()
    call_command("search", action, *options, stdout=output)
    return output.getvalue()


def told() -> list[str]:
    output = StringIO()
    with pytest.raises(CommandError, match=r"differs in .* search verify --repair"):
        call_command("search", "verify", stdout=output)
    return output.getvalue().splitlines()


@pytest.fixture
def course(engine: SearchEngine) -> Publication:
    """One of two pages that are published and indexed; an alias of one and a file are not for the index."""
    publish(2, "Suvirinimas", "Plieno suvirinimas.", language_code="lt", audience="login")
    publish(3, "Spawanie", "Spawanie stali.", alias_of_id=1)
    publish(4, "Karta", kind="document")
    course = publish(1, "Spawanie", "Spawanie stali.", facets=[{"name": "level", "key": "basic", "labels": {}}])
    run("catch_up")
    return course


def test_what_follows_the_feed_is_right(course: Publication) -> None:
    assert run("verify") == "The index holds what is published.\n"


def test_what_was_published_since_waits_and_differs_not(course: Publication) -> None:
    publish(1, "Spawanie TIG", "Spawanie aluminium.")
    publish(5, "Frezowanie")
    assert run("verify") == "The index holds what is published.\n"


def test_what_was_withdrawn_since_waits_and_differs_not(course: Publication) -> None:
    course.deleted, course.deleted_at, course.sequence = True, timezone.now(), next_sequence()
    course.save()
    assert run("verify") == "The index holds what is published.\n"


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({"title": "Inny"}, "page 1 “Inny”: the index has other content"),
        ({"facets": []}, "page 1 “Spawanie”: the index has other content"),
        ({"sequence": 1}, "page 1 “Spawanie”: the index has another state of it"),
        ({"deleted": True}, "page 1: should not be in the index"),
        ({"object_id": 9}, "page 9 “Spawanie”: is not in the index"),
    ],
)
def test_what_was_changed_behind_the_feed_is_told_and_mended(
    course: Publication, changes: dict[str, object], difference: str
) -> None:
    Publication.objects.filter(pk=course.pk).update(**changes)
    assert difference in told()
    assert run("verify", "--repair").splitlines()[-1] == "The index holds what is published."
    assert run("verify") == "The index holds what is published.\n"


def test_text_that_was_changed_behind_the_feed_is_told(course: Publication) -> None:
    course.passages.update(text="Spawanie żeliwa.")
    assert told() == ["page 1 “Spawanie”: the index has other content"]


def test_index_of_another_epoch_is_made_anew(course: Publication) -> None:
    call_command("publications", "new_epoch", verbosity=0)
    assert told() == ["the index must be made anew: the feed has begun another epoch"]
    assert run("verify", "--repair").splitlines()[-1] == "The index holds what is published."
