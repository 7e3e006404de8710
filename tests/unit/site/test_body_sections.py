"""A body is cut at its headings, with the anchors that search links to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pages.body_sections import chapter_sections, flat_html, sections_of


@dataclass(frozen=True)
class Child:
    """A block of a stream that renders as given."""

    html: str = ""
    block_type: str = "rich_text"
    value: Any = None

    def render(self, context: Mapping[str, Any]) -> str:
        """Return the block's HTML."""
        return self.html


def test_each_second_level_heading_begins_a_section() -> None:
    stream = [Child("<p>Wstęp</p><h2>Łuk</h2><p>130 A</p>"), Child("<h2>Gaz</h2><p>Argon</p>")]

    sections = sections_of(stream, {})

    assert [(section.heading, section.anchor) for section in sections] == [("", ""), ("Łuk", "luk"), ("Gaz", "gaz")]
    assert "130 A" in sections[1].content


def test_the_same_heading_twice_gets_two_anchors() -> None:
    stream = [Child("<h2>Gaz</h2><p>1</p>"), Child("<h2>Gaz</h2><p>2</p>")]

    assert [section.anchor for section in sections_of(stream, {})] == ["gaz", "gaz-2"]


def test_a_heading_never_takes_the_id_of_a_section_of_the_template() -> None:
    assert sections_of([Child("<h2>Funding</h2>")], {})[0].anchor == "funding-2"


def test_a_titled_block_begins_a_section_without_claiming_an_anchor_of_the_text() -> None:
    stream = [Child("<h2>Gaz</h2><ol></ol>", block_type="steps"), Child("<h2>Gaz</h2><p>Argon</p>")]

    assert [section.anchor for section in sections_of(stream, {})] == ["section_1", "gaz"]


def test_headings_in_a_chapter_stand_below_its_title() -> None:
    content = [Child("<h2>Stan</h2><h3>Kadry</h3>")]
    chapter = Child(block_type="chapter", value={"title": "Cele <1>", "content": content})

    [section] = chapter_sections([chapter], {})

    assert section.heading == "Cele &lt;1&gt;"
    assert '<h3 id="stan">Stan</h3><h4 id="kadry">Kadry</h4>' in section.content


def test_a_flat_stream_keeps_its_headings() -> None:
    assert '<h2 id="gaz">Gaz</h2>' in flat_html([Child("<h2>Gaz</h2>")], {})
