"""What search is told of a page leads to where it stands on the page."""

from django.test import Client

from pages.publications.models import Passage
from tests.factories.media import make_image, restricted_collection
from tests.factories.site_tree import make_article, make_course
from tests.integration.conftest import Act, Homes
from tests.integration.site.reading import Elements, html_of


def passages_of(page_id: int) -> list[tuple[str, str, str]]:
    """Return heading, text and anchor of each passage of a page."""
    rows = Passage.objects.filter(publication__kind="page", publication__object_id=page_id).order_by("ordinal")
    return list(rows.values_list("heading", "text", "anchor"))


def test_a_marked_up_heading_has_the_same_id_on_the_page_and_in_search(homes: Homes, act: Act, client: Client) -> None:
    html = "<h2>Mieszanka Ar/CO<sub>2</sub> 82<b>/18</b></h2><p>Gaz <b>osłon</b>owy.<br/>Przepływ.</p>"
    with act():
        page = make_article(homes["pl"], "Gazy", body=[("rich_text", html)])
    [(heading, text, anchor)] = passages_of(page.pk)
    assert (heading, text) == ("Mieszanka Ar/CO2 82/18", "Gaz osłonowy. Przepływ.")
    assert Elements(html_of(client, page.get_url())).named("h2", id=anchor.removeprefix("#"))


def test_an_item_of_a_list_is_told_once_and_apart_from_the_items_below_it(homes: Homes, act: Act) -> None:
    html = "<ul><li>gaz &amp; łuk<ul><li>hel</li><li>argon<br/>czysty</li></ul></li><li>dysza</li></ul>"
    told = ["gaz & łuk", "hel", "argon czysty", "dysza"]
    note = {"kind": "tip", "title": "", "text": html}
    with act():
        body = make_article(homes["pl"], "Treść", body=[("rich_text", html)])
        call_out = make_article(homes["pl"], "Ramka", body=[("call_out", note)])
        accordion = make_article(homes["pl"], "Pytania", body=[("accordion", {"items": [{"title": "", "text": html}]})])
        course = make_course(homes["pl"], learning_outcomes=html)
    for page in (body, call_out, accordion, course):
        [(_heading, text, _anchor)] = passages_of(page.pk)
        assert text.splitlines() == told


def test_text_that_is_not_marked_up_is_told_as_it_is(homes: Homes, act: Act) -> None:
    with act():
        page = make_article(homes["pl"], "Rury", summary="Rury <b & <c>, R&D &amp; 40 mm")
    assert [text for _heading, text, _anchor in passages_of(page.pk)] == ["Rury <b & <c>, R&D &amp; 40 mm"]


def test_words_of_a_block_that_is_not_shown_are_not_found(homes: Homes, act: Act) -> None:
    image = {"alt_text": "Tajny opis", "caption": "Tajny podpis", "credit": ""}
    with act():
        hidden = make_image(collection=restricted_collection())
        closed = make_article(homes["pl"], "Zamknięta", body=[("image", {**image, "image": hidden})])
        opened = make_article(homes["pl"], "Otwarta", body=[("image", {**image, "image": make_image()})])
    assert passages_of(closed.pk) == []
    assert "Tajny podpis" in passages_of(opened.pk)[0][1]


def test_titles_and_texts_of_a_block_are_told_as_sentences(homes: Homes, act: Act) -> None:
    body = [
        ("call_out", {"kind": "warning", "title": "Zanim zaczniesz", "text": "<p>Załóż okulary</p>"}),
        ("call_out", {"kind": "tip", "title": "Gaz?", "text": "<p>Argon.</p>"}),
        ("call_out", {"kind": "tip", "title": "", "text": "<p>Bez tytułu</p>"}),
        (
            "steps",
            {"title": "Zerowanie", "items": [{"title": "Oś X", "text": "Dojedź."}, {"title": "Oś Z", "text": ""}]},
        ),
        ("quote", {"text": "Miara jest pewna.", "source": "Majster"}),
    ]
    with act():
        page = make_article(homes["pl"], "Instrukcja", body=body)
    [(_heading, text, _anchor)] = passages_of(page.pk)
    assert text.splitlines() == [
        "Zanim zaczniesz. Załóż okulary",
        "Gaz? Argon.",
        "Bez tytułu",
        "Zerowanie. Oś X. Dojedź. Oś Z",
        "Miara jest pewna. Majster",
    ]


def test_a_table_is_told_row_by_row(homes: Homes, act: Act) -> None:
    table = {
        "caption": "Prąd spawania",
        "columns": [{"type": "text", "heading": "Grubość"}, {"type": "text", "heading": "Prąd"}],
        "rows": [{"values": ["1,5 mm", "60 A"]}, {"values": ["3 mm", ""]}, {"values": ["6 mm.", "160 A"]}],
    }
    with act():
        page = make_article(homes["pl"], "Parametry", body=[("table", table)])
    [(_heading, text, _anchor)] = passages_of(page.pk)
    assert text == "Prąd spawania. Grubość; Prąd. 1,5 mm; 60 A. 3 mm. 6 mm. 160 A"
