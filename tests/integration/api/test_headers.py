"""What answers tell caches and clients beside their content."""

from wagtail.models import Page

from pages.models import HomePage
from tests.factories.media import make_image
from tests.factories.site_tree import make_article, restrict_page, translate
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

Homes = dict[str, HomePage]
API = "http://localhost/api/v2/pages/"


def links(header: str) -> dict[str, str]:
    """Return the target of each link by the rest of it."""
    pairs = (link.split(">; ", 1) for link in header.split(", "))
    return {rest: target.lstrip("<") for target, rest in pairs}


def test_a_listing_links_to_its_other_parts(homes: Homes, act: Act, get: Get) -> None:
    with act():
        for number in range(7):
            make_article(homes["pl"], f"Strona {number}")
    query = "type=pages.ArticlePage&limit=3"
    found = links(get(f"pages/?{query}&offset=3")["Link"])
    assert found == {
        'rel="first"': f"{API}?type=pages.ArticlePage&limit=3&offset=0",
        'rel="prev"': f"{API}?type=pages.ArticlePage&limit=3&offset=0",
        'rel="next"': f"{API}?type=pages.ArticlePage&limit=3&offset=6",
        'rel="last"': f"{API}?type=pages.ArticlePage&limit=3&offset=6",
    }
    assert set(links(get(f"pages/?{query}")["Link"])) == {'rel="first"', 'rel="next"', 'rel="last"'}
    assert set(links(get(f"pages/?{query}&offset=6")["Link"])) == {'rel="first"', 'rel="prev"', 'rel="last"'}
    for path in ("pages/?limit=0", "redirects/?limit=0"):
        assert "Link" not in get(path)


def test_a_detail_links_to_the_readable_translations(homes: Homes, act: Act, get: Get) -> None:
    with act():
        polish = make_article(homes["pl"], "O nas")
        lithuanian = translate(polish, homes["lt"], "Apie mus")
        hidden = translate(polish, homes["en"], "About us")
    with act():
        hidden.live = False
        hidden.save()
    answer = get(f"pages/{polish.pk}/")
    assert links(answer["Link"]) == {
        'rel="alternate"; hreflang="pl"; type="text/html"': "http://localhost/pl/o-nas/",
        'rel="alternate"; hreflang="lt"; type="application/json"': f"{API}{lithuanian.pk}/",
        'rel="alternate"; hreflang="lt"; type="text/html"': "http://localhost/lt/apie-mus/",
    }
    assert get(f"pages/{polish.pk}/?fields=_,title")["Link"] == answer["Link"]


def test_surrogate_keys_name_nothing_but_the_answer(homes: Homes, act: Act, get: Get) -> None:
    with act():
        parent = make_article(homes["pl"], "Ukryty rodzic")
        image = make_image()
        page = make_article(homes["pl"], "O nas", image=image)
        restrict_page(parent)
    assert get(f"pages/{page.pk}/")["Surrogate-Key"] == f"page-{page.pk}"
    assert get(f"images/{image.pk}/")["Surrogate-Key"] == f"image-{image.pk}"
    assert get("pages/")["Surrogate-Key"] == "pages"
    assert get(f"pages/?ancestor_of={page.pk}")["Surrogate-Key"] == "pages"
    assert Page.objects.get(pk=parent.pk).live
    assert "Surrogate-Key" not in get(f"pages/{parent.pk}/")
