"""The site is where BASE_URL says."""

import pytest
from django.core.management import call_command
from pytest_django import Settings
from wagtail.models import Site

from pages.editors.site_address import follow_base_url
from pages.models import HomePage
from pages.publications.models import Publication
from tests.integration.conftest import Homes


@pytest.fixture
def moved(settings: Settings) -> None:
    """The installation is reached at another port than before."""
    settings.BASE_URL = settings.WAGTAILAPI_BASE_URL = "http://localhost:8123"


@pytest.mark.django_db(transaction=True)
def test_addresses_follow_the_port_that_is_served(homes: Homes, moved: None) -> None:
    call_command("prepare", no_demo=True, verbosity=0)
    home = Publication.objects.get(kind="page", object_id=homes["pl"].pk)
    assert home.html_url == "http://localhost:8123/pl/"
    assert "http://localhost:8123/api/v2/pages/" in str(home.body.body)
    assert not follow_base_url()


def test_several_sites_stay_where_an_administrator_has_put_them(homes: Homes, moved: None) -> None:
    Site.objects.create(hostname="lt.example.org", root_page=HomePage.objects.get(pk=homes["lt"].pk))
    assert not follow_base_url()
