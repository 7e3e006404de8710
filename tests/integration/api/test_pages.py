"""Pages over the API: detail, listing, find."""

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from pages.models import (
    ClusterIndexPage,
    ClusterPage,
    CompanyPage,
    HomePage,
    InternshipIndexPage,
    InternshipPage,
    Specialisation,
)
from tests.factories.media import make_image
from tests.factories.site_tree import make_article, make_course, make_page, restrict_page, translate
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

Homes = dict[str, HomePage]


def titles(answer: object) -> list[str]:
    return [item["title"] for item in answer.json()["items"]]  # type: ignore[attr-defined]


def test_a_detail_is_one_query(homes: Homes, act: Act, get: Get, django_assert_num_queries: object) -> None:
    with act():
        course = make_course(homes["pl"], image=make_image(), summary="Opis")
    with django_assert_num_queries(1):  # type: ignore[operator]
        answer = get(f"pages/{course.pk}/")
    body = answer.json()
    assert answer.status_code == 200
    assert body["summary"] == "Opis"
    assert body["meta"]["locale"] == "pl"
    assert body["image"]["renditions"][0]["url"].startswith("http://localhost/images/")
    assert answer["Content-Language"] == "pl"
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" not in answer.get("Vary", "")


def test_caches_are_told_what_the_installation_wants(homes: Homes, get: Get, settings: Settings) -> None:
    settings.API_CACHE_CONTROL = "public, max-age=60"
    assert get(f"pages/{homes['pl'].pk}/")["Cache-Control"] == "public, max-age=60"


def test_a_listing_is_at_most_three_queries(
    homes: Homes, act: Act, get: Get, django_assert_max_num_queries: object
) -> None:
    with act():
        for number in range(5):
            make_course(homes["pl"], f"Kurs {number}", image=make_image())
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        answer = get("pages/?type=pages.CoursePage&fields=*&order=-title&limit=2&offset=1")
    assert answer.json()["meta"] == {"total_count": 5}
    assert titles(answer) == ["Kurs 3", "Kurs 2"]


