"""What generated requests have found to differ from Wagtail's API v2, each told by itself."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from pages.models import HomePage
from tests.factories.site_tree import make_article
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

pytestmark = pytest.mark.postgresql

Homes = dict[str, HomePage]
OTHER_HOST = "klastry.example"


@pytest.fixture
def other_home(homes: Homes, act: Act, settings: LazySettings) -> Iterator[HomePage]:
    """The root of a second site."""
    settings.ALLOWED_HOSTS = ["*"]
    with act():
        home = HomePage(title="Klastry", slug="klastry", locale=homes["pl"].locale)
        homes["pl"].get_parent().add_child(instance=home)
        Site.objects.create(hostname=OTHER_HOST, root_page=home)
        make_article(home, "Strona klastrów")
    yield home
    Site.clear_site_root_paths_cache()


@pytest.mark.parametrize(
    ("path", "host", "is_listed"),
    [
        ("pages/", OTHER_HOST, True),
        ("pages/", "localhost", False),
        ("pages/", "unknown.example", False),
        (f"pages/?site={OTHER_HOST}", "localhost", True),
        ("pages/?site=localhost", OTHER_HOST, False),
    ],
)
def test_a_listing_is_of_the_site_of_its_host(
    other_home: HomePage, get: Get, path: str, host: str, is_listed: bool
) -> None:
    titles = [item["title"] for item in get(path, host=host).json()["items"]]
    assert ("Strona klastrów" in titles) == is_listed


def test_a_tree_filter_knows_the_pages_of_one_site(other_home: HomePage, get: Get) -> None:
    query = f"pages/?child_of={other_home.pk}"
    assert get(query, host=OTHER_HOST).json()["meta"]["total_count"] == 1
    assert get(query, host="localhost").json()["message"] == "parent page doesn't exist"


def test_find_knows_the_pages_of_one_site(other_home: HomePage, get: Get) -> None:
    assert get(f"pages/find/?id={other_home.pk}", host=OTHER_HOST).status_code == 302
    assert get(f"pages/find/?id={other_home.pk}", host="localhost").status_code == 404


@pytest.mark.parametrize("kind", ["pages", "images", "documents", "media"])
@pytest.mark.parametrize("query", ["", "?locale=lt", "?title=x", "?version=draft"])
def test_an_id_that_no_database_has_a_number_for_is_not_found(get: Get, homes: Homes, kind: str, query: str) -> None:
    answer = get(f"{kind}/{2**63}/{query}")
    assert answer.status_code in {400, 401, 404}, answer.content
    assert answer.status_code == 404 or query in {"?locale=lt", "?version=draft"}


def test_a_detail_is_found_at_its_only_address(other_home: HomePage, get: Get) -> None:
    assert get(f"pages/{other_home.pk}/", host="localhost").status_code == 200


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("pages/999999/", "No Page matches the given query."),
        ("images/999999/", "No Image matches the given query."),
        ("media/999999/", "No MediaItem matches the given query."),
        (f"pages/?limit={'9' * 25}", "limit cannot be higher than 100"),
        ("pages/?site=localhost:x", "Field 'port' expected a number but got 'x'."),
        ("pages/?fields=locale(type(*))", "'type' does not support nested fields"),
        ("images/?fields=renditions(id(id))", "'id' does not support nested fields"),
        ("documents/?fields=tags(unknown)", "unknown fields: unknown"),
    ],
)
def test_errors_are_told_in_the_same_words(homes: Homes, get: Get, path: str, message: str) -> None:
    assert get(path).json()["message"] == message


@pytest.mark.parametrize(
    "path",
    [
        f"pages/?offset={'9' * 25}",
        "pages/find/?id=x",
        "documents/find/?id=",
        "pages/find/?html_path=/a%00b/",
        f"pages/?fields={'parent(' * 2000}",
    ],
)
def test_values_that_no_field_can_have_are_refused(homes: Homes, get: Get, path: str) -> None:
    assert get(path).status_code == 400


def test_a_number_that_no_column_holds_is_no_fault_of_ours(homes: Homes, get: Get) -> None:
    # Some databases refuse it, some find nothing.
    assert get(f"pages/?type=pages.ProjectPage&lead_partner={'9' * 25}").status_code in {200, 400}


@pytest.mark.parametrize("html_path", ["http://[", "//[x/", "////[x/"])
@pytest.mark.parametrize("kind", ["pages", "redirects"])
def test_what_is_no_address_is_not_found(homes: Homes, get: Get, kind: str, html_path: str) -> None:
    Redirect.add_redirect("/stary", "//[nowy/")
    assert get(f"{kind}/find/?html_path={html_path}").status_code == 404
    assert get("pages/find/?html_path=/stary/").status_code == 404


def test_an_unknown_address_is_not_found_whatever_the_id(homes: Homes, get: Get) -> None:
    assert get(f"pages/find/?html_path=/nie-ma/&id={homes['pl'].pk}").status_code == 404
