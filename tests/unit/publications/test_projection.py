"""The fields parameter as a plan."""

from typing import Any

import pytest
from wagtail.api.v2.utils import BadRequestError

from pages.models import CoursePage
from pages.publications.projection import plan_fields

STORED: dict[str, Any] = {
    "id": 7,
    "meta": {"type": "pages.CoursePage", "detail_url": "…", "slug": "kurs", "locale": "pl", "parent": None},
    "title": "Kurs",
    "summary": "Opis",
    "level": "basic",
    "units": [{"id": 1, "meta": {"type": "pages.CourseUnit"}, "title": "Łuk", "hours": 2}],
}


def project(fields: str | None, *, detail: bool = True) -> dict[str, Any]:
    return plan_fields(CoursePage, fields, detail=detail).project(STORED)


def test_a_listing_shows_title_and_address_only() -> None:
    assert set(project(None, detail=False)) == {"id", "meta", "title"}


def test_a_detail_shows_all_fields() -> None:
    assert project(None)["units"][0]["title"] == "Łuk"


def test_underscore_starts_with_nothing_and_a_minus_takes_away() -> None:
    assert project("_,level") == {"level": "basic"}
    assert "summary" not in project("-summary")


def test_fields_of_a_relation_are_chosen() -> None:
    assert project("_,units(_,title)") == {"units": [{"title": "Łuk"}]}


def test_the_order_of_the_fields_is_that_of_the_model() -> None:
    assert list(project("_,level,title")) == ["title", "level"]


@pytest.mark.parametrize("fields", ["units(title(a))", "unknown", "level(a)", "a b"])
def test_what_is_wrong_is_refused(fields: str) -> None:
    with pytest.raises(BadRequestError):
        project(fields)
