"""What is for participants only is refused at every door, and is there for participants."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.models import User
from pages.models import ArticlePage
from search.indexing import catch_up
from tests.factories.media import make_reader
from tests.factories.site_tree import restrict_page
from tests.integration.conftest import Act, Homes
from tests.integration.site.reading import html_of
from tests.integration.site.restricted import SECRET, RestrictedSite, make_restricted_site

#: Pages that refer to what is restricted; the home page lists courses, meetings and documents.
OPEN_PATHS = ("/pl/", "/pl/kursy/", "/pl/kursy/spawanie-tig/", "/pl/account/login/", "/pl/search/?q=nic")
SEARCHES = ("tajemnica", "tajemnica strony pdf", "lasera", "opisu")


@pytest.fixture
def site(homes: Homes, act: Act, own_index: None, participants: Group) -> RestrictedSite:
    """The site with its search index."""
    with act():
        made = make_restricted_site(homes["pl"], participants)
    catch_up()
    return made


def shows_secret(html: str) -> bool:
    return SECRET.lower() in html.lower()


def test_an_address_leads_a_stranger_to_the_log_in(site: RestrictedSite, client: Client) -> None:
    for page in (site.closed_article, site.closed_course):
        response = client.get(page.get_url())
        assert response.status_code == 302
        assert response["Location"] == f"/pl/account/login/?next={page.get_url()}"


def test_a_file_is_refused_without_a_word_of_it(site: RestrictedSite, client: Client) -> None:
    response = client.get(site.closed_document.url)
    assert response.status_code in {302, 403, 404}
    assert not shows_secret(response.content.decode().replace(site.closed_document.url, ""))
    assert b"%PDF" not in response.content


@pytest.mark.parametrize("path", OPEN_PATHS)
def test_open_pages_name_nothing_restricted_to_a_stranger(site: RestrictedSite, client: Client, path: str) -> None:
    html = html_of(client, path)
    assert not shows_secret(html)
    assert site.closed_document.url not in html


@pytest.mark.parametrize("path", OPEN_PATHS)
def test_a_member_of_no_group_is_told_no_more_than_a_stranger(site: RestrictedSite, client: Client, path: str) -> None:
    client.force_login(make_reader("guest"))
    assert not shows_secret(html_of(client, path))


def test_the_text_of_a_link_stays_without_the_link(site: RestrictedSite, client: Client) -> None:
    html = html_of(client, site.open_course.get_url())
    assert "Czytaj dalej." in html.replace("\xa0", " ").replace("&nbsp;", " ")


def test_list_filters_count_only_what_the_visitor_may_read(
    site: RestrictedSite, client: Client, participant: User
) -> None:
    assert 'value="advanced"' not in html_of(client, "/pl/kursy/")
    client.force_login(participant)
    html = html_of(client, "/pl/kursy/")
    assert 'value="advanced"' in html
    assert 'value="tajemnica-lasera"' in html


@pytest.mark.parametrize("text", SEARCHES)
def test_search_finds_nothing_restricted_for_a_stranger(site: RestrictedSite, client: Client, text: str) -> None:
    html = html_of(client, f"/pl/search/?q={text}")
    assert SECRET not in html  # the question itself is in lower case
    assert 'class="hit"' not in html
    assert "tajemnica-lasera" not in html
    assert 'value="advanced"' not in html


def test_search_counts_only_what_the_visitor_may_read(site: RestrictedSite, client: Client, participant: User) -> None:
    def count(text: str) -> int:
        return html_of(client, f"/pl/search/?q={text}").count('class="hit"')

    assert count("tajemnica") == 0
    client.force_login(participant)
    # The article and the closed course; a text for everybody is never found by what few may read in it.
    assert count("tajemnica") == 2


def test_the_api_knows_nothing_restricted(site: RestrictedSite, client: Client) -> None:
    listing = client.get("/api/v2/pages/?fields=*&limit=100")
    detail = client.get(f"/api/v2/pages/{site.open_course.pk}/")
    search = client.get("/api/v2/pages/?search=tajemnica&locale=pl")
    for response in (listing, detail, search, client.get("/api/v2/documents/")):
        assert response.status_code == 200
        assert not shows_secret(response.content.decode())
    assert search.json()["meta"]["total_count"] == 0
    for path in (
        f"pages/{site.closed_article.pk}/",
        f"pages/find/?html_path={site.closed_article.get_url()}",
        "pages/find/?html_path=/pl/stara/",
        f"documents/{site.closed_document.pk}/",
    ):
        assert client.get(f"/api/v2/{path}").status_code == 404


def test_sitemap_and_old_addresses_name_nothing_restricted(
    site: RestrictedSite, client: Client, participant: User
) -> None:
    assert client.get("/pl/stara/").status_code == 404
    client.force_login(participant)
    assert not shows_secret(client.get("/sitemap.xml").content.decode())
    assert client.get("/pl/stara/")["Location"] == site.closed_article.get_url()


def test_a_participant_reads_everything(site: RestrictedSite, client: Client, participant: User) -> None:
    client.force_login(participant)
    assert html_of(client, site.closed_article.get_url())
    html = html_of(client, site.open_course.get_url())
    for text in ("bloku", "listy", "kart", "spotkania", "strony", "opisu"):
        assert f"{SECRET} {text}" in html.replace("\xa0", " ")
    # Menus of header and footer, privacy notice, link, card.
    assert html.count(f'href="{site.closed_article.get_url()}"') == 5
    document = client.get(site.closed_document.url)
    assert (document.status_code, document["Content-Type"]) == (200, "application/pdf")


def test_answers_that_differ_by_visitor_are_not_shared_by_caches(
    site: RestrictedSite, client: Client, participant: User
) -> None:
    client.force_login(participant)
    assert "Cookie" in client.get(site.open_course.get_url())["Vary"]
    assert "private" in client.get(site.closed_document.url)["Cache-Control"]


def test_what_is_opened_again_is_there_for_all(site: RestrictedSite, act: Act, client: Client) -> None:
    with act():
        site.closed_article.view_restrictions.all().delete()
        restriction = restrict_page(ArticlePage.objects.get(pk=site.closed_article.pk))
    catch_up()
    assert client.get(site.closed_article.get_url()).status_code == 302
    with act():
        restriction.delete()
    catch_up()
    assert shows_secret(html_of(client, site.closed_article.get_url()))
    assert site.closed_article.get_url() in client.get("/sitemap.xml").content.decode()
    assert site.closed_article.get_url() in html_of(client, "/pl/search/?q=opisu")


def test_what_a_participant_is_shown_stays_out_of_shared_caches(
    site: RestrictedSite, client: Client, participant: User
) -> None:
    assert not client.get("/pl/").has_header("Cache-Control")
    client.force_login(participant)
    assert client.get("/pl/")["Cache-Control"] == "private, no-cache"
    assert "no-store" in client.get(site.closed_article.get_url())["Cache-Control"]