def test_a_client_that_has_the_answer_gets_304(homes: Homes, act: Act, get: Get) -> None:
    with act():
        article = make_article(homes["pl"], "O nas")
    for path in (f"pages/{article.pk}/", f"pages/{article.pk}/?fields=_,title", "pages/"):
        first = get(path)
        assert first["ETag"].startswith('"')
        again = get(path, if_none_match=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
    with act():
        article.title = "O centrum"
        article.save()
    assert get(f"pages/{article.pk}/", if_none_match=first["ETag"]).status_code == 200


def test_fields_are_projected_to_the_second_level(homes: Homes, act: Act, get: Get) -> None:
    with act():
        trade = Specialisation.objects.create(name="Spawanie", code="tig", locale=homes["pl"].locale)
        course = make_course(homes["pl"], specialisation=trade)
        clusters = make_page(ClusterIndexPage, homes["pl"], "Klastry")
        cluster = make_page(ClusterPage, clusters, "Klaster")
        company = make_page(CompanyPage, cluster, "Firma", town="Suwałki")
        offers = make_page(InternshipIndexPage, homes["pl"], "Staże")
        offer = make_page(InternshipPage, offers, "Staż", host="Firma", company=company)
    assert get(f"pages/{course.pk}/?fields=_,title,level").json() == {"title": course.title, "level": "basic"}
    body = get(f"pages/{offer.pk}/?fields=-body").json()
    assert "body" not in body
    assert body["company"]["title"] == "Firma"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("fields=nothing", "unknown fields: nothing"),
        ("fields=title,,", "fields error: unexpected char ',' at position 6"),
        ("fields=title(a)", "'title' does not support nested fields"),
        ("nothing=1", "query parameter is not an operation or a recognised field: nothing"),
        ("limit=101", "limit cannot be higher than 100"),
        ("limit=-1", "limit must be a positive integer"),
        ("offset=99999999999999999999", "offset must be a positive integer"),
        ("order=nothing", "cannot order by 'nothing' (unknown field)"),
        ("type=pages.Nothing", "type doesn't exist"),
        ("child_of=999999", "parent page doesn't exist"),
        ("type=pages.CoursePage&order=units", "cannot order by 'units' (it has more than one value)"),
        ("rich_text_format=markdown", "rich_text_format must be 'db_html' or 'html'"),
        ("title=%00", "null characters are not allowed"),
    ],
)
def test_a_wrong_parameter_is_a_problem_that_says_so(homes: Homes, get: Get, query: str, message: str) -> None:
    answer = get(f"pages/?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["message"] == message


@pytest.mark.parametrize(
    "query", ["first_published_at=abc", "type=pages.CoursePage&hours=abc", "type=pages.CoursePage&units=abc"]
)
def test_a_value_that_a_field_cannot_have_is_a_400(homes: Homes, get: Get, query: str) -> None:
    assert get(f"pages/?{query}").status_code == 400


@pytest.mark.parametrize("path", ["pages/999999/", "nothing/", "pages/find/?html_path=/nothing/", "pages/?locale=xx"])
def test_what_is_missing_is_a_json_404(homes: Homes, get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status_code == 404
    assert answer.json()["status"] == 404


def test_a_request_that_would_write_is_refused(homes: Homes, client: Client) -> None:
    answer = client.post("/api/v2/pages/")
    assert answer.status_code == 405
    assert answer.json()["status"] == 405


def test_listings_filter_by_tree_language_and_field(homes: Homes, act: Act, get: Get) -> None:
    with act():
        parent = make_article(homes["pl"], "Rodzic")
        child = make_article(parent, "Dziecko")
        grandchild = make_article(child, "Wnuk")
        translation_of_child = translate(child, homes["lt"], "Vaikas")
        make_course(homes["pl"], "Kurs", hours=12)
    assert titles(get(f"pages/?child_of={parent.pk}")) == ["Dziecko"]
    assert titles(get(f"pages/?descendant_of={parent.pk}")) == ["Dziecko", "Wnuk"]
    assert titles(get(f"pages/?ancestor_of={grandchild.pk}&child_of={homes['pl'].pk}")) == ["Rodzic"]
    assert titles(get(f"pages/?translation_of={child.pk}")) == [translation_of_child.title]
    assert titles(get("pages/?locale=lt&slug=vaikas")) == ["Vaikas"]
    assert titles(get("pages/?type=pages.CoursePage&hours=12")) == ["Kurs"]
    assert titles(get("pages/?type=pages.CoursePage&hours=13")) == []


@pytest.mark.parametrize("path", ["/pl/o-nas/", "/pl/o-nas", "/o-nas/", "pl/o-nas/"])
def test_find_understands_language_prefixes(homes: Homes, act: Act, get: Get, path: str) -> None:
    with act():
        article = make_article(homes["pl"], "O nas")
    answer = get(f"pages/find/?html_path={path}&fields=title")
    assert answer.status_code == 302
    assert answer["Location"] == f"http://localhost/api/v2/pages/{article.pk}/?fields=title"


def test_find_takes_letters_beyond_ascii(homes: Homes, act: Act, get: Get) -> None:
    with act():
        article = make_article(homes["pl"], "Źródło", slug="źródło")
    assert get("pages/find/?html_path=/pl/źródło/")["Location"].endswith(f"/pages/{article.pk}/?")


def test_find_knows_the_other_languages_and_redirects(homes: Homes, act: Act, get: Get) -> None:
    with act():
        article = make_article(homes["lt"], "Apie mus")
    Redirect.objects.create(old_path="/lt/sena", redirect_page=article)
    for path in ("/lt/apie-mus/", "/lt/sena/"):
        assert get(f"pages/find/?html_path={path}")["Location"].endswith(f"/pages/{article.pk}/?")
    assert get(f"pages/find/?id={article.pk}")["Location"].endswith(f"/pages/{article.pk}/?")


def test_find_follows_redirects_that_were_typed_in(homes: Homes, act: Act, get: Get) -> None:
    with act():
        article = make_article(homes["lt"], "Apie mus")
        hidden = make_article(homes["lt"], "Slapta")
        restrict_page(hidden)
    links = {
        "/lt/a": "http://localhost/lt/apie-mus/",
        "/lt/b": "/lt/a/",
        "/lt/c": "http://localhost/lt/slapta/",
        "/lt/d": "https://example.org/lt/apie-mus/",
        "/lt/g": "//example.org/lt/apie-mus/",
        "/lt/e": "/lt/f/",
        "/lt/f": "/lt/e/",
    }
    for old_path, link in links.items():
        Redirect.objects.create(old_path=old_path, redirect_link=link)
    for path in ("/lt/a/", "/lt/b", "http://localhost/lt/b/"):
        assert get(f"pages/find/?html_path={path}")["Location"].endswith(f"/pages/{article.pk}/?"), path
    missing = get("pages/find/?html_path=/lt/nera/")
    for path in ("/lt/c/", "/lt/d/", "/lt/e/", "/lt/g/"):
        answer = get(f"pages/find/?html_path={path}")
        assert (answer.status_code, answer.content) == (404, missing.content), path


def test_find_prefers_the_redirect_of_its_site_and_knows_paths_without_prefix(
    homes: Homes, act: Act, get: Get, django_assert_max_num_queries: object
) -> None:
    with act():
        of_all, of_site = make_article(homes["pl"], "Wszystkie"), make_article(homes["pl"], "Jedna")
    Redirect.objects.create(old_path="/pl/stara", redirect_page=of_all)
    Redirect.objects.create(old_path="/pl/stara", redirect_page=of_site, site=Site.objects.get(hostname="localhost"))
    Redirect.objects.create(old_path="/pl/stara?id=7", redirect_page=of_all)
    for path in ("/pl/stara/", "/stara/"):
        with django_assert_max_num_queries(5):  # type: ignore[operator]
            answer = get(f"pages/find/?html_path={path}", host="localhost")
        assert answer["Location"].endswith(f"/pages/{of_site.pk}/?")
    answer = get("pages/find/?html_path=/pl/stara/%3Fid=7", host="localhost")
    assert answer["Location"].endswith(f"/pages/{of_all.pk}/?")


def test_images_have_detail_and_listing(homes: Homes, act: Act, get: Get) -> None:
    with act():
        image = make_image("Tokarka")
    body = get(f"images/{image.pk}/").json()
    assert body["title"] == "Tokarka"
    assert body["meta"]["download_url"].startswith("http://localhost/images/")
    assert titles(get("images/?title=Tokarka")) == ["Tokarka"]


def test_the_answer_does_not_depend_on_the_readers_language(homes: Homes, act: Act, get: Get) -> None:
    with act():
        article = make_article(homes["lt"], "Apie mus")
    with translation.override("en"):
        assert get(f"pages/{article.pk}/", accept_language="pl").content == get(f"pages/{article.pk}/").content


def test_head_answers_like_get_without_a_body(homes: Homes, client: Client) -> None:
    address = f"/api/v2/pages/{homes['pl'].pk}/"
    head, answer = client.head(address), client.get(address)
    assert head.content == b""
    assert (head.status_code, head["ETag"]) == (200, answer["ETag"])


@pytest.mark.parametrize("pk", [2**63 - 1, 2**63, 10**40])
def test_an_id_that_no_page_can_have_is_not_found(homes: dict[str, HomePage], get: Get, pk: int) -> None:
    for path in (f"pages/{pk}/", f"pages/{pk}/?fields=*", f"pages/{pk}/?locale=lt", f"images/{pk}/"):
        assert get(path).status_code == 404


def test_an_error_of_ours_is_a_json_500(homes: Homes, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False

    def fail(*_args: object, **_kwargs: object) -> None:
        message = "broken"
        raise RuntimeError(message)

    monkeypatch.setattr("api.listings.plan_fields", fail)
    answer = client.get("/api/v2/pages/")
    assert answer.status_code == 500
    assert answer.json()["message"] == "internal server error"
