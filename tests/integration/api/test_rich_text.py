"""Rich text in both its forms."""

from typing import Any

import pytest
from wagtail.models import Site

from pages.models import ArticlePage, HomePage
from tests.factories.media import make_document, restricted_collection
from tests.factories.site_tree import make_article, publish, restrict_page, translate
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

Homes = dict[str, HomePage]


def link(page: Any, text: str = "tutaj", kind: str = "page") -> str:
    return f'<a linktype="{kind}" id="{page.pk}">{text}</a>'


@pytest.fixture
def target(homes: Homes, act: Act) -> ArticlePage:
    """A page to link to."""
    with act():
        return make_article(homes["pl"], "Cel")


def test_html_has_ordinary_links(
    homes: Homes, target: ArticlePage, act: Act, get: Get, django_assert_num_queries: Any
) -> None:
    with act():
        document = make_document()
        text = f'<p>{link(target)} {link(document, "plik", "document")} <a href="https://example.org/">dalej</a></p>'
        body = [("rich_text", text), ("accordion", {"items": [{"title": "A", "text": link(target)}]})]
        article = make_article(homes["pl"], "Tekst", body=body)
    with django_assert_num_queries(1):
        answer = get(f"pages/{article.pk}/?rich_text_format=html")
    blocks = answer.json()["body"]
    cel = '<a href="http://localhost/pl/cel/">tutaj</a>'
    plik = f'<a href="http://localhost{document.url}">plik</a>'
    assert blocks[0]["value"] == f'<p>{cel} {plik} <a href="https://example.org/">dalej</a></p>'
    assert blocks[1]["value"]["items"][0]["text"] == cel
    plain = get(f"pages/{article.pk}/")
    assert plain.json()["body"][0]["value"] == text
    assert plain.content == get(f"pages/{article.pk}/?rich_text_format=db_html").content
    assert plain["ETag"] != answer["ETag"]
    assert get(f"pages/{article.pk}/?rich_text_format=html", if_none_match=answer["ETag"]).status_code == 304


def test_listings_have_both_forms_too(
    homes: Homes, target: ArticlePage, act: Act, get: Get, django_assert_max_num_queries: Any
) -> None:
    with act():
        make_article(homes["pl"], "Tekst", body=[("rich_text", link(target))])
        make_article(homes["pl"], "Bez", body=[("rich_text", "<p>Tekst</p>")])
    path = "pages/?type=pages.ArticlePage&fields=body&order=-title"
    with django_assert_max_num_queries(3):
        items = get(f"{path}&rich_text_format=html").json()["items"]
    assert items[0]["body"][0]["value"] == '<a href="http://localhost/pl/cel/">tutaj</a>'
    assert [item["title"] for item in get(path).json()["items"]] == [item["title"] for item in items]


def test_links_lead_to_the_version_in_the_language_of_the_page(
    homes: Homes, target: ArticlePage, act: Act, get: Get
) -> None:
    with act():
        translate(target, homes["lt"], "Tikslas")
        lithuanian = make_article(homes["lt"], "Tekstas", body=[("rich_text", link(target))])
        english = make_article(homes["en"], "Text", body=[("rich_text", link(target))])
    for page, path in ((lithuanian, "lt/tikslas"), (english, "pl/cel")):
        value = get(f"pages/{page.pk}/?rich_text_format=html").json()["body"][0]["value"]
        assert value == f'<a href="http://localhost/{path}/">tutaj</a>'


def test_a_link_follows_its_page_to_a_new_address(homes: Homes, target: ArticlePage, act: Act, get: Get) -> None:
    with act():
        article = make_article(homes["pl"], "Tekst", body=[("rich_text", link(target))])
    first = get(f"pages/{article.pk}/?rich_text_format=html")
    with act():
        publish(target, slug="nowy")
    second = get(f"pages/{article.pk}/?rich_text_format=html")
    assert second.json()["body"][0]["value"] == '<a href="http://localhost/pl/nowy/">tutaj</a>'
    assert first["ETag"] != second["ETag"]


def test_hidden_links_lose_their_tag_in_both_forms(homes: Homes, target: ArticlePage, act: Act, get: Get) -> None:
    with act():
        restrict_page(target)
        document = make_document(collection=restricted_collection())
        text = f"<p>{link(target)} i {link(document, 'plik', 'document')}</p>"
        article = make_article(homes["pl"], "Tekst", body=[("rich_text", text)])
    for text_format in ("db_html", "html"):
        answer = get(f"pages/{article.pk}/?rich_text_format={text_format}")
        assert answer.json()["body"][0]["value"] == "<p>tutaj i plik</p>"


def test_a_link_to_a_page_of_no_site_loses_its_tag(homes: Homes, target: ArticlePage, act: Act, get: Get) -> None:
    with act():
        section = make_article(homes["pl"], "Dział")
        article = make_article(section, "Tekst", body=[("rich_text", f"<p>{link(target)}</p>")])
    with act():
        site = Site.objects.get()
        site.root_page = section
        site.save()
    for text_format in ("db_html", "html"):
        answer = get(f"pages/{article.pk}/?rich_text_format={text_format}")
        assert answer.json()["body"][0]["value"] == "<p>tutaj</p>"


@pytest.mark.parametrize("text_format", ["markdown", "", "HTML"])
def test_another_form_is_a_400(target: ArticlePage, get: Get, text_format: str) -> None:
    for path in (f"pages/{target.pk}/", "pages/", "settings/"):
        assert get(f"{path}?rich_text_format={text_format}").status_code == 400


def test_what_another_site_would_show_is_a_link_in_html(homes: Homes, target: ArticlePage, act: Act, get: Get) -> None:
    film = '<embed embedtype="media" url="https://video.example.org/?a=1&amp;b=2"/>'
    script = '<embed embedtype="media" url="javascript:alert(1)"/>'
    with act():
        body = [("rich_text", f"<p>Film</p>{film}{script}"), ("rich_text", f"{film}<p>{link(target)}</p>")]
        article = make_article(homes["pl"], "Tekst", body=body)
    stored = get(f"pages/{article.pk}/").json()["body"]
    assert stored[0]["value"] == f"<p>Film</p>{film}{script}"
    html = get(f"pages/{article.pk}/?rich_text_format=html").json()["body"]
    address = "https://video.example.org/?a=1&amp;b=2"
    assert html[0]["value"] == f'<p>Film</p><a href="{address}">{address}</a>'
    assert html[1]["value"].startswith(f'<a href="{address}">{address}</a><p><a href="http://localhost/pl/cel/">')
