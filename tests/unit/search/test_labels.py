"""Names of places."""

import pytest
from django.utils.translation import override

from search.labels import place_label, type_label, value_label


@pytest.mark.parametrize(
    ("kind", "anchor", "label"),
    [
        ("pdf_page", "#page=17", "page 17"),
        ("cue", "#t=73.2", "1:13"),
        ("cue", "#t=3723", "1:02:03"),
        ("section", "#welding", "Welding"),
        ("section", "", "Welding"),
    ],
)
def test_place_is_named_after_its_anchor(kind: str, anchor: str, label: str) -> None:
    with override("en"):
        assert place_label(kind, anchor, "Welding") == label


def test_value_without_a_label_in_the_language_has_another_or_its_key() -> None:
    assert value_label("level", "basic", {"lt": "pagrindai"}) == "Pagrindai"
    assert value_label("level", "basic", {}) == "Basic"


def test_type_that_is_gone_is_shown_by_its_name() -> None:
    assert type_label("gone.Page") == "gone.Page"
    assert type_label("nonsense") == "nonsense"
