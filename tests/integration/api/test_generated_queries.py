"""Our answers equal Wagtail's to requests that nobody thought of."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import translation
from wagtail.api import APIField
from wagtail.models import Page, Site, get_page_models

from pages.models import HomePage
from pages.publications import projection
from pages.publications.models import PublicationKind
from tests.factories.media import make_document, make_image, restricted_collection
from tests.factories.site_tree import make_article, restrict_page
from tests.integration.api.compared import hidden_objects, is_equal, read
from tests.integration.api.generated_queries import Requests
from tests.integration.api.rich_content import Content, make_content
from tests.integration.api.seeds import how_many, seeded
from tests.integration.conftest import Act

pytestmark = pytest.mark.urls("tests.integration.api.wagtail_urls")


def own_page_types() -> list[type[Page]]:
    return sorted((model for model in get_page_models() if model is not Page), key=lambda model: model._meta.label)


@pytest.fixture(params=["as declared", "without serializers of their own"])
def api_fields(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The fields of the page types, and the same as any other project would declare them."""
    if request.param != "as declared":
        for model in own_page_types():
            names = [field.name for field in model.api_fields]
            monkeypatch.setattr(model, "api_fields", [APIField(name) for name in names])
    projection._kept_plan.cache_clear()
    yield
    projection._kept_plan.cache_clear()


@pytest.fixture
def site(api_fields: None, homes: dict[str, HomePage], act: Act, settings: LazySettings) -> Iterator[None]:
    """Content of all kinds on two sites, some of which an outsider may not read."""
    settings.ALLOWED_HOSTS = ["*"]
    # Wagtail's own API, beside ours, speaks the language of the site.
    settings.API_PATH = "/api/v2/"
    with act(), translation.override("pl"):
        hide_some(make_content(homes))
    yield
    Site.clear_site_root_paths_cache()


def hide_some(content: Content) -> None:
    restrict_page(content.companies[0])
    section = make_article(content.homes["pl"], "Dla uczestników")
    make_article(section, "Pod spodem")
    restrict_page(section)
    make_article(content.homes["pl"], "Szkic", live=False)
    make_article(make_article(content.homes["pl"], "Szkic rodzica", live=False), "Dziecko szkicu")
    collection = restricted_collection()
    make_document("Tajny", collection=collection)
    content.courses[1].image = make_image("Tajny", collection=collection)
    content.courses[1].save()


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.usefixtures("site")
def test_generated_requests_are_answered_as_wagtail_answers_them() -> None:
    client = Client(raise_request_exception=False)
    hidden = hidden_objects()
    requests = Requests(seeded("DIFFERENTIAL_SEED"), list(PublicationKind), own_page_types())
    for number in range(how_many("DIFFERENTIAL_QUERIES", 400) // 2):
        request = requests.make()
        ours, wagtails = read(client, "", request), read(client, "wagtail/", request)
        assert is_equal(request, ours, wagtails, hidden), f"{number}. {request}\n{ours}\n{wagtails}"
